/**
 * An authenticator app. A code is good once, and only around its own half minute: the app shows the
 * next one that the pool can still take, and moves the pool's clock, and nobody else's, when there is none.
 *
 * @module
 */
// RFC 6238 in node:crypto: the library that the pool uses judges nothing here.
import { totp } from '../../packages/local-pool/test/_totp.ts';

/** Codes of any secret. */
export interface Authenticator {
  /** A code that was not shown before. */
  code(secret: string): string;
  /** Six digits that are no code of these minutes. */
  wrongCode(secret: string): string;
}

const STEP_SECONDS = 30;
const STEP_MS = STEP_SECONDS * 1000;
/** Steps around the pool's own whose codes it may take. */
const NEAR_STEPS = [-2, -1, 0, 1, 2];

/** @param pool - left out where the pool's clock cannot be moved: then each secret has two codes. */
export function createAuthenticator(pool?: { advance(seconds: number): void }): Authenticator {
  const shownSteps = new Map<string, number>();
  let advancedMs = 0;
  const poolStep = (): number => Math.floor((Date.now() + advancedMs) / STEP_MS);
  return {
    code(secret) {
      const step = Math.max(poolStep(), (shownSteps.get(secret) ?? 0) + 1);
      while (step > poolStep() + 1) {
        if (pool === undefined) throw new Error('The next code comes in half a minute.');
        pool.advance(STEP_SECONDS);
        advancedMs += STEP_MS;
      }
      shownSteps.set(secret, step);
      return totp(secret, step * STEP_MS);
    },
    wrongCode(secret) {
      const near = NEAR_STEPS.map((steps) => totp(secret, (poolStep() + steps) * STEP_MS));
      const candidates = Array.from({ length: near.length + 1 }, (_, index) => `00000${index}`);
      return candidates.find((candidate) => !near.includes(candidate))!;
    },
  };
}

/** Who reads the codes off the app, and types them. */
export interface AppUser {
  /** @param secret - of the app that is being set up; undefined afterwards. */
  readonly giveCode: (secret?: string) => string;
  readonly secretCode: () => string;
}

/** @param options - `mistypes`: every other code, the first one included, is wrong. */
export function createAppUser(
  authenticator: Authenticator,
  { mistypes = false }: { readonly mistypes?: boolean } = {},
): AppUser {
  let secretCode = '';
  let mistypesNow = mistypes;
  return {
    secretCode: () => secretCode,
    giveCode(secret = secretCode) {
      secretCode = secret;
      const code = mistypesNow ? authenticator.wrongCode(secret) : authenticator.code(secret);
      mistypesNow = mistypes && !mistypesNow;
      return code;
    },
  };
}
