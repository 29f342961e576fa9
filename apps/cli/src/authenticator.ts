/**
 * The part of an authenticator app: codes from its secret.
 *
 * @see RFC 6238, with SHA-1, 30 seconds and 6 digits, as authenticator apps have it
 * @module
 */
import { TOTP } from 'otpauth';
import type { Secrets } from './secrets.ts';

/** The authenticator of one run. */
export interface Authenticator {
  /**
   * A code that this run has not had yet: the service takes each one once. The second within 30 seconds
   * is therefore that of the next 30, which the service takes as well: it lets clocks differ.
   *
   * @param secretCode - base32. SECRET.
   */
  nextCode(secretCode: string): string;
  /** Whose code was asked for last. SECRET. */
  readonly newestSecret: string | undefined;
}

const STEP_MS = 30_000;
const SPACES = /[\s-]/g;
const BASE32 = /^[A-Z2-7]{16,}=*$/;

/** base32 as apps show it, in either case and with spaces or hyphens; `undefined` when it is not. SECRET. */
export function readSecret(text: string): string | undefined {
  const secret = text.replace(SPACES, '').toUpperCase();
  return BASE32.test(secret) ? secret : undefined;
}

/**
 * @param now - milliseconds since 1970.
 * @param secrets - learns each secret and each code, which the service may quote.
 */
export function createAuthenticator(now: () => number, secrets: Secrets): Authenticator {
  const lastSteps = new Map<string, number>();
  let newestSecret: string | undefined;
  return {
    nextCode(secretCode) {
      const lastStep = lastSteps.get(secretCode) ?? -1;
      const step = Math.max(Math.floor(now() / STEP_MS), lastStep + 1);
      lastSteps.set(secretCode, step);
      newestSecret = secretCode;
      const code = new TOTP({ secret: secretCode }).generate({ timestamp: step * STEP_MS });
      for (const secret of [secretCode, code]) secrets.add(secret);
      return code;
    },
    get newestSecret() {
      return newestSecret;
    },
  };
}
