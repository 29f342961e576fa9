/**
 * Every handler, for those who would rather pay a few bytes than choose.
 *
 * @module
 */
import { devicePasswordVerifier } from './device-password-verifier.ts';
import { deviceSrpAuth } from './device-srp-auth.ts';
import { mfaSetup } from './mfa-setup.ts';
import { newPasswordRequired } from './new-password-required.ts';
import { passwordVerifier } from './password-verifier.ts';
import { softwareTokenMfa } from './software-token-mfa.ts';

/** In alphabetical order of their challenges. */
export const allChallengeHandlers: readonly [
  typeof devicePasswordVerifier,
  typeof deviceSrpAuth,
  typeof mfaSetup,
  typeof newPasswordRequired,
  typeof passwordVerifier,
  typeof softwareTokenMfa,
] = [
  devicePasswordVerifier,
  deviceSrpAuth,
  mfaSetup,
  newPasswordRequired,
  passwordVerifier,
  softwareTokenMfa,
];
