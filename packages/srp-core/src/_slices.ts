/**
 * Work in slices, so that a page can react in between.
 *
 * @module
 */
import { nextTask } from '@countersign/contract';

/** Work that stops at every `yield`, where others may go first. */
export type Slices<Result> = Generator<undefined, Result, undefined>;

export function runAtOnce<Result>(slices: Slices<Result>): Result {
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
  }
}

/** One task to a slice on a page, and another for what the caller does next. At once elsewhere. */
export async function runInTasks<Result>(slices: Slices<Result>): Promise<Result> {
  for (;;) {
    const slice = slices.next();
    const task = nextTask();
    if (task !== undefined) await task;
    if (slice.done === true) return slice.value;
  }
}
