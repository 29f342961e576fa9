/**
 * Every challenge that the pool poses, in the order in which a sign-in comes to them.
 *
 * @module
 */
import type { PoolChallenge } from '../_sign-in.ts';
import { mfaSetup } from './mfa-setup.ts';
import { newPasswordRequired } from './new-password-required.ts';
import { passwordVerifier } from './password-verifier.ts';
import { softwareTokenMfa } from './software-token-mfa.ts';

export const CHALLENGES: ReadonlyMap<string, PoolChallenge> = new Map(
  [passwordVerifier, newPasswordRequired, mfaSetup, softwareTokenMfa].map((challenge) => [
    challenge.name,
    challenge,
  ]),
);
