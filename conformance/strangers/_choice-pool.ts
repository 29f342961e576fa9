/**
 * A pool on a real port with what a seed and triggers can say: codes, a choice of first factors, riddles.
 *
 * @module
 */
import type { PoolTriggers, Seed } from '@countersign/local-pool';
import { startPoolServer } from '@countersign/local-pool/server';
import { newestCode } from './_pool.ts';

export interface ChoicePool {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly publicClient: { readonly clientId: string };
  /** The newest code for a user, as programs outside read it. */
  newestCode(username: string): Promise<string>;
  close(): Promise<void>;
}

export const PASSWORD = 'Correct-horse-7!';
const USER_POOL_ID = 'eu-west-1_Choice';
const CLIENT_ID = 'strangers';

const REACHABLE = {
  email_verified: 'true',
  phone_number: '+15551239878',
  phone_number_verified: 'true',
};
const BOTH_CODES = ['SMS_MFA', 'EMAIL_OTP'];

const SEED: Seed = {
  pools: [
    {
      name: 'choice',
      userPoolId: USER_POOL_ID,
      mfa: 'OPTIONAL',
      mfaFactors: BOTH_CODES,
      autoVerifiedAttributes: ['email'],
      allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
      clients: [
        {
          clientId: CLIENT_ID,
          explicitAuthFlows: [
            ...['ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH'],
            ...['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          ],
          preventUserExistenceErrors: 'ENABLED',
        },
      ],
      users: [
        user('plain', []),
        user('texted', ['SMS_MFA']),
        user('mailed', ['EMAIL_OTP']),
        user('both', BOTH_CODES),
      ],
    },
  ],
};

/** One riddle; a wrong answer is asked again, twice. A proof of the password first where SRP_A came. */
const RIDDLE: PoolTriggers = {
  defineAuthChallenge(event) {
    const { session } = event.request;
    const last = session.at(-1);
    if (last?.challengeName === 'SRP_A') event.response.challengeName = 'PASSWORD_VERIFIER';
    else if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) {
      event.response.issueTokens = true;
    } else if (session.filter(({ challengeResult }) => !challengeResult).length >= 3) {
      event.response.failAuthentication = true;
    } else event.response.challengeName = 'CUSTOM_CHALLENGE';
    return event;
  },
  createAuthChallenge(event) {
    event.response.publicChallengeParameters = { question: '6 × 7' };
    event.response.privateChallengeParameters = { answer: '42' };
    return event;
  },
  verifyAuthChallengeResponse(event) {
    const { privateChallengeParameters, challengeAnswer } = event.request;
    event.response.answerCorrect = privateChallengeParameters['answer'] === challengeAnswer;
    return event;
  },
};

export async function startChoicePool(): Promise<ChoicePool> {
  const server = await startPoolServer({ seed: SEED, triggers: RIDDLE });
  return {
    endpoint: server.url,
    userPoolId: USER_POOL_ID,
    publicClient: { clientId: CLIENT_ID },
    newestCode: (username) => newestCode(server.url, username),
    close: () => server.close(),
  };
}

/** Another one of the same length. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');
}

function user(
  username: string,
  enabledMfa: readonly string[],
): NonNullable<Seed['pools'][number]['users']>[number] {
  const attributes = { email: `${username}@example.com`, ...REACHABLE };
  return { username, password: PASSWORD, attributes, enabledMfa };
}
