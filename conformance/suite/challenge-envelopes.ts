/**
 * Every envelope, as imports, for runtimes that have no files. Written by `npm run gen`.
 *
 * @module
 */
import type { ChallengeEnvelope } from './challenge-vectors.ts';
import adminNoSrpAuth from '@countersign/conformance-vectors/challenges/admin-no-srp-auth.json' with { type: 'json' };
import customChallenge from '@countersign/conformance-vectors/challenges/custom-challenge.json' with { type: 'json' };
import devicePasswordVerifier from '@countersign/conformance-vectors/challenges/device-password-verifier.json' with { type: 'json' };
import deviceSrpAuth from '@countersign/conformance-vectors/challenges/device-srp-auth.json' with { type: 'json' };
import emailOtp from '@countersign/conformance-vectors/challenges/email-otp.json' with { type: 'json' };
import mfaSetup from '@countersign/conformance-vectors/challenges/mfa-setup.json' with { type: 'json' };
import newPasswordRequired from '@countersign/conformance-vectors/challenges/new-password-required.json' with { type: 'json' };
import passwordSrp from '@countersign/conformance-vectors/challenges/password-srp.json' with { type: 'json' };
import passwordVerifier from '@countersign/conformance-vectors/challenges/password-verifier.json' with { type: 'json' };
import password from '@countersign/conformance-vectors/challenges/password.json' with { type: 'json' };
import selectChallenge from '@countersign/conformance-vectors/challenges/select-challenge.json' with { type: 'json' };
import selectMfaType from '@countersign/conformance-vectors/challenges/select-mfa-type.json' with { type: 'json' };
import smsMfa from '@countersign/conformance-vectors/challenges/sms-mfa.json' with { type: 'json' };
import smsOtp from '@countersign/conformance-vectors/challenges/sms-otp.json' with { type: 'json' };
import softwareTokenMfa from '@countersign/conformance-vectors/challenges/software-token-mfa.json' with { type: 'json' };
import webAuthn from '@countersign/conformance-vectors/challenges/web-authn.json' with { type: 'json' };

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
