/** What administrators change about users, where addresses are user names, and users who leave. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { PoolSeed } from '@countersign/local-pool';
import { begin, REACHABLE, startChoicePool } from './_choice.ts';
import { PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { attributesOf, sentCode } from './_mfa.ts';
import { pairs, signedIn } from './_signed-in.ts';
import { call } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

const pool = startChoicePool({
  aliasAttributes: ['email'],
  autoVerifiedAttributes: ['email', 'phone_number'],
});
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const NEW = 'new@example.com';

function administer(attributes: Record<string, string>, more: Json = {}): Promise<Answer> {
  const UserAttributes = pairs(attributes);
  const input = { UserPoolId: USER_POOL_ID, Username: 'alice', UserAttributes, ...more };
  return call(pool.fetch, 'AdminUpdateUserAttributes', input);
}

describe('AdminUpdateUserAttributes', () => {
  test('an address is unverified and gets a code, unless the administrator vouches for it', async () => {
    expect((await administer({ email: NEW })).text).toBe('{}');
    const unverified = { email: NEW, email_verified: 'false' };
    expect(await attributesOf(pool, 'alice')).toMatchObject(unverified);
    const alice = await signedIn(pool);
    expect((await alice.verify(sentCode(pool))).error).toBeUndefined();
    await administer({ email: 'third@example.com', email_verified: 'true' });
    const verified = { email: 'third@example.com', email_verified: 'true' };
    expect(await attributesOf(pool, 'alice')).toMatchObject(verified);
    expect(pool.outbox.messages()).toHaveLength(1);
    await administer({ email_verified: 'false' });
    expect(await attributesOf(pool, 'alice')).toMatchObject({ email_verified: 'false' });
  });

  test.each([
    ['nobody', {}, { Username: 'nobody-at-all' }, 'UserNotFoundException'],
    ['another pool', {}, { UserPoolId: 'eu-west-1_Nowhere' }, 'ResourceNotFoundException'],
    ['sub', { sub: 'x' }, {}, 'InvalidParameterException'],
    ['no list', {}, { UserAttributes: undefined }, 'InvalidParameterException'],
    ['an address to verify', { email: '', email_verified: 'true' }, {}],
    [
      'an alias that is taken',
      { email: REACHABLE.email, email_verified: 'true' },
      { Username: 'bob' },
      'AliasExistsException',
    ],
  ])('%s is refused', async (_what, attributes, more, error = 'InvalidParameterException') => {
    expect((await administer(attributes as Record<string, string>, more)).error).toBe(error);
  });

  test('an alias comes into force with its verification, and has to be free then', async () => {
    expect((await administer({ email: REACHABLE.email }, { Username: 'bob' })).status).toBe(200);
    const verified = await administer({ email_verified: 'true' }, { Username: 'bob' });
    expect(verified.error).toBe('AliasExistsException');
  });

  test('an immutable attribute is written when the user is made, or never', async () => {
    const made = await call(pool.fetch, 'CreateUserPool', {
      PoolName: 'p',
      Schema: [{ Name: 'tenant', AttributeDataType: 'String', Mutable: false }],
    });
    const { Id } = made.body['UserPool'] as { readonly Id: string };
    const UserAttributes = pairs({ 'custom:tenant': 'a' });
    for (const [Username, given] of Object.entries({ carol: UserAttributes, dan: [] })) {
      const named = { UserPoolId: Id, Username };
      await call(pool.fetch, 'AdminCreateUser', { ...named, UserAttributes: given });
      const refused = await call(pool.fetch, 'AdminUpdateUserAttributes', {
        ...named,
        UserAttributes,
      });
      expect(refused).toMatchObject({ status: 400, error: 'InvalidParameterException' });
    }
  });

  test('a sign-up is not confirmed, nor a password reset, with a code that went elsewhere', async () => {
    const carol = { ClientId: 'app', Username: 'carol' };
    const UserAttributes = pairs({ email: 'carol@example.com' });
    await call(pool.fetch, 'SignUp', { ...carol, Password: PASSWORD, UserAttributes });
    const ConfirmationCode = sentCode(pool, 'carol');
    await administer({ email: NEW }, { Username: 'carol' });
    const confirmed = await call(pool.fetch, 'ConfirmSignUp', { ...carol, ConfirmationCode });
    expect(confirmed.error).toBe('CodeMismatchException');

    const alice = { ClientId: 'app', Username: 'alice' };
    await call(pool.fetch, 'ForgotPassword', alice);
    const code = { ConfirmationCode: sentCode(pool), Password: 'Another-Pass-1' };
    await administer({ phone_number: '+15550001111' });
    const reset = await call(pool.fetch, 'ConfirmForgotPassword', { ...alice, ...code });
    expect(reset.error).toBe('CodeMismatchException');
  });
});

describe('where an address is the user name', () => {
  const settings: Partial<PoolSeed> = {
    usernameAttributes: ['email'],
    autoVerifiedAttributes: ['email'],
    users: ['alice', 'bob'].map((name) => ({
      username: `${name}@example.com`,
      password: PASSWORD,
      attributes: { email_verified: 'true' },
    })),
  };
  const own = startChoicePool(settings);
  const careful = startChoicePool({ ...settings, verifiedBeforeUpdate: ['email'] });
  beforeEach(() => {
    own.reset();
    careful.reset();
  });
  afterAll(() => {
    own.close();
    careful.close();
  });

  test('it has to be free, and cannot be taken away', async () => {
    for (const each of [own, careful]) {
      const alice = await signedIn(each, 'alice@example.com');
      const taken = await alice.update({ email: 'bob@example.com' });
      expect(taken.error).toBe('AliasExistsException');
      expect((await alice.remove('email')).error).toBe('InvalidParameterException');
      expect(each.outbox.messages()).toEqual([]);
    }
  });

  test('a new one signs in', async () => {
    const alice = await signedIn(own, 'alice@example.com');
    await alice.update({ email: NEW });
    const { sub } = await alice.attributes();
    expect((await (await signedIn(own, NEW)).attributes())['sub']).toBe(sub);
  });

  test('with a new one verified, a code that went to the old one resets no password', async () => {
    const alice = await signedIn(careful, 'alice@example.com');
    await call(careful.fetch, 'ForgotPassword', { ClientId: 'app', Username: 'alice@example.com' });
    const ConfirmationCode = sentCode(careful, 'alice@example.com');
    await alice.update({ email: NEW });
    expect((await alice.verify(sentCode(careful, NEW))).error).toBeUndefined();
    const reset = await call(careful.fetch, 'ConfirmForgotPassword', {
      ...{ ClientId: 'app', Username: NEW },
      ...{ ConfirmationCode, Password: 'Another-Pass-1' },
    });
    expect(reset.error).toBe('CodeMismatchException');
  });
});

describe('users who leave', () => {
  test('DeleteUser: an empty body, and nobody is there any more', async () => {
    const alice = await signedIn(pool);
    const other = await signedIn(pool);
    const gone = await alice.ask('DeleteUser');
    expect([gone.status, gone.text]).toEqual([200, '']);
    expect((await alice.ask('GetUser')).status).toBe(400);
    expect((await other.ask('GetUser')).status).toBe(400);
    const named = { UserPoolId: USER_POOL_ID, Username: 'alice' };
    expect((await call(pool.fetch, 'AdminGetUser', named)).error).toBe('UserNotFoundException');
  });

  test('AdminUserGlobalSignOut ends every sign-in of hers, and nobody else’s', async () => {
    const [alice, again] = [await signedIn(pool), await signedIn(pool)];
    const bob = await signedIn(pool, 'bob');
    const named = { UserPoolId: USER_POOL_ID, Username: 'alice' };
    expect((await call(pool.fetch, 'AdminUserGlobalSignOut', named)).text).toBe('{}');
    for (const session of [alice, again]) {
      expect((await session.ask('GetUser')).message).toBe('Access Token has been revoked');
    }
    expect((await bob.ask('GetUser')).status).toBe(200);
    const right = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
    expect((await begin(pool, right)).body).toHaveProperty('AuthenticationResult');
  });
});
