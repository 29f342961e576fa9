/** Users who create themselves, from SignUp to the first sign-in. */
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { begin, startChoicePool } from './_choice.ts';
import { CLIENT_SECRET, PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { attributesOf, expectTokens, otherThan, sentCode } from './_mfa.ts';
import { call, secretHash } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

const explicitAuthFlows = ['ALLOW_USER_AUTH'];
const pool = startChoicePool({
  aliasAttributes: ['email', 'preferred_username'],
  autoVerifiedAttributes: ['email', 'phone_number'],
  clients: [
    { clientId: 'app', explicitAuthFlows, preventUserExistenceErrors: 'ENABLED' },
    { clientId: 'frank', explicitAuthFlows, preventUserExistenceErrors: 'LEGACY' },
    { clientId: 'plain', explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
    { clientId: 'confidential', clientSecret: CLIENT_SECRET, explicitAuthFlows },
  ],
});
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const EMAIL = { Name: 'email', Value: 'carol@example.com' };
const TELEPHONE = { Name: 'phone_number', Value: '+15551239878' };

function signUp(input: Json = {}): Promise<Answer> {
  return call(pool.fetch, 'SignUp', {
    ClientId: 'app',
    Username: 'carol',
    Password: PASSWORD,
    UserAttributes: [EMAIL],
    ...input,
  });
}

function confirm(input: Json = {}): Promise<Answer> {
  return call(pool.fetch, 'ConfirmSignUp', { ClientId: 'app', Username: 'carol', ...input });
}

const resend = (input: Json = {}): Promise<Answer> =>
  call(pool.fetch, 'ResendConfirmationCode', { ClientId: 'app', Username: 'carol', ...input });

const rightly = (): Json => ({ ConfirmationCode: sentCode(pool, 'carol') });

function goOn(answer: Answer, username = 'carol', clientId = 'app'): Promise<Answer> {
  return call(pool.fetch, 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_AUTH',
    Session: answer.body['Session'],
    AuthParameters: { USERNAME: username },
  });
}

describe('SignUp', () => {
  test('makes an unconfirmed user and sends a code', async () => {
    const { body } = await signUp();
    expect(body).toEqual({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      CodeDeliveryDetails: {
        Destination: 'c***@e***',
        DeliveryMedium: 'EMAIL',
        AttributeName: 'email',
      },
      Session: expect.any(String),
    });
    expect(pool.outbox.newest('carol')).toMatchObject({
      kind: 'code',
      purpose: 'ConfirmSignUp',
      destination: 'carol@example.com',
      code: expect.stringMatching(/^[0-9]{6}$/),
    });
    const answer = await begin(pool, {
      USERNAME: 'carol',
      PREFERRED_CHALLENGE: 'PASSWORD',
      PASSWORD,
    });
    expect(answer.error).toBe('UserNotConfirmedException');
  });

  test('a telephone comes first; without an address there is no code, and an administrator confirms', async () => {
    const texted = await signUp({ UserAttributes: [EMAIL, TELEPHONE] });
    expect(texted.body['CodeDeliveryDetails']).toMatchObject({ DeliveryMedium: 'SMS' });
    const silent = await signUp({ Username: 'dan', UserAttributes: [] });
    expect(silent.body).not.toHaveProperty('CodeDeliveryDetails');
    expect((await resend({ Username: 'dan' })).error).toBe('InvalidParameterException');
    const names = { UserPoolId: USER_POOL_ID, Username: 'dan' };
    expect((await call(pool.fetch, 'AdminConfirmSignUp', names)).text).toBe('{}');
    const again = await call(pool.fetch, 'AdminConfirmSignUp', names);
    expect(again.message).toBe('User cannot be confirmed. Current status is CONFIRMED');
  });

  test.each([
    ['a name that is taken', { Username: 'alice' }, 'UsernameExistsException'],
    ['a weak password', { Password: 'weak' }, 'InvalidPasswordException'],
    ['no password, to a client without USER_AUTH', { ClientId: 'plain', Password: undefined }],
    ['a verified address', { UserAttributes: [{ Name: 'email_verified', Value: 'true' }] }],
    ['an unknown attribute', { UserAttributes: [{ Name: 'custom:x', Value: 'y' }] }],
    ['an alias', { UserAttributes: [{ Name: 'preferred_username', Value: 'c' }] }],
    ['an address as a name', { Username: 'carol@example.com' }],
    ['no secret hash', { ClientId: 'confidential' }, 'NotAuthorizedException'],
  ])('%s is refused', async (_what, input, error?: string) => {
    const answer = await signUp(input);
    expect(answer.status).toBe(400);
    if (error !== undefined) expect(answer.error).toBe(error);
    expect(pool.outbox.messages()).toEqual([]);
  });

  test('a secret hash is taken; a required attribute has to be there', async () => {
    const SecretHash = secretHash(CLIENT_SECRET, 'carol', 'confidential');
    expect((await signUp({ ClientId: 'confidential', SecretHash })).error).toBeUndefined();
    const own = startChoicePool({ requiredAttributes: ['family_name'], selfSignUp: true });
    const input = { ClientId: 'app', Username: 'carol', Password: PASSWORD };
    expect((await call(own.fetch, 'SignUp', input)).message).toMatch(/family_name/);
    own.close();
  });

  test('a pool whose administrators create users refuses it', async () => {
    const own = startChoicePool({ selfSignUp: false });
    const input = { ClientId: 'app', Username: 'carol', Password: PASSWORD };
    const answer = await call(own.fetch, 'SignUp', input);
    expect(answer.message).toBe('SignUp is not permitted for this user pool');
    own.close();
  });

  test('whoever signs up without a password has none that works', async () => {
    await signUp({ Password: undefined });
    await confirm(rightly());
    const { body } = await begin(pool, { USERNAME: 'carol' });
    expect(body['AvailableChallenges']).toEqual(['EMAIL_OTP']);
    const plain = { USERNAME: 'carol', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: '' };
    expect((await begin(pool, plain)).body['ChallengeName']).toBe('SELECT_CHALLENGE');
  });
});

describe('ConfirmSignUp', () => {
  test('any other code is refused, the right one works once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.integer({ min: 1, max: 999_999 }),
          fc.string({ minLength: 1, maxLength: 8, unit: 'binary' }),
        ),
        async (wrong) => {
          pool.reset();
          await signUp();
          const code = sentCode(pool, 'carol');
          const text = typeof wrong === 'number' ? otherThan(code, wrong) : wrong;
          fc.pre(text !== code);
          const refused = await confirm({ ConfirmationCode: text });
          expect(['CodeMismatchException', 'InvalidParameterException']).toContain(refused.error);
          expect((await confirm({ ConfirmationCode: code })).error).toBeUndefined();
          const again = await confirm({ ConfirmationCode: code });
          expect(again.message).toBe('User cannot be confirmed. Current status is CONFIRMED');
          expect(await attributesOf(pool, 'carol')).toMatchObject({ email_verified: 'true' });
        },
      ),
      { numRuns: 15 },
    );
  });

  test('a code lives a day; a resent one replaces it', async () => {
    await signUp();
    const old = rightly();
    pool.clock.advance(24 * 3600);
    expect((await confirm(old)).error).toBe('ExpiredCodeException');
    const { body } = await resend();
    expect(body['CodeDeliveryDetails']).toMatchObject({ Destination: 'c***@e***' });
    expect((await confirm(old)).error).toBe('CodeMismatchException');
    expect((await confirm(rightly())).error).toBeUndefined();
    expect((await resend()).error).toBe('InvalidParameterException');
  });

  test('fifteen tries an hour, five resent codes an hour, also for nobody', async () => {
    await signUp();
    for (const Username of ['carol', 'nobody-at-all']) {
      const wrong = { Username, ConfirmationCode: 'x' };
      for (let i = 0; i < 15; i += 1) {
        expect((await confirm(wrong)).error).toBe('CodeMismatchException');
      }
      expect((await confirm(wrong)).error).toBe('LimitExceededException');
      for (let i = 0; i < 5; i += 1) expect((await resend({ Username })).error).toBeUndefined();
      expect((await resend({ Username })).error).toBe('LimitExceededException');
    }
    pool.clock.advance(3600);
    expect((await confirm(rightly())).error).toBeUndefined();
  });

  test('a name that nobody has gets a made-up address, no code, and nothing is right', async () => {
    const { body } = await resend({ Username: 'nobody-at-all' });
    expect(body['CodeDeliveryDetails']).toEqual({
      Destination: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
      DeliveryMedium: 'EMAIL',
      AttributeName: 'email',
    });
    expect(pool.outbox.messages()).toEqual([]);
    const frankly = await resend({ ClientId: 'frank', Username: 'nobody-at-all' });
    expect(frankly.error).toBe('UserNotFoundException');
  });

  test('an address that somebody signs in with is refused here, or taken over', async () => {
    await signUp({ UserAttributes: [{ Name: 'email', Value: 'alice@example.com' }] });
    expect((await confirm(rightly())).error).toBe('AliasExistsException');
    expect((await confirm({ ...rightly(), ForceAliasCreation: true })).error).toBeUndefined();
    expect(await attributesOf(pool, 'alice')).toMatchObject({ email_verified: 'false' });
  });
});

