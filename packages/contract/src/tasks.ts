/**
 * Room for a page to react between two pieces of work: to a click, to a key, with its next frame.
 *
 * A browser calls a task long from 50 ms on, and on a slow phone the first sign-in takes many times
 * that, most of it for code that was never run before.
 *
 * @see W3C, Long Tasks API
 * @module
 */

/**
 * To be awaited between two pieces of work.
 *
 * @returns undefined where there is no page: in servers and in workers nobody waits for a frame.
 */
export function nextTask(): Promise<void> | undefined {
  if (!('document' in globalThis) || typeof MessageChannel !== 'function') return undefined;
  // Timers that follow each other are held back, and those of hidden pages longer.
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
