/**
 * What slows down whoever guesses at one account: passwords, codes, and how often an hour something may
 * be tried at all.
 *
 * @module
 */
import { createLockOut } from './_lock-out.ts';
import type { LockOut } from './_lock-out.ts';
import { ServiceFault } from './_service-fault.ts';

export interface Guards {
  readonly passwords: LockOut;
  /** Codes that are mailed or texted during a sign-in. */
  readonly codes: LockOut;
  /** When something was tried, by its name. */
  readonly attempts: Map<string, readonly number[]>;
}

/** Forgotten when nobody has tried for this long. */
export const GUARDS_MEMORY_MS: number = 60 * 60 * 1000;

export function createGuards(): Guards {
  return { passwords: createLockOut(), codes: createLockOut(), attempts: new Map() };
}

/**
 * Counts an attempt, right or wrong.
 *
 * @throws ServiceFault `LimitExceededException` when there were as many in the last hour.
 */
export function countAttempt(
  { attempts }: Guards,
  nowMs: number,
  { name, perHour }: { readonly name: string; readonly perHour: number },
): void {
  const recent = (attempts.get(name) ?? []).filter((atMs) => nowMs - atMs < GUARDS_MEMORY_MS);
  if (recent.length >= perHour) {
    const message = 'Attempt limit exceeded, please try after some time.';
    throw new ServiceFault('LimitExceededException', message);
  }
  attempts.set(name, [...recent, nowMs]);
}
