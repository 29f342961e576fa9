/**
 * SELECT_CHALLENGE: which first factor shall it be? The answer may bring along what the factor takes.
 *
 * @module
 */
import type { PoolChallenge } from '../_challenge.ts';
import { requireEntry } from '../_input.ts';
import { availableFactors, chooseFactor } from '../_first-factor.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requireOwnSession } from '../_sessions.ts';

const NAME = 'SELECT_CHALLENGE';

export const selectChallenge: PoolChallenge = {
  name: NAME,
  early: {
    isDue: ({ firstFactor }) => firstFactor === undefined,
    available: availableFactors,
    pose: () => ({}),
  },
  answer(answer) {
    const { responses } = answer;
    const session = requireOwnSession(answer, NAME);
    const { attempt } = session;
    const name = requireEntry(responses, 'ANSWER');
    if (!availableFactors(attempt).includes(name)) {
      throw invalidParameter('ANSWER is not one of the challenges to choose from.');
    }
    session.spend();
    return chooseFactor(attempt, name, responses);
  },
};
