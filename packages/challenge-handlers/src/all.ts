/**
 * Every handler, for those who would rather pay a few bytes than choose.
 *
 * @module
 */
import { newPasswordRequired } from './new-password-required.ts';
import { passwordVerifier } from './password-verifier.ts';

/** In alphabetical order of their challenges. */
export const allChallengeHandlers: readonly [typeof newPasswordRequired, typeof passwordVerifier] =
  [newPasswordRequired, passwordVerifier];
