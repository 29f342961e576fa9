/**
 * SOFTWARE_TOKEN_MFA: the code that the user's authenticator app shows.
 *
 * @module
 */
import { showing } from '../_assurance.ts';
import type { PoolChallenge } from '../_challenge.ts';
import { readBoolean, requireEntry } from '../_input.ts';
import { isFactorDue } from '../_second-factor.ts';
import type { SecondFactor } from '../_second-factor.ts';
import { codeMismatch } from '../_sent-code.ts';
import { ServiceFault } from '../_service-fault.ts';
import { requireOwnSignIn } from '../_sessions.ts';
import { acceptCode } from '../_software-token.ts';

export const SOFTWARE_TOKEN_MFA = 'SOFTWARE_TOKEN_MFA';
const METHOD = 'otp';
const REFUSALS = {
  wrong: codeMismatch,
  used: () =>
    new ServiceFault('ExpiredCodeException', 'Your software token has already been used once.'),
};

const second: SecondFactor = {
  method: METHOD,
  preferenceMember: 'SoftwareTokenMfaSettings',
  configurationMember: 'SoftwareTokenMfaConfiguration',
  defaultConfiguration: { Enabled: true },
  offConfiguration: { Enabled: false },
  readConfiguration: (configuration) =>
    readBoolean(configuration, 'Enabled') === true ? { Enabled: true } : undefined,
  isSetUp: ({ softwareToken }) => softwareToken !== undefined,
  isVerified: ({ user }) => user?.softwareToken !== undefined,
  notSetUp: 'User has not set up software token mfa',
  isReplacedByDevice: true,
};

export const softwareTokenMfa: PoolChallenge = {
  name: SOFTWARE_TOKEN_MFA,
  second,
  later: {
    isDue: (signIn) => isFactorDue(signIn, SOFTWARE_TOKEN_MFA),
    pose: ({ user }) => ({
      USER_ID_FOR_SRP: user.username,
      FRIENDLY_DEVICE_NAME: user.softwareToken?.friendlyName ?? '',
    }),
  },
  answer(answer) {
    const { service, responses } = answer;
    const session = requireOwnSignIn(answer, SOFTWARE_TOKEN_MFA);
    const { softwareToken } = session.attempt.user;
    const code = requireEntry(responses, `${SOFTWARE_TOKEN_MFA}_CODE`);
    if (softwareToken === undefined) {
      throw new ServiceFault('SoftwareTokenMFANotFoundException', 'There is no authenticator app.');
    }
    // A refused code leaves the session good: people mistype, and wait for the next code.
    const verdict = acceptCode(softwareToken, code, service.clock.nowMs());
    if (verdict !== 'accepted') throw REFUSALS[verdict]();
    session.spend();
    return showing({ ...session.attempt, isSecondFactorSettled: true }, METHOD);
  },
};
