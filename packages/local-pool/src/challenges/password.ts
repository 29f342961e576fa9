/**
 * PASSWORD: the password as it is, as a chosen first factor.
 *
 * @module
 */
import type { PoolChallenge } from '../_challenge.ts';
import { requireEntry } from '../_input.ts';
import { requirePassword } from '../_password-check.ts';
import { requireOwnSession } from '../_sessions.ts';

export const PASSWORD = 'PASSWORD';

export const password: PoolChallenge = {
  name: PASSWORD,
  first: {
    allowedBy: PASSWORD,
    method: 'pwd',
    standsAlone: false,
    isSetUp: ({ user }) => user?.hasPassword !== false,
    take(attempt, input) {
      const given = input.get(PASSWORD) ?? '';
      return given === '' ? attempt : requirePassword(attempt, given);
    },
  },
  early: {
    isDue: ({ firstFactor }) => firstFactor === PASSWORD,
    pose: () => ({}),
  },
  answer(answer) {
    const session = requireOwnSession(answer, PASSWORD);
    const given = requireEntry(answer.responses, PASSWORD);
    // Spent by a wrong one too: whoever guesses starts over.
    session.spend();
    return requirePassword(session.attempt, given);
  },
};
