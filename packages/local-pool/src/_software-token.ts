/**
 * An authenticator app: the secret it shares with the pool, and the codes that it shows.
 *
 * @see RFC 6238, with SHA-1, 30 seconds and 6 digits, as authenticator apps have it
 * @module
 */
import type { RandomBytes } from '@countersign/contract';
import { Secret, TOTP } from 'otpauth';
import { createLockOut, guess } from './_lock-out.ts';
import type { LockOut } from './_lock-out.ts';

export interface SoftwareToken {
  /** base32. SECRET. */
  readonly secretCode: string;
  /** What the user calls it; may be empty. */
  friendlyName: string;
  /** The 30 seconds of the newest code that was accepted: it and older ones are spent. */
  acceptedStep: number;
  readonly lockOut: LockOut;
}

const SECRET_BYTES = 20;
const STEP_MS = 30_000;
const SIX_DIGITS = /^[0-9]{6}$/;
/** A code is good one step before and one after its own: clocks differ, and people type slowly. */
const WINDOW = 1;

/** `SecretCode`, as `AssociateSoftwareToken` gives it out. SECRET. */
export function makeSecretCode(random: RandomBytes): string {
  return new Secret({ buffer: Uint8Array.from(random(SECRET_BYTES)).buffer }).base32;
}

/** @param secretCode - base32. SECRET. */
export function createSoftwareToken(secretCode: string): SoftwareToken {
  return { secretCode, friendlyName: '', acceptedStep: -1, lockOut: createLockOut() };
}

/** What a code is found to be: `used` is a right one that was accepted before, or is older than that. */
export type CodeVerdict = 'accepted' | 'wrong' | 'used';

/**
 * Accepts a code once. Synchronous, like every guess: codes sent in parallel are counted one by one.
 *
 * @param code - UNTRUSTED.
 * @throws ServiceFault `NotAuthorizedException` while too many wrong codes lock it.
 */
export function acceptCode(token: SoftwareToken, code: string, nowMs: number): CodeVerdict {
  let verdict: CodeVerdict = 'wrong';
  guess(token.lockOut, nowMs, () => {
    verdict = judgeCode(token, code, nowMs);
    return verdict === 'accepted';
  });
  return verdict;
}

function judgeCode(token: SoftwareToken, code: string, nowMs: number): CodeVerdict {
  // The library compares bytes, and refuses texts of another byte length by throwing.
  if (!SIX_DIGITS.test(code)) return 'wrong';
  const totp = new TOTP({ secret: Secret.fromBase32(token.secretCode) });
  const delta = totp.validate({ token: code, timestamp: nowMs, window: WINDOW });
  if (delta === null) return 'wrong';
  const step = Math.floor(nowMs / STEP_MS) + delta;
  if (step <= token.acceptedStep) return 'used';
  token.acceptedStep = step;
  return 'accepted';
}
