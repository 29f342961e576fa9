/**
 * SMS_OTP: a code that was texted to the user's telephone, as a chosen first factor.
 *
 * @module
 */
import type { PoolChallenge } from '../_challenge.ts';
import { acceptFirstCode, FIRST_FACTOR_DIGITS, poseCode } from '../_sent-code.ts';
import { requireOwnSession } from '../_sessions.ts';

const NAME = 'SMS_OTP';

export const smsOtp: PoolChallenge = {
  name: NAME,
  first: {
    allowedBy: NAME,
    standsAlone: true,
    isSetUp: ({ attributes }) => attributes.get('phone_number_verified') === 'true',
  },
  early: {
    isDue: ({ firstFactor }) => firstFactor === NAME,
    pose: (attempt, session) =>
      poseCode(attempt, session, {
        medium: 'SMS',
        destination: attempt.account.attributes.get('phone_number') ?? '',
        digits: FIRST_FACTOR_DIGITS,
        purpose: NAME,
      }),
  },
  answer(answer) {
    const session = requireOwnSession(answer, NAME);
    const signIn = acceptFirstCode(session.attempt, answer.responses, `${NAME}_CODE`);
    session.spend();
    return signIn;
  },
};
