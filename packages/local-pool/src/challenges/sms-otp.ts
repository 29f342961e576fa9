/**
 * SMS_OTP: a code that was texted to the user's telephone, as a chosen first factor.
 *
 * @module
 */
import type { PoolChallenge } from '../_challenge.ts';
import { acceptFirstCode, FIRST_FACTOR_DIGITS, poseCode } from '../_sent-code.ts';
import { requireOwnSession } from '../_sessions.ts';

const NAME = 'SMS_OTP';
const METHOD = 'sms';

export const smsOtp: PoolChallenge = {
  name: NAME,
  first: {
    allowedBy: NAME,
    method: METHOD,
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
    const expected = { key: `${NAME}_CODE`, method: METHOD } as const;
    const signIn = acceptFirstCode(session.attempt, answer.responses, expected);
    session.spend();
    return signIn;
  },
};
