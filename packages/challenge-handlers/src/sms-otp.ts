/**
 * SMS_OTP: a code that came by text message, as the first factor.
 *
 * @module
 */
import type { ChallengeHandler } from '@countersign/contract';
import { judgeCode, readDelivery, requireCode, SIX_TO_EIGHT_DIGITS } from './_code.ts';
import type { CodeAnswer, CodePrompt } from './_code.ts';

/** What to show the user. UNTRUSTED. */
export type SmsOtpPrompt = CodePrompt;
/** What the user gives back. */
export type SmsOtpAnswer = CodeAnswer;

/**
 * A wrong code leaves the session good (`retry`). There is no operation that sends a code again: start
 * over.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when the code cannot be one; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `SMS_OTP`
 */
export const smsOtp: ChallengeHandler<'SMS_OTP', SmsOtpPrompt, SmsOtpAnswer> = {
  name: 'SMS_OTP',

  read: ({ parameters }) => readDelivery(parameters),

  reply: (_prompt, { code }) => ({
    kind: 'respond',
    offerDeviceKey: true,
    responses: { SMS_OTP_CODE: requireCode(code, SIX_TO_EIGHT_DIGITS) },
  }),

  judge: judgeCode,
};
