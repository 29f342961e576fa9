/**
 * SMS_MFA: a code that came by text message, as a second factor.
 *
 * @module
 */
import type { ChallengeHandler } from '@countersign/contract';
import { judgeCode, readDelivery, requireCode, SIX_DIGITS } from './_code.ts';
import type { CodeAnswer, CodePrompt } from './_code.ts';

/** What to show the user. UNTRUSTED. */
export type SmsMfaPrompt = CodePrompt;
/** What the user gives back. */
export type SmsMfaAnswer = CodeAnswer;

/**
 * A wrong code leaves the session good (`retry`). There is no operation that sends a code again: start
 * over.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when the code cannot be one; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `SMS_MFA`
 */
export const smsMfa: ChallengeHandler<'SMS_MFA', SmsMfaPrompt, SmsMfaAnswer> = {
  name: 'SMS_MFA',

  read: ({ parameters }) => readDelivery(parameters),

  reply: (_prompt, { code }) => ({
    kind: 'respond',
    offerDeviceKey: true,
    responses: { SMS_MFA_CODE: requireCode(code, SIX_DIGITS) },
  }),

  judge: judgeCode,
};
