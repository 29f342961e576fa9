import { beforeEach, describe, expect, test } from 'vitest';
import type { PoolSeed } from '@countersign/local-pool';
import { ALICE, PASSWORD, POOL_SEED, SEED, USER_POOL_ID } from './_fixture.ts';
import { call, NOW_MS, openSrp, signInSrp, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

const pool = startPool({ seed: SEED });
beforeEach(() => pool.reset());

function send(operation: string, input: Json = {}, target = pool): Promise<Answer> {
  return call(target.fetch, operation, { UserPoolId: USER_POOL_ID, ...input });
}

function startVariant(settings: Partial<PoolSeed>): typeof pool {
  const { aliasAttributes: _, users: __, ...base } = POOL_SEED;
  return startPool({ seed: { pools: [{ ...base, ...settings }] } });
}

describe('AdminCreateUser', () => {
  test('shows the user, with a UUID for sub', async () => {
    const { body } = await send('AdminCreateUser', { Username: 'carol' });
    expect(body['User']).toEqual({
      Username: 'carol',
      Attributes: [{ Name: 'sub', Value: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
      UserCreateDate: NOW_MS / 1000,
      UserLastModifiedDate: NOW_MS / 1000,
      Enabled: true,
      UserStatus: 'FORCE_CHANGE_PASSWORD',
    });
  });

  test('makes a password up and puts the invitation into the outbox', async () => {
    await send('AdminCreateUser', {
      Username: 'carol',
      UserAttributes: [{ Name: 'email', Value: 'carol@example.com' }],
    });
    const message = pool.outbox.newest('carol');
    expect(message).toMatchObject({
      kind: 'invitation',
      userPoolId: USER_POOL_ID,
      destination: 'carol@example.com',
      sentAtMs: NOW_MS,
    });
    const password = message?.kind === 'invitation' ? message.temporaryPassword : '';
    const answer = await signInSrp(pool, { ...ALICE, username: 'carol', password });
    expect(answer.body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED');
  });

  test('SUPPRESS sends nothing, RESEND sends another password', async () => {
    await send('AdminCreateUser', { Username: 'carol', MessageAction: 'SUPPRESS' });
    expect(pool.outbox.messages()).toEqual([]);
    await send('AdminCreateUser', { Username: 'carol', MessageAction: 'RESEND' });
    expect(pool.outbox.messages()).toHaveLength(1);
    const resend = { MessageAction: 'RESEND' };
    const confirmed = await send('AdminCreateUser', { Username: 'alice', ...resend });
    expect(confirmed.error).toBe('UnsupportedUserStateException');
    const nobody = await send('AdminCreateUser', { Username: 'nobody', ...resend });
    expect(nobody.error).toBe('UserNotFoundException');
  });

  test.each<[string, string, Json]>([
    ['a name that is taken', 'UsernameExistsException', { Username: 'alice' }],
    ['an e-mail address where it is an alias', 'InvalidParameterException', { Username: 'x@y.z' }],
    ['a weak password', 'InvalidPasswordException', { TemporaryPassword: 'weak' }],
    ['a name with a space', 'InvalidParameterException', { Username: 'car ol' }],
    ['sub', 'InvalidParameterException', { UserAttributes: [{ Name: 'sub', Value: 'x' }] }],
    [
      'an attribute that does not exist',
      'InvalidParameterException',
      { UserAttributes: [{ Name: 'custom:pet', Value: 'x' }] },
    ],
  ])('refuses %s', async (_name, error, input) => {
    expect((await send('AdminCreateUser', { Username: 'carol', ...input })).error).toBe(error);
  });

  test('a name that is another user’s sub would take over that login', async () => {
    const { body } = await send('AdminGetUser', { Username: 'alice' });
    const answer = await send('AdminCreateUser', { Username: body['UserAttributes'][0].Value });
    expect(answer.error).toBe('UsernameExistsException');
  });

  test('a verified e-mail address is one user’s; ForceAliasCreation moves it', async () => {
    const input = {
      Username: 'carol',
      UserAttributes: [
        { Name: 'email', Value: 'alice@example.com' },
        { Name: 'email_verified', Value: 'True' },
      ],
    };
    expect((await send('AdminCreateUser', input)).error).toBe('AliasExistsException');
    const forced = await send('AdminCreateUser', { ...input, ForceAliasCreation: true });
    expect(forced.error).toBeUndefined();
    const { answer } = await openSrp(pool, { ...ALICE, username: 'alice@example.com' });
    expect(answer.body['ChallengeParameters'].USER_ID_FOR_SRP).toBe('carol');
  });
});

describe('USERNAME may be', () => {
  test('a verified alias, in both calls', async () => {
    const input = { ...ALICE, username: 'alice@example.com' };
    for (const USERNAME of ['alice', 'alice@example.com']) {
      const answer = await signInSrp(pool, { ...input, responses: { USERNAME } });
      expect(answer.body['AuthenticationResult']).toBeDefined();
    }
  });

  test('the sub', async () => {
    const { body } = await send('AdminGetUser', { Username: 'alice' });
    const username: string = body['UserAttributes'][0].Value;
    const answer = await signInSrp(pool, { ...ALICE, username, responses: { USERNAME: username } });
    expect(answer.body['AuthenticationResult']).toBeDefined();
  });

  test('no alias that is not verified', async () => {
    const answer = await signInSrp(pool, { ...ALICE, username: 'bob@example.com' });
    expect(answer.error).toBe('NotAuthorizedException');
  });

  test('the e-mail address, where it is the user name: the real name is the sub', async () => {
    const variant = startVariant({
      usernameAttributes: ['email'],
      users: [{ username: 'dora@example.com', password: PASSWORD }],
    });
    const input = { ...ALICE, username: 'dora@example.com' };
    const { answer } = await openSrp(variant, input);
    const real: string = answer.body['ChallengeParameters'].USER_ID_FOR_SRP;
    expect(real).toBe(variant.pools[0]?.users[0]?.sub);
    const done = await signInSrp(variant, input);
    expect(done.body['AuthenticationResult']).toBeDefined();
    const create = (Username: string): Promise<Answer> =>
      send('AdminCreateUser', { Username }, variant);
    expect((await create('dora@example.com')).error).toBe('UsernameExistsException');
    expect((await create('dora')).error).toBe('InvalidParameterException');
    expect((await create('emil@example.com')).error).toBeUndefined();
  });

  test.each([
    [true, 'NotAuthorizedException'],
    [false, undefined],
  ])('in another case, when names are case-sensitive: %s', async (caseSensitive, error) => {
    const variant = startVariant({
      caseSensitiveUsernames: caseSensitive,
      users: [{ username: 'Alice', password: PASSWORD }],
    });
    expect((await signInSrp(variant, { ...ALICE, username: 'aLICE' })).error).toBe(error);
    expect((await signInSrp(variant, { ...ALICE, username: 'Alice' })).error).toBeUndefined();
  });
});

describe('AdminSetUserPassword', () => {
  test('permanent and temporary', async () => {
    const set = (Permanent: boolean): Promise<Answer> =>
      send('AdminSetUserPassword', { Username: 'alice', Password: 'Another-Pass-2', Permanent });
    const input = { ...ALICE, password: 'Another-Pass-2' };
    expect((await set(true)).text).toBe('{}');
    expect((await signInSrp(pool, input)).body['AuthenticationResult']).toBeDefined();
    expect((await signInSrp(pool, ALICE)).error).toBe('NotAuthorizedException');
    await set(false);
    expect((await signInSrp(pool, input)).body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED');
  });

  test('refuses a weak password', async () => {
    const answer = await send('AdminSetUserPassword', { Username: 'alice', Password: 'weak' });
    expect(answer.error).toBe('InvalidPasswordException');
  });
});

test('AdminDisableUser ends sign-ins, AdminEnableUser allows new ones', async () => {
  const { body } = await signInSrp(pool, ALICE);
  const { AccessToken } = body['AuthenticationResult'];
  await send('AdminDisableUser', { Username: 'alice' });
  expect((await send('AdminGetUser', { Username: 'alice' })).body['Enabled']).toBe(false);
  expect((await call(pool.fetch, 'GetUser', { AccessToken })).error).toBe('NotAuthorizedException');
  expect((await signInSrp(pool, ALICE)).message).toBe('User is disabled.');
  await send('AdminEnableUser', { Username: 'alice' });
  expect((await signInSrp(pool, ALICE)).error).toBeUndefined();
});

describe('ListUsers', () => {
  async function names(input: Json): Promise<string[]> {
    const { body } = await send('ListUsers', input);
    return body['Users'].map(({ Username }: Json) => Username as string) as string[];
  }

  test('all, in pages', async () => {
    const all = await names({});
    expect(all).toEqual(['alice', 'bob', 'newcomer', 'unconfirmed', 'disabled']);
    const page = await send('ListUsers', { Limit: 3 });
    expect(page.body['Users']).toHaveLength(3);
    const PaginationToken: string = page.body['PaginationToken'];
    expect(await names({ Limit: 3, PaginationToken })).toEqual(all.slice(3));
    const forged = await send('ListUsers', { PaginationToken: 'x' });
    expect(forged.error).toBe('InvalidParameterException');
  });

  test.each<[string, string[]]>([
    ['username = "bob"', ['bob']],
    ['email ^= "alice@"', ['alice']],
    ['cognito:user_status = "UNCONFIRMED"', ['unconfirmed']],
    ['cognito:user_status ^= "unconf"', ['unconfirmed']],
    ['status = "Disabled"', ['disabled']],
    ['status = "disabled"', []],
    ['username = "b\\"ob"', []],
    ['', ['alice', 'bob', 'newcomer', 'unconfirmed', 'disabled']],
  ])('Filter %s', async (Filter, expected) => {
    expect(await names({ Filter })).toEqual(expected);
  });

  test.each(['username', 'custom:x = "1"', 'constructor = "1"', 'email = bob'])(
    'Filter %s is refused',
    async (Filter) => {
      expect((await send('ListUsers', { Filter })).error).toBe('InvalidParameterException');
    },
  );

  test('AttributesToGet', async () => {
    const { body } = await send('ListUsers', { AttributesToGet: ['email'], Limit: 1 });
    expect(body['Users'][0].Attributes).toEqual([{ Name: 'email', Value: 'alice@example.com' }]);
  });
});
