/**
 * SOFTWARE_TOKEN_MFA: the code that the user's authenticator app shows.
 *
 * @module
 */
import { requireEntry } from '../_input.ts';
import { isCodeDue } from '../_second-factor.ts';
import { ServiceFault } from '../_service-fault.ts';
import { requireSession } from '../_sessions.ts';
import type { PoolChallenge } from '../_sign-in.ts';
import { acceptCode } from '../_software-token.ts';
import { findUser, isInPool } from '../_user.ts';

const NAME = 'SOFTWARE_TOKEN_MFA';
const REFUSALS = {
  wrong: () => new ServiceFault('CodeMismatchException', 'Invalid code received for user'),
  used: () =>
    new ServiceFault('ExpiredCodeException', 'Your software token has already been used once.'),
};

export const softwareTokenMfa: PoolChallenge = {
  name: NAME,
  later: {
    isDue: isCodeDue,
    pose: ({ user }) => ({
      USER_ID_FOR_SRP: user.username,
      FRIENDLY_DEVICE_NAME: user.softwareToken?.friendlyName ?? '',
    }),
  },
  answer({ service, client, username, responses, session: text }) {
    const { pool } = client;
    const session = requireSession(
      { service, client },
      {
        session: text,
        challengeName: NAME,
        isUser: ({ user }) => findUser(pool, username) === user && isInPool(pool, user),
      },
    );
    const { softwareToken } = session.signIn.user;
    const code = requireEntry(responses, `${NAME}_CODE`);
    if (softwareToken === undefined) {
      throw new ServiceFault('SoftwareTokenMFANotFoundException', 'There is no authenticator app.');
    }
    // A refused code leaves the session good: people mistype, and wait for the next code.
    const verdict = acceptCode(softwareToken, code, service.clock.nowMs());
    if (verdict !== 'accepted') throw REFUSALS[verdict]();
    session.spend();
    return { ...session.signIn, hasSecondFactor: true };
  },
};
