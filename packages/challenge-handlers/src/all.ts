/**
 * Every handler, for those who would rather pay a few bytes than choose. Written by `npm run gen`.
 *
 * @module
 */
import { adminNoSrpAuth } from './admin-no-srp-auth.ts';
import { customChallenge } from './custom-challenge.ts';
import { devicePasswordVerifier } from './device-password-verifier.ts';
import { deviceSrpAuth } from './device-srp-auth.ts';
import { emailOtp } from './email-otp.ts';
import { mfaSetup } from './mfa-setup.ts';
import { newPasswordRequired } from './new-password-required.ts';
import { password } from './password.ts';
import { passwordSrp } from './password-srp.ts';
import { passwordVerifier } from './password-verifier.ts';
import { selectChallenge } from './select-challenge.ts';
import { selectMfaType } from './select-mfa-type.ts';
import { smsMfa } from './sms-mfa.ts';
import { smsOtp } from './sms-otp.ts';
import { softwareTokenMfa } from './software-token-mfa.ts';
import { webAuthn } from './web-authn.ts';

/** In alphabetical order of their challenges. */
export const allChallengeHandlers: readonly [
  typeof adminNoSrpAuth,
  typeof customChallenge,
  typeof devicePasswordVerifier,
  typeof deviceSrpAuth,
  typeof emailOtp,
  typeof mfaSetup,
  typeof newPasswordRequired,
  typeof password,
  typeof passwordSrp,
  typeof passwordVerifier,
  typeof selectChallenge,
  typeof selectMfaType,
  typeof smsMfa,
  typeof smsOtp,
  typeof softwareTokenMfa,
  typeof webAuthn,
] = [
  adminNoSrpAuth,
  customChallenge,
  devicePasswordVerifier,
  deviceSrpAuth,
  emailOtp,
  mfaSetup,
  newPasswordRequired,
  password,
  passwordSrp,
  passwordVerifier,
  selectChallenge,
  selectMfaType,
  smsMfa,
  smsOtp,
  softwareTokenMfa,
  webAuthn,
];
