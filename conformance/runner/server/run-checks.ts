/**
 * Puts checks to a server one after the other, and leaves the server as it was, however that ends.
 *
 * @module
 */
import type { Check } from './check.ts';
import { giveBack, setUp, SetUpError } from './set-up.ts';
import type { SetUpOptions } from './set-up.ts';
import { createUndo } from './undo.ts';
import { createCall, SilenceError, WireError } from './wire.ts';
import type { WireOptions } from './wire.ts';
import { CheckFailure, CheckSkipped } from './world.ts';
import type { World } from './world.ts';

export type Verdict = 'passed' | 'failed' | 'skipped';
export interface Result {
  readonly check: Check;
  readonly verdict: Verdict;
  /** Why it failed or was skipped. */
  readonly why: string;
  /** The server gave no answer to be judged. */
  readonly isSilence: boolean;
}

export interface RunOptions {
  readonly connection: Omit<WireOptions, 'signal'>;
  readonly world: Omit<SetUpOptions, 'call' | 'makingCall' | 'undo'>;
  /** For everything, but for the removal of what was made. */
  readonly totalMs: number;
  /** Aborted when the user has had enough. */
  readonly signal: AbortSignal;
  readonly onResult: (result: Result) => void;
}

/** How a run went. */
export interface Run {
  readonly results: readonly Result[];
  /** Why it did not come to its end. */
  readonly broken: string | undefined;
  /** What was made and could not be removed. */
  readonly left: readonly string[];
}

/** After so many checks in a row without an answer, none is to be expected. */
const MOST_SILENCES = 3;

/** Never rejects for what a server does. */
export async function runChecks(checks: readonly Check[], options: RunOptions): Promise<Run> {
  const { connection } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.totalMs)]);
  const results: Result[] = [];
  const call = createCall({ ...connection, signal });
  // Whoever interrupts in the middle of making something would not know what is to be removed.
  const makingCall = createCall({ ...connection, signal: new AbortController().signal });
  const undo = createUndo(makingCall);
  let broken: string | undefined;
  let left: readonly string[] = [];
  try {
    const world = await setUp({ ...options.world, call, makingCall, undo });
    for (const check of checks) {
      const result = await runOne(check, world);
      results.push(result);
      options.onResult(result);
      signal.throwIfAborted();
      const last = results.slice(-MOST_SILENCES);
      if (last.length === MOST_SILENCES && last.every(({ isSilence }) => isSilence)) {
        throw new WireError(result.why);
      }
    }
  } catch (error) {
    broken = reasonOf(error, options, signal);
    if (broken === undefined) throw error;
  } finally {
    left = await undo.run();
  }
  return { results, broken, left };
}

/** @returns nothing for what is our own mistake. */
function reasonOf(
  error: unknown,
  { signal, totalMs }: RunOptions,
  stop: AbortSignal,
): string | undefined {
  if (signal.aborted) return 'Interrupted.';
  if (stop.aborted) return `The server took longer than ${totalMs / 1000} s for everything.`;
  return error instanceof SetUpError || error instanceof WireError ? error.message : undefined;
}

async function runOne(check: Check, world: World): Promise<Result> {
  giveBack(world);
  try {
    await check.run(world);
    return { check, verdict: 'passed', why: '', isSilence: false };
  } catch (error) {
    if (error instanceof CheckSkipped) {
      return { check, verdict: 'skipped', why: error.message, isSilence: false };
    }
    // What the checks need and cannot get is the server's failure: it was claimed.
    if (
      error instanceof CheckFailure ||
      error instanceof SetUpError ||
      error instanceof WireError
    ) {
      const isSilence = error instanceof SilenceError;
      return { check, verdict: 'failed', why: error.message, isSilence };
    }
    throw error;
  }
}
