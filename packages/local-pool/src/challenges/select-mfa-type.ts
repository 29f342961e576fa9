/**
 * SELECT_MFA_TYPE: the user has several second factors, prefers none, and is asked which it shall be.
 *
 * @module
 */
import type { PoolChallenge } from '../_challenge.ts';
import { requireEntry } from '../_input.ts';
import { dueFactors } from '../_second-factor.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requireOwnSignIn } from '../_sessions.ts';

const NAME = 'SELECT_MFA_TYPE';

export const selectMfaType: PoolChallenge = {
  name: NAME,
  later: {
    isDue: (signIn) => dueFactors(signIn).length > 1,
    pose: (signIn) => ({
      USER_ID_FOR_SRP: signIn.user.username,
      MFAS_CAN_CHOOSE: JSON.stringify(dueFactors(signIn)),
    }),
  },
  answer(answer) {
    const session = requireOwnSignIn(answer, NAME);
    const { attempt: signIn } = session;
    const secondFactor = requireEntry(answer.responses, 'ANSWER');
    if (!dueFactors(signIn).includes(secondFactor)) {
      throw invalidParameter('ANSWER is not one of the second factors to choose from.');
    }
    session.spend();
    return { ...signIn, secondFactor };
  },
};
