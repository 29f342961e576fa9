/**
 * EMAIL_OTP: a code that came by e-mail, as a first or a second factor.
 *
 * @module
 */
import type { ChallengeHandler } from '@countersign/contract';
import { judgeCode, readDelivery, requireCode, SIX_TO_EIGHT_DIGITS } from './_code.ts';
import type { CodeAnswer, CodePrompt } from './_code.ts';

/** What to show the user. UNTRUSTED. */
export type EmailOtpPrompt = CodePrompt;
/** What the user gives back. */
export type EmailOtpAnswer = CodeAnswer;

/**
 * A wrong code leaves the session good (`retry`). There is no operation that sends a code again: start
 * over.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when the code cannot be one; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `EMAIL_OTP`
 */
export const emailOtp: ChallengeHandler<'EMAIL_OTP', EmailOtpPrompt, EmailOtpAnswer> = {
  name: 'EMAIL_OTP',

  read: ({ parameters }) => readDelivery(parameters),

  reply: (_prompt, { code }) => ({
    kind: 'respond',
    offerDeviceKey: true,
    responses: { EMAIL_OTP_CODE: requireCode(code, SIX_TO_EIGHT_DIGITS) },
  }),

  judge: judgeCode,
};
