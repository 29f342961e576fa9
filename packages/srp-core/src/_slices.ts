/**
 * Work in slices, so that a page can react in between: to a click, to a key, with its next frame.
 *
 * A browser calls a task long from 50 ms on, and on a slow phone the first sign-in takes several times
 * that, most of it for code that is not compiled yet.
 *
 * @see W3C, Long Tasks API
 * @module
 */

/** Work that stops at every `yield`, where others may go first. */
export type Slices<Result> = Generator<undefined, Result, undefined>;

export function runAtOnce<Result>(slices: Slices<Result>): Result {
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
  }
}

/**
 * One task to a slice on a page, and another for what the caller does next. At once elsewhere, where nobody
 * waits for a frame.
 */
export async function runInTasks<Result>(slices: Slices<Result>): Promise<Result> {
  for (;;) {
    const slice = slices.next();
    if ('document' in globalThis && typeof MessageChannel === 'function') await nextTask();
    if (slice.done === true) return slice.value;
  }
}

/** A message, because browsers make timers wait that follow each other, and those of hidden pages longer. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
