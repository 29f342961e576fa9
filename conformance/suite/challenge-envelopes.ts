/**
 * Every envelope, as imports, for runtimes that have no files. Written by `npm run gen`.
 *
 * @module
 */
import type { ChallengeEnvelope } from './challenge-vectors.ts';
import adminNoSrpAuth from '../vectors/challenges/admin-no-srp-auth.json' with { type: 'json' };
import customChallenge from '../vectors/challenges/custom-challenge.json' with { type: 'json' };
import devicePasswordVerifier from '../vectors/challenges/device-password-verifier.json' with { type: 'json' };
import deviceSrpAuth from '../vectors/challenges/device-srp-auth.json' with { type: 'json' };
import emailOtp from '../vectors/challenges/email-otp.json' with { type: 'json' };
import mfaSetup from '../vectors/challenges/mfa-setup.json' with { type: 'json' };
import newPasswordRequired from '../vectors/challenges/new-password-required.json' with { type: 'json' };
import passwordSrp from '../vectors/challenges/password-srp.json' with { type: 'json' };
import passwordVerifier from '../vectors/challenges/password-verifier.json' with { type: 'json' };
import password from '../vectors/challenges/password.json' with { type: 'json' };
import selectChallenge from '../vectors/challenges/select-challenge.json' with { type: 'json' };
import selectMfaType from '../vectors/challenges/select-mfa-type.json' with { type: 'json' };
import smsMfa from '../vectors/challenges/sms-mfa.json' with { type: 'json' };
import smsOtp from '../vectors/challenges/sms-otp.json' with { type: 'json' };
import softwareTokenMfa from '../vectors/challenges/software-token-mfa.json' with { type: 'json' };
import webAuthn from '../vectors/challenges/web-authn.json' with { type: 'json' };

/** In alphabetical order of their challenges. */
export const challengeEnvelopes: readonly ChallengeEnvelope[] = [
  adminNoSrpAuth,
  customChallenge,
  devicePasswordVerifier,
  deviceSrpAuth,
  emailOtp,
  mfaSetup,
  newPasswordRequired,
  passwordSrp,
  passwordVerifier,
  password,
  selectChallenge,
  selectMfaType,
  smsMfa,
  smsOtp,
  softwareTokenMfa,
  webAuthn,
] as readonly unknown[] as readonly ChallengeEnvelope[];
