/**
 * SOFTWARE_TOKEN_MFA: the user types the code of an authenticator app.
 *
 * @module
 */
import type { ChallengeHandler } from '@countersign/contract';
import { requireCode, SIX_DIGITS } from './_code.ts';
import type { CodeAnswer } from './_code.ts';

/** What to show the user. UNTRUSTED. */
export interface SoftwareTokenMfaPrompt {
  /** The name that the user gave the authenticator when it was set up; may be empty. */
  readonly friendlyDeviceName: string;
}

/** What the user gives back. */
export type SoftwareTokenMfaAnswer = CodeAnswer;

/** A code that was used once is no wrong code to the service. */
const ANOTHER_CODE: readonly string[] = ['CodeMismatchException', 'ExpiredCodeException'];

/**
 * A wrong code leaves the session good, and so does one that was used before (`retry`).
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when the code is not six digits; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `SOFTWARE_TOKEN_MFA`
 */
export const softwareTokenMfa: ChallengeHandler<
  'SOFTWARE_TOKEN_MFA',
  SoftwareTokenMfaPrompt,
  SoftwareTokenMfaAnswer
> = {
  name: 'SOFTWARE_TOKEN_MFA',

  read: ({ parameters }) => ({ friendlyDeviceName: parameters['FRIENDLY_DEVICE_NAME'] ?? '' }),

  reply: (_prompt, { code }) => ({
    kind: 'respond',
    offerDeviceKey: true,
    responses: { SOFTWARE_TOKEN_MFA_CODE: requireCode(code, SIX_DIGITS) },
  }),

  judge: ({ service }) => (ANOTHER_CODE.includes(service) ? 'retry' : undefined),
};
