/**
 * Slows down whoever guesses: after five failures each further one doubles the wait.
 *
 * @module
 */
import { notAuthorized } from './_service-fault.ts';

const FREE_FAILURES = 5;
const FIRST_LOCK_MS = 1000;
const LONGEST_LOCK_MS = 15 * 60 * 1000;

/** Forgotten when nobody has tried for this long. */
const LOCK_OUT_MEMORY_MS = 15 * 60 * 1000;

/** The failed attempts against one account. */
export interface LockOut {
  failures: number;
  lockedUntilMs: number;
  lastAttemptMs: number;
}

/** An account nobody has failed at. */
export function createLockOut(): LockOut {
  return { failures: 0, lockedUntilMs: 0, lastAttemptMs: 0 };
}

/**
 * Lets one guess through, or none while the account is locked.
 *
 * `verify` is synchronous on purpose: looking at the lock, verifying and counting happen in one
 * step, so guesses sent in parallel are counted one by one.
 *
 * @throws ServiceFault `NotAuthorizedException` while the account is locked. It does not extend the
 * lock.
 */
export function guess(lockOut: LockOut, nowMs: number, verify: () => boolean): boolean {
  if (nowMs - lockOut.lastAttemptMs >= LOCK_OUT_MEMORY_MS) lockOut.failures = 0;
  lockOut.lastAttemptMs = nowMs;
  if (nowMs < lockOut.lockedUntilMs) throw notAuthorized('Password attempts exceeded');
  if (verify()) {
    lockOut.failures = 0;
    return true;
  }
  lockOut.failures += 1;
  if (lockOut.failures >= FREE_FAILURES) {
    const doublings = lockOut.failures - FREE_FAILURES;
    lockOut.lockedUntilMs = nowMs + Math.min(FIRST_LOCK_MS * 2 ** doublings, LONGEST_LOCK_MS);
  }
  return false;
}