describe('the session of a sign-up', () => {
  test('leads to tokens once, with and without that of SignUp', async () => {
    const signedUp = await signUp();
    const confirmed = await confirm({ ...rightly(), Session: signedUp.body['Session'] });
    expectTokens(await goOn(confirmed));
    expect((await goOn(confirmed)).error).toBe('NotAuthorizedException');
    const other = await signUp({
      Username: 'dan',
      UserAttributes: [{ Name: 'email', Value: 'dan@example.com' }],
    });
    expect(other.error).toBeUndefined();
    const code = { ConfirmationCode: sentCode(pool, 'dan') };
    expectTokens(await goOn(await confirm({ Username: 'dan', ...code }), 'dan'));
  });

  test('that of SignUp does not sign in, and another user’s confirms nothing', async () => {
    const signedUp = await signUp();
    expect((await goOn(signedUp)).error).toBe('NotAuthorizedException');
    await signUp({ Username: 'dan', UserAttributes: [TELEPHONE] });
    const { Session } = signedUp.body;
    const ConfirmationCode = sentCode(pool, 'dan');
    const crossed = await confirm({ Username: 'dan', ConfirmationCode, Session });
    expect(crossed.error).toBe('NotAuthorizedException');
    expect((await confirm({ Username: 'dan', ConfirmationCode })).error).toBeUndefined();
  });

  test('is nobody else’s, no other client’s, and of the first sign-in alone', async () => {
    await signUp();
    const confirmed = await confirm(rightly());
    expect((await goOn(confirmed, 'alice')).error).toBe('NotAuthorizedException');
    expect((await goOn(confirmed, 'carol', 'frank')).error).toBe('NotAuthorizedException');
    const direct = { USERNAME: 'carol', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
    expectTokens(await begin(pool, direct));
    expect((await goOn(confirmed)).error).toBe('NotAuthorizedException');
  });

  test('expires; and a client without USER_AUTH gets none', async () => {
    await signUp();
    const confirmed = await confirm(rightly());
    pool.clock.advance(180);
    expect((await goOn(confirmed)).message).toMatch(/session is expired/);
    const UserAttributes = [{ Name: 'email', Value: 'dan@example.com' }];
    const plain = await signUp({ ClientId: 'plain', Username: 'dan', UserAttributes });
    expect(plain.body).not.toHaveProperty('Session');
    const code = { ConfirmationCode: sentCode(pool, 'dan') };
    expect((await confirm({ ClientId: 'plain', Username: 'dan', ...code })).body).toEqual({});
  });
});
