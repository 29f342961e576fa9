/**
 * EMAIL_OTP, SMS_MFA and SMS_OTP at a terminal: a code that was sent to the user.
 *
 * @module
 */
import type { EmailOtpAnswer, EmailOtpPrompt } from '@countersign/challenge-handlers/email-otp';
import { notEmpty } from '../io.ts';
import type { TerminalChallenge } from './terminal-challenge.ts';

type SentCode<Name extends string> = TerminalChallenge<Name, EmailOtpPrompt, EmailOtpAnswer>;

const MEDIA: ReadonlyMap<string, string> = new Map([
  ['EMAIL', ' by e-mail'],
  ['SMS', ' by text message'],
]);

export const emailOtp: SentCode<'EMAIL_OTP'> = sentCode('EMAIL_OTP');
export const smsMfa: SentCode<'SMS_MFA'> = sentCode('SMS_MFA');
export const smsOtp: SentCode<'SMS_OTP'> = sentCode('SMS_OTP');

/** All three ask the same. */
function sentCode<Name extends string>(name: Name): SentCode<Name> {
  return {
    name,
    values: 'the code that was sent',
    fromText: (code) => ({ code }),
    async ask({ medium, destination }, prompter) {
      const where = destination === '' ? '' : ` to ${destination}`;
      const message = `Code that was sent${where}${MEDIA.get(medium) ?? ''}`;
      return { code: await prompter.ask({ message, validate: notEmpty }) };
    },
  };
}
