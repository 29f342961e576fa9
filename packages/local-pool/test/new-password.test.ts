import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ALICE, PASSWORD, POOL_SEED, USER_POOL_ID } from './_fixture.ts';
import { call, signInPlain, signInSrp, startPool } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

const pool = startPool({
  seed: {
    pools: [
      {
        ...POOL_SEED,
        requiredAttributes: ['email', 'family_name'],
        users: [
          { username: 'newcomer', password: PASSWORD, temporary: true },
          {
            username: 'known',
            password: PASSWORD,
            temporary: true,
            attributes: { email: 'known@example.com', email_verified: 'true' },
          },
        ],
      },
    ],
  },
});
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const KNOWN = { ...ALICE, username: 'known' };
const NEW_PASSWORD = 'Another-Pass-2';
const COMPLETE = { NEW_PASSWORD, 'userAttributes.family_name': 'Doe' };

async function challenge(username = 'known'): Promise<Answer> {
  return signInSrp(pool, { ...ALICE, username });
}

function respond(
  session: string | undefined,
  responses: Record<string, string>,
  clientId = 'app',
): Promise<Answer> {
  return call(pool.fetch, 'RespondToAuthChallenge', {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ClientId: clientId,
    Session: session,
    ChallengeResponses: { USERNAME: 'known', ...responses },
  });
}

describe('what is asked', () => {
  test('only required attributes that have no value, with their prefix', async () => {
    const { body } = await challenge('newcomer');
    expect(body['ChallengeParameters'].requiredAttributes).toBe(
      '["userAttributes.family_name","userAttributes.email"]',
    );
    expect(body['ChallengeParameters'].userAttributes).toBe('{}');
  });

  test('attributes that are known, as JSON text', async () => {
    const { body } = await challenge();
    expect(body['ChallengeParameters']).toEqual({
      USER_ID_FOR_SRP: 'known',
      requiredAttributes: '["userAttributes.family_name"]',
      userAttributes: '{"email":"known@example.com","email_verified":"true"}',
    });
    expect(body['Session']).toMatch(/^[^-].{19,2047}$/);
  });
});

test('a good answer sets password and attributes, and signs in', async () => {
  const { body } = await challenge();
  const done = await respond(body['Session'], COMPLETE);
  expect(done.body['AuthenticationResult'].AccessToken).toBeDefined();
  const user = await call(pool.fetch, 'AdminGetUser', {
    UserPoolId: USER_POOL_ID,
    Username: 'known',
  });
  expect(user.body['UserStatus']).toBe('CONFIRMED');
  expect(user.body['UserAttributes']).toContainEqual({ Name: 'family_name', Value: 'Doe' });
  const again = await signInSrp(pool, { ...KNOWN, password: NEW_PASSWORD });
  expect(again.body['AuthenticationResult']).toBeDefined();
});

test('a new address is unverified, whatever the old one was, and takes nobody’s login', async () => {
  const own = startPool({
    seed: {
      pools: [
        {
          ...POOL_SEED,
          users: ['known', 'victim'].map((username) => ({
            username,
            password: PASSWORD,
            temporary: true,
            attributes: { email: `${username}@example.com`, email_verified: 'true' },
          })),
        },
      ],
    },
  });
  const { body } = await signInSrp(own, KNOWN);
  const done = await call(own.fetch, 'RespondToAuthChallenge', {
    ...{ ChallengeName: 'NEW_PASSWORD_REQUIRED', ClientId: 'app', Session: body['Session'] },
    ChallengeResponses: {
      ...{ USERNAME: 'known', NEW_PASSWORD },
      'userAttributes.email': 'victim@example.com',
    },
  });
  expect(done.error).toBeUndefined();
  const named = { UserPoolId: USER_POOL_ID, Username: 'known' };
  const user = await call(own.fetch, 'AdminGetUser', named);
  expect(user.body['UserAttributes']).toContainEqual({ Name: 'email_verified', Value: 'false' });
  own.close();
});

test('left-over keys of earlier answers are ignored', async () => {
  const { body } = await challenge();
  const done = await respond(body['Session'], {
    ...COMPLETE,
    PASSWORD_CLAIM_SIGNATURE: 'x',
    SRP_A: 'zz',
    DEVICE_KEY: '',
  });
  expect(done.error).toBeUndefined();
});

