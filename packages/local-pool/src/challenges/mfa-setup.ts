/**
 * MFA_SETUP: the pool wants a second factor, and the user has none. An authenticator app is set up by
 * AssociateSoftwareToken and VerifySoftwareToken, and the answer to the challenge says that it is
 * done; an address comes with the answer.
 *
 * @module
 */
import type { PoolChallenge } from '../_challenge.ts';
import { isSetUpDue, offeredFactors } from '../_second-factor.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requireOwnSignIn } from '../_sessions.ts';

export const MFA_SETUP = 'MFA_SETUP';

export const mfaSetup: PoolChallenge = {
  name: MFA_SETUP,
  later: {
    isDue: isSetUpDue,
    pose: ({ service, client, user }) => ({
      USER_ID_FOR_SRP: user.username,
      MFAS_CAN_SETUP: JSON.stringify(offeredFactors(service, client.pool)),
    }),
  },
  answer(answer) {
    const { service, client, responses } = answer;
    const session = requireOwnSignIn(answer, MFA_SETUP);
    const { attempt: signIn } = session;
    if (signIn.isSecondFactorSettled === true) {
      session.spend();
      return signIn;
    }
    for (const name of offeredFactors(service, client.pool)) {
      const next = service.challenges.get(name)?.second?.setUp?.(signIn, responses);
      if (next !== undefined) {
        session.spend();
        return next;
      }
    }
    throw invalidParameter('No second factor has been set up in this session.');
  },
};
