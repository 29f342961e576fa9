/**
 * A pool whose triggers ask riddles.
 *
 * @module
 */
import type { LocalPool, PoolTriggers } from '@countersign/local-pool';
import { PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { SECRET_CODE } from './_mfa.ts';
import { call, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

/** Wrong answers after which the triggers give up. */
export const TRIES = 3;
/** Whatever the triggers were called with, as JSON: later changes of an event do not show. */
export const events: Json[] = [];
export const seen = (source: string): Json[] =>
  events.filter(({ triggerSource }) => (triggerSource as string).startsWith(source));

/** Riddles, until one is solved or three were not; a proof of the password first where SRP_A came. */
export const RIDDLES: PoolTriggers = {
  defineAuthChallenge(event) {
    events.push(JSON.parse(JSON.stringify(event)) as Json);
    const { session } = event.request;
    const riddles = session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE');
    if (session.length === 1 && session[0]?.challengeName === 'SRP_A') {
      event.response.challengeName = 'PASSWORD_VERIFIER';
    } else if (riddles.at(-1)?.challengeResult === true) event.response.issueTokens = true;
    else if (riddles.length >= TRIES) event.response.failAuthentication = true;
    else event.response.challengeName = 'CUSTOM_CHALLENGE';
    return event;
  },
  async createAuthChallenge(event) {
    events.push(JSON.parse(JSON.stringify(event)) as Json);
    const number = event.request.session.length;
    event.response.publicChallengeParameters = { riddle: `number ${number}` };
    event.response.privateChallengeParameters = { answer: `answer ${number}` };
    event.response.challengeMetadata = `RIDDLE-${number}`;
    return Promise.resolve(event);
  },
  verifyAuthChallengeResponse(event) {
    events.push(JSON.parse(JSON.stringify(event)) as Json);
    const { privateChallengeParameters, challengeAnswer } = event.request;
    event.response.answerCorrect = privateChallengeParameters['answer'] === challengeAnswer;
    return event;
  },
};

export function startCustomPool(triggers: PoolTriggers = RIDDLES, settings: Json = {}): LocalPool {
  const explicitAuthFlows = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
  const alice = {
    username: 'alice',
    password: PASSWORD,
    attributes: { email: 'alice@example.com' },
    totpSecret: SECRET_CODE,
  };
  return startPool({
    triggers,
    seed: {
      pools: [
        {
          name: 'custom',
          userPoolId: USER_POOL_ID,
          clients: [
            { clientId: 'app', explicitAuthFlows, preventUserExistenceErrors: 'ENABLED' },
            { clientId: 'frank', explicitAuthFlows },
            { clientId: 'other', explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
          ],
          users: [alice],
          ...settings,
        },
      ],
    },
  });
}

/** The first call of CUSTOM_AUTH. */
export const begin = (own: LocalPool, parameters: Json = {}, input: Json = {}): Promise<Answer> =>
  call(own.fetch, 'InitiateAuth', {
    ClientId: 'app',
    AuthFlow: 'CUSTOM_AUTH',
    AuthParameters: { USERNAME: 'alice', ...parameters },
    ...input,
  });

/** What the riddle that came is answered with. */
export const solution = (asked: Answer): string =>
  (asked.body['ChallengeParameters']['riddle'] as string).replace('number', 'answer');
