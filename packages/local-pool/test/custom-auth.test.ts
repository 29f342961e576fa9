/** CUSTOM_AUTH: the triggers decide, the pool keeps the history and the secrets. */
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openWith, proveWith } from './_choice.ts';
import { begin, events, RIDDLES, seen, solution, startCustomPool, TRIES } from './_custom.ts';
import { respond } from './_devices.ts';
import { USER_POOL_ID } from './_fixture.ts';
import { expectTokens, rightCode } from './_mfa.ts';
import { call } from './_wire-client.ts';
import type { Json } from './_wire-client.ts';

const INCORRECT = 'Incorrect username or password.';

const pool = startCustomPool();
beforeEach(() => {
  events.length = 0;
  pool.reset();
});
afterAll(() => pool.close());

test('whatever the answers: asked again after a wrong one, tokens after a right one, an end after three', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { minLength: TRIES, maxLength: TRIES }),
      async (plan) => {
        pool.reset();
        events.length = 0;
        let asked = await begin(pool);
        const history: Json[] = [];
        const sessions = new Set<string>();
        for (const right of plan) {
          expect(asked.body).toMatchObject({
            ChallengeName: 'CUSTOM_CHALLENGE',
            ChallengeParameters: { USERNAME: 'alice', riddle: `number ${history.length}` },
          });
          expect(asked.text).not.toContain('answer ');
          sessions.add(asked.body['Session']);
          const ANSWER = right ? solution(asked) : 'no idea';
          const next = await respond(pool, asked, { ANSWER });
          history.push({
            challengeName: 'CUSTOM_CHALLENGE',
            challengeResult: right,
            challengeMetadata: `RIDDLE-${history.length}`,
          });
          expect(seen('DefineAuthChallenge').at(-1)!['request']['session']).toEqual(history);
          const replayed = await respond(pool, asked, { ANSWER });
          expect(replayed.message).toMatch(/can only be used once/);
          if (right) return expectTokens(next);
          asked = next;
        }
        expect(asked.message).toBe(INCORRECT);
        expect(sessions.size).toBe(TRIES);
      },
    ),
    { numRuns: 12 },
  );
});

describe('the events', () => {
  test('are AWS’s', async () => {
    const asked = await begin(pool, {}, { ClientMetadata: { from: 'InitiateAuth' } });
    const answer = await call(pool.fetch, 'RespondToAuthChallenge', {
      ClientId: 'app',
      ChallengeName: 'CUSTOM_CHALLENGE',
      Session: asked.body['Session'],
      ClientMetadata: { from: 'Respond' },
      ChallengeResponses: { USERNAME: 'alice', ANSWER: 'no idea' },
    });
    await respond(pool, answer, { ANSWER: 'no idea' });
    const userAttributes = {
      sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'cognito:user_status': 'CONFIRMED',
      email: 'alice@example.com',
    };
    const common = {
      version: '1',
      region: 'eu-west-1',
      userPoolId: USER_POOL_ID,
      userName: 'alice',
      callerContext: { awsSdkVersion: expect.any(String), clientId: 'app' },
    };
    expect(seen('DefineAuthChallenge')[0]).toEqual({
      ...common,
      triggerSource: 'DefineAuthChallenge_Authentication',
      request: { userAttributes, session: [], userNotFound: false },
      response: { challengeName: null, issueTokens: null, failAuthentication: null },
    });
    expect(seen('CreateAuthChallenge')[0]).toMatchObject({
      ...common,
      triggerSource: 'CreateAuthChallenge_Authentication',
      request: { challengeName: 'CUSTOM_CHALLENGE', session: [] },
    });
    expect(seen('VerifyAuthChallengeResponse')[0]).toMatchObject({
      ...common,
      triggerSource: 'VerifyAuthChallengeResponse_Authentication',
      request: {
        challengeAnswer: 'no idea',
        privateChallengeParameters: { answer: 'answer 0' },
        userNotFound: false,
      },
    });
    // Metadata reach the triggers of the answer that they came with, and no others.
    const heard = events.map(({ request }) => request['clientMetadata'] as unknown);
    const silent = (count: number): unknown[] => Array.from({ length: count }, () => undefined);
    const fromRespond = Array.from({ length: 3 }, () => ({ from: 'Respond' }));
    expect(heard).toEqual([...silent(2), ...fromRespond, ...silent(3)]);
  });

  test('tell of a name that nobody has, who cannot get in whatever they say', async () => {
    const asked = await begin(pool, { USERNAME: 'nobody-at-all' });
    expect(seen('DefineAuthChallenge')[0]!['request']).toMatchObject({
      userAttributes: {},
      userNotFound: true,
    });
    const right = { ANSWER: solution(asked) };
    const answer = await respond(pool, asked, right, { user: 'nobody-at-all' });
    expect(answer.message).toBe(INCORRECT);
    const frankly = await begin(pool, { USERNAME: 'nobody-at-all' }, { ClientId: 'frank' });
    expect(frankly.error).toBe('UserNotFoundException');
  });
});

