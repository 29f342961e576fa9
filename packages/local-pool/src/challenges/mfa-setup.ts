/**
 * MFA_SETUP: the pool wants a second factor, and the user has none. It is set up by
 * AssociateSoftwareToken and VerifySoftwareToken; the answer to the challenge says that it is done.
 *
 * @module
 */
import { invalidParameter } from '../_service-fault.ts';
import { requireSession } from '../_sessions.ts';
import type { PoolChallenge } from '../_sign-in.ts';
import { findUser, isInPool } from '../_user.ts';

export const MFA_SETUP = 'MFA_SETUP';

export const mfaSetup: PoolChallenge = {
  name: MFA_SETUP,
  later: {
    isDue: ({ client: { pool }, user, hasSecondFactor }) =>
      pool.mfa.configuration === 'ON' &&
      user.softwareToken === undefined &&
      hasSecondFactor !== true,
    pose: ({ user }) => ({
      USER_ID_FOR_SRP: user.username,
      MFAS_CAN_SETUP: JSON.stringify(['SOFTWARE_TOKEN_MFA']),
    }),
  },
  answer({ service, client, username, session: text }) {
    const { pool } = client;
    const session = requireSession(
      { service, client },
      {
        session: text,
        challengeName: MFA_SETUP,
        isUser: ({ user }) => findUser(pool, username) === user && isInPool(pool, user),
      },
    );
    if (session.signIn.hasSecondFactor !== true) {
      throw invalidParameter('No authenticator app has been set up and verified in this session.');
    }
    session.spend();
    return session.signIn;
  },
};