describe('refused, and the Session stays good', () => {
  const refusals: [string, string, Record<string, string>][] = [
    ['weak new password (short)', 'InvalidPasswordException', { NEW_PASSWORD: 'Aa1!' }],
    ['weak new password (no digit)', 'InvalidPasswordException', { NEW_PASSWORD: 'Abcdefgh!' }],
    ['weak new password (no symbol)', 'InvalidPasswordException', { NEW_PASSWORD: 'Abcdefgh1' }],
    ['weak new password (lower case)', 'InvalidPasswordException', { NEW_PASSWORD: 'abcdefg1!' }],
    ['weak new password (upper case)', 'InvalidPasswordException', { NEW_PASSWORD: 'ABCDEFG1!' }],
    ['over-long new password', 'InvalidParameterException', { NEW_PASSWORD: 'Aa1!'.repeat(65) }],
    ['no new password', 'InvalidParameterException', { NEW_PASSWORD: '' }],
    [
      'a required attribute missing',
      'InvalidParameterException',
      { 'userAttributes.family_name': '' },
    ],
    [
      'a required attribute that has a value sent again',
      'InvalidParameterException',
      { 'userAttributes.email': 'known@example.com' },
    ],
    ['email_verified', 'InvalidParameterException', { 'userAttributes.email_verified': 'true' }],
    ['sub', 'InvalidParameterException', { 'userAttributes.sub': 'x' }],
    ['an attribute outside the schema', 'InvalidParameterException', { 'userAttributes.pet': 'x' }],
    ['a malformed attribute', 'InvalidParameterException', { 'userAttributes.birthdate': '1' }],
  ];

  test.each(refusals)('%s', async (_name, error, responses) => {
    const { body } = await challenge();
    const refused = await respond(body['Session'], { ...COMPLETE, ...responses });
    expect(refused).toMatchObject({ status: 400, error });
    expect((await respond(body['Session'], COMPLETE)).error).toBeUndefined();
  });
});

describe('Session', () => {
  test('bogus Session', async () => {
    await challenge();
    const answer = await respond('S'.repeat(44), COMPLETE);
    expect(answer).toMatchObject({
      error: 'NotAuthorizedException',
      message: 'Invalid session for the user.',
    });
  });

  test('no Session', async () => {
    const answer = await respond(undefined, COMPLETE);
    expect(answer).toMatchObject({
      error: 'InvalidParameterException',
      message: 'Missing required parameter Session',
    });
  });

  test.each([19, 2049])('a Session of %i characters', async (length) => {
    const answer = await respond('S'.repeat(length), COMPLETE);
    expect(answer.error).toBe('InvalidParameterException');
  });

  test('reused Session', async () => {
    const { body } = await challenge();
    await respond(body['Session'], COMPLETE);
    const answer = await respond(body['Session'], COMPLETE);
    expect(answer).toMatchObject({
      error: 'NotAuthorizedException',
      message: 'Invalid session for the user, session can only be used once.',
    });
  });

  test('one Session answered ten times at once: one is let in', async () => {
    const { body } = await challenge();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => respond(body['Session'], COMPLETE)),
    );
    expect(answers.filter(({ error }) => error === undefined)).toHaveLength(1);
  });

  test('expired Session', async () => {
    const { body } = await challenge();
    pool.clock.advance(3 * 60);
    const answer = await respond(body['Session'], COMPLETE);
    expect(answer).toMatchObject({
      error: 'NotAuthorizedException',
      message: 'Invalid session for the user, session is expired.',
    });
  });

  test('a second before it expires it is good', async () => {
    const { body } = await challenge();
    pool.clock.advance(3 * 60 - 1);
    expect((await respond(body['Session'], COMPLETE)).error).toBeUndefined();
  });

  test('Session of another client', async () => {
    const { body } = await challenge();
    const answer = await respond(body['Session'], COMPLETE, 'other');
    expect(answer.error).toBe('NotAuthorizedException');
  });

  test('Session of another user', async () => {
    const { body } = await challenge();
    const answer = await respond(body['Session'], { ...COMPLETE, USERNAME: 'newcomer' });
    expect(answer.error).toBe('NotAuthorizedException');
  });

  test('an alias is the same user', async () => {
    const { body } = await challenge();
    const answer = await respond(body['Session'], { ...COMPLETE, USERNAME: 'known@example.com' });
    expect(answer.error).toBeUndefined();
  });

  test.each(['AdminDeleteUser', 'AdminDisableUser'])('after %s', async (operation) => {
    const { body } = await challenge();
    await call(pool.fetch, operation, { UserPoolId: USER_POOL_ID, Username: 'known' });
    const answer = await respond(body['Session'], COMPLETE);
    expect(answer.error).toBe('NotAuthorizedException');
  });

  test('two sign-ins at once: the first answer ends the other', async () => {
    const [one, two] = [await challenge(), await signInPlain(pool, KNOWN)];
    expect((await respond(one.body['Session'], COMPLETE)).error).toBeUndefined();
    expect((await respond(two.body['Session'], COMPLETE)).error).toBe('NotAuthorizedException');
  });
});
