/**
 * What was made on the server, to be removed again whatever happens.
 *
 * @module
 */
import type { JsonObject } from '../case.ts';
import type { Call } from './wire.ts';

export interface Undo {
  /** @param what - for people, in case it cannot be removed. */
  add(what: string, operation: string, input: JsonObject): void;
  /** Removes everything. @returns what could not be. */
  run(): Promise<readonly string[]>;
}

/** A server that is silent so often in a row is not asked again. */
const MOST_SILENCES = 3;

/** @param call - one that an impatient user does not end. */
export function createUndo(call: Call): Undo {
  const steps: { readonly what: string; readonly undo: () => ReturnType<Call> }[] = [];
  return {
    add: (what, operation, input) => void steps.push({ what, undo: () => call(operation, input) }),
    async run() {
      const left: string[] = [];
      let silences = 0;
      // The last made first: what is in a pool goes before the pool.
      for (const { what, undo } of steps.splice(0).toReversed()) {
        const status = silences < MOST_SILENCES ? await statusOf(undo) : undefined;
        silences = status === undefined ? silences + 1 : 0;
        if (status !== 200) left.push(what);
      }
      return left;
    },
  };
}

/** @returns nothing where there was no answer. */
async function statusOf(undo: () => ReturnType<Call>): Promise<number | undefined> {
  try {
    return (await undo()).status;
  } catch {
    return undefined;
  }
}
