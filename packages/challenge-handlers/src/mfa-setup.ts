/**
 * MFA_SETUP: the pool requires a second factor and the user has none yet. This handler sets up an
 * authenticator app, in calls of its own with the user in the middle, or an e-mail address.
 *
 * @module
 */
import { FIRST_STAGE, invalidValue, ServiceError } from '@countersign/contract';
import type { ChallengeHandler, Reply } from '@countersign/contract';
import { listOf } from './_choice.ts';
import { requireCode, SIX_DIGITS } from './_code.ts';
import { malformed, requireTextList } from './_wire.ts';

/** Where the set-up stands. */
export type MfaSetupPrompt =
  /** Nothing has happened yet. `methods` in Cognito's spelling; this handler sets up two of them. */
  | { readonly kind: 'choose'; readonly methods: readonly string[] }
  /** The app has to learn this secret: show `totpSetupUri` of `./totp-setup-uri` as a QR code, then ask for a code. */
  | { readonly kind: 'scan'; readonly secretCode: string }
  /** No human is asked here. */
  | { readonly kind: 'verified' | 'not-verified' };

/** What the user gives back, stage by stage. */
export type MfaSetupAnswer =
  /** An authenticator app: `SOFTWARE_TOKEN_MFA`. */
  | { readonly kind: 'totp' }
  /** An address that codes are sent to: `EMAIL_OTP`, which comes next. */
  | { readonly kind: 'email'; readonly email: string }
  | {
      readonly kind: 'code';
      /** The first code that the app shows. */
      readonly code: string;
      /** What the user will read when asked for a code. */
      readonly friendlyDeviceName?: string;
    }
  /** Given by the handler itself. */
  | { readonly kind: 'finish' };

const EMAIL_SHAPE = /^[^\s@]{1,999}@[^\s@]{1,999}$/;
const SECRET_CODE = /^[A-Za-z2-7]{16,}$/;
const WRONG_CODES: readonly [string, string] = [
  'EnableSoftwareTokenMFAException',
  'CodeMismatchException',
];

/**
 * `AssociateSoftwareToken`, a code, `VerifySoftwareToken`, then the answer to the challenge. Can be put
 * away between the stages; the state then holds the authenticator's secret.
 *
 * @throws `ProtocolError` `ERR_PROTOCOL` when the service offers nothing or sends no usable secret.
 * @throws `ArgumentError` `ERR_ARGUMENT` when the answer does not fit the stage; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `MFA_SETUP`; `AssociateSoftwareToken`
 */
export const mfaSetup: ChallengeHandler<'MFA_SETUP', MfaSetupPrompt, MfaSetupAnswer> = {
  name: 'MFA_SETUP',

  read({ parameters, stage, outputs }) {
    if (stage === FIRST_STAGE) {
      return { kind: 'choose', methods: requireTextList(parameters, 'MFAS_CAN_SETUP') };
    }
    const output = outputs[stage];
    if (stage === 'associated') {
      return { kind: 'scan', secretCode: requireSecretCode(output?.['SecretCode']) };
    }
    // Some clients take any answer for a yes; `Status` may be ERROR.
    return { kind: output?.['Status'] === 'SUCCESS' ? 'verified' : 'not-verified' };
  },

  automatic: ({ kind }) =>
    kind === 'verified' || kind === 'not-verified' ? { kind: 'finish' } : undefined,

  reply(prompt, answer) {
    switch (prompt.kind) {
      case 'choose':
        return begin(prompt.methods, answer);
      case 'scan':
        return verify(answer);
      case 'verified':
        return { kind: 'respond', offerDeviceKey: true, responses: {} };
      case 'not-verified':
        return {
          kind: 'ask',
          stage: 'associated',
          error: new ServiceError(WRONG_CODES[0], 'The code was not accepted.', { status: 200 }),
        };
    }
  },

  judge: ({ service }) => (WRONG_CODES.includes(service) ? 'retry' : undefined),
};

function begin(methods: readonly string[], answer: MfaSetupAnswer): Reply {
  if (answer.kind === 'totp' && methods.includes('SOFTWARE_TOKEN_MFA')) {
    return { kind: 'call', operation: 'AssociateSoftwareToken', input: {}, stage: 'associated' };
  }
  if (answer.kind === 'email' && methods.includes('EMAIL_OTP')) {
    return { kind: 'respond', responses: { EMAIL: requireEmail(answer.email) } };
  }
  throw invalidValue('answer', `must be of kind totp or email, as offered: ${listOf(methods)}.`);
}

/** The pool is the judge of addresses; this much every address has. */
function requireEmail(email: string): string {
  if (typeof email === 'string' && EMAIL_SHAPE.test(email)) return email;
  throw invalidValue('email', 'must be an e-mail address.');
}

function verify(answer: MfaSetupAnswer): Reply {
  if (answer.kind !== 'code') throw invalidValue('answer', 'must be of kind code.');
  const { code, friendlyDeviceName } = answer;
  return {
    kind: 'call',
    operation: 'VerifySoftwareToken',
    input: {
      UserCode: requireCode(code, SIX_DIGITS),
      ...(friendlyDeviceName !== undefined && { FriendlyDeviceName: friendlyDeviceName }),
    },
    stage: 'verified',
  };
}

function requireSecretCode(secretCode: unknown): string {
  if (typeof secretCode === 'string' && SECRET_CODE.test(secretCode)) return secretCode;
  throw malformed('SecretCode', 'base32, or too short');
}