describe('with SRP first', () => {
  const open = (own = pool): ReturnType<typeof openWith> =>
    openWith((srp) => begin(own, { CHALLENGE_NAME: 'SRP_A', ...srp }));

  test('the proof, the second factor, the riddle, tokens', async () => {
    const own = startCustomPool(RIDDLES, { mfa: 'OPTIONAL' });
    const opened = await open(own);
    expect(opened.answer.body).toMatchObject({
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: expect.any(String),
    });
    const posed = await proveWith(own, opened);
    expect(posed.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    const asked = await respond(own, posed, rightCode(own, 'SOFTWARE_TOKEN_MFA'));
    expect(asked.body['ChallengeName']).toBe('CUSTOM_CHALLENGE');
    expectTokens(await respond(own, asked, { ANSWER: solution(asked) }));
    const { session } = seen('DefineAuthChallenge').at(-1)!['request'] as { session: Json[] };
    expect(session.map(({ challengeName }) => challengeName as string)).toEqual([
      'SRP_A',
      'PASSWORD_VERIFIER',
      'SOFTWARE_TOKEN_MFA',
      'CUSTOM_CHALLENGE',
    ]);
    own.close();
  });

  test('a wrong proof is the end', async () => {
    const opened = await open();
    expect((await proveWith(pool, opened, {}, 'Wrong-Pass-1')).message).toBe(INCORRECT);
    expect((await proveWith(pool, opened)).error).toBe('NotAuthorizedException');
  });

  test('the triggers cannot be skipped with the session of the proof', async () => {
    const { answer } = await open();
    const crossed = { body: { ...answer.body, ChallengeName: 'CUSTOM_CHALLENGE' } };
    expect((await respond(pool, crossed, { ANSWER: 'x' })).error).toBe('NotAuthorizedException');
  });
});

test('administrators begin it too; CHALLENGE_NAME may say CUSTOM_CHALLENGE and nothing else', async () => {
  const asked = await call(pool.fetch, 'AdminInitiateAuth', {
    UserPoolId: USER_POOL_ID,
    ClientId: 'app',
    AuthFlow: 'CUSTOM_AUTH',
    AuthParameters: { USERNAME: 'alice', CHALLENGE_NAME: 'CUSTOM_CHALLENGE' },
  });
  expect(asked.body['ChallengeName']).toBe('CUSTOM_CHALLENGE');
  for (const parameters of [{ CHALLENGE_NAME: 'SMS_MFA' }, { CHALLENGE_NAME: 'SRP_A' }]) {
    expect((await begin(pool, parameters)).error).toBe('InvalidParameterException');
  }
  expect((await begin(pool, {}, { ClientId: 'other' })).error).toBe('InvalidParameterException');
});

test('of two right answers sent at once one is accepted', async () => {
  const asked = await begin(pool);
  const right = { ANSWER: solution(asked) };
  const both = await Promise.all([respond(pool, asked, right), respond(pool, asked, right)]);
  expect(both.filter(({ error }) => error === undefined)).toHaveLength(1);
});
