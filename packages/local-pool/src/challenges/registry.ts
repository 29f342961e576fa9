/**
 * Every challenge that the pool poses, in the order in which a sign-in comes to them.
 *
 * @module
 */
import { customChallenge } from './custom-challenge.ts';
import { devicePasswordVerifier } from './device-password-verifier.ts';
import { deviceSrpAuth } from './device-srp-auth.ts';
import { emailOtp } from './email-otp.ts';
import { mfaSetup } from './mfa-setup.ts';
import { newPasswordRequired } from './new-password-required.ts';
import { passwordSrp } from './password-srp.ts';
import { passwordVerifier } from './password-verifier.ts';
import { password } from './password.ts';
import { selectChallenge } from './select-challenge.ts';
import { selectMfaType } from './select-mfa-type.ts';
import { smsMfa } from './sms-mfa.ts';
import { smsOtp } from './sms-otp.ts';
import { softwareTokenMfa } from './software-token-mfa.ts';
import { webAuthn } from './web-authn.ts';
import type { PoolChallenge } from '../_challenge.ts';

const IN_ORDER: readonly PoolChallenge[] = [
  selectChallenge,
  // The proof is what its SRP_A was for.
  passwordVerifier,
  passwordSrp,
  password,
  smsOtp,
  webAuthn,
  newPasswordRequired,
  mfaSetup,
  // A device that is let in stands before the code that it replaces.
  devicePasswordVerifier,
  deviceSrpAuth,
  selectMfaType,
  smsMfa,
  softwareTokenMfa,
  emailOtp,
  // The triggers are asked when nothing else is.
  customChallenge,
];

export const CHALLENGES: ReadonlyMap<string, PoolChallenge> = new Map(
  IN_ORDER.map((challenge) => [challenge.name, challenge]),
);
