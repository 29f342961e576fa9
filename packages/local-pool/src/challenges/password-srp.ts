/**
 * PASSWORD_SRP: `SRP_A`, for a proof of the password as a chosen first factor.
 *
 * @module
 */
import type { PoolChallenge } from '../_challenge.ts';
import { requireOwnSession } from '../_sessions.ts';
import { requireSrpA } from '../_srp-exchange.ts';
import { PASSWORD } from './password.ts';

const NAME = 'PASSWORD_SRP';

export const passwordSrp: PoolChallenge = {
  name: NAME,
  first: {
    allowedBy: PASSWORD,
    method: 'pwd',
    standsAlone: false,
    isSetUp: ({ user }) => user?.hasPassword !== false,
    take: (attempt, input) =>
      (input.get('SRP_A') ?? '') === '' ? attempt : { ...attempt, publicAHex: requireSrpA(input) },
  },
  early: {
    isDue: ({ firstFactor }) => firstFactor === NAME,
    pose: () => ({}),
  },
  answer(answer) {
    const session = requireOwnSession(answer, NAME);
    const publicAHex = requireSrpA(answer.responses);
    session.spend();
    return { ...session.attempt, publicAHex };
  },
};
