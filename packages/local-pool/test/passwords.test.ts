/** Passwords that users forget, reset and change; and what GetUserAuthFactors says. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { begin, startChoicePool } from './_choice.ts';
import { respond } from './_devices.ts';
import { PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { expectTokens, otherThan, sentCode } from './_mfa.ts';
import { call } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

const pool = startChoicePool();
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const ALICE = { ClientId: 'app', Username: 'alice' };
const ADMIN_ALICE = { UserPoolId: USER_POOL_ID, Username: 'alice' };
const NEW = 'Another-Pass-1';

const forget = (input: Json = {}): Promise<Answer> =>
  call(pool.fetch, 'ForgotPassword', { ...ALICE, ...input });
const reset = (input: Json = {}): Promise<Answer> =>
  call(pool.fetch, 'ConfirmForgotPassword', { ...ALICE, Password: NEW, ...input });
const signIn = (password = PASSWORD): Promise<Answer> =>
  begin(pool, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password });
const rightly = (): Json => ({ ConfirmationCode: sentCode(pool) });

describe('ForgotPassword', () => {
  test('sends a code; with it and a new password the old one is gone; the code is spent', async () => {
    const { body } = await forget();
    expect(body['CodeDeliveryDetails']).toEqual({
      Destination: '*******9878',
      DeliveryMedium: 'SMS',
      AttributeName: 'phone_number',
    });
    const code = rightly();
    const { ConfirmationCode } = code as { ConfirmationCode: string };
    const wrong = await reset({ ConfirmationCode: otherThan(ConfirmationCode) });
    expect(wrong.error).toBe('CodeMismatchException');
    expect((await reset({ ...code, Password: 'weak' })).error).toBe('InvalidPasswordException');
    expect((await reset(code)).text).toBe('{}');
    expect((await signIn()).error).toBe('NotAuthorizedException');
    expectTokens(await signIn(NEW));
    expect((await reset(code)).error).toBe('CodeMismatchException');
  });

  test('a code lives an hour; five tries an hour; five codes an hour', async () => {
    await forget();
    const old = rightly();
    pool.clock.advance(3600);
    expect((await reset(old)).error).toBe('ExpiredCodeException');
    for (let i = 0; i < 4; i += 1) {
      expect((await reset({ ConfirmationCode: 'x' })).error).toBe('CodeMismatchException');
    }
    expect((await reset(old)).error).toBe('LimitExceededException');
    for (let i = 0; i < 5; i += 1) expect((await forget()).error).toBeUndefined();
    expect((await forget()).error).toBe('LimitExceededException');
  });

  test('a name that nobody has is answered the same way', async () => {
    const { body } = await forget({ Username: 'nobody-at-all' });
    expect(body['CodeDeliveryDetails']).toMatchObject({ DeliveryMedium: 'EMAIL' });
    expect(pool.outbox.messages()).toEqual([]);
    const guess = await reset({ Username: 'nobody-at-all', ConfirmationCode: '123456' });
    expect(guess.error).toBe('CodeMismatchException');
    const frankly = await forget({ ClientId: 'frank', Username: 'nobody-at-all' });
    expect(frankly.error).toBe('UserNotFoundException');
  });

  test.each([
    ['without a verified address', { attributes: { email: 'a@b' } }, 'InvalidParameterException'],
    ['with a temporary password', { temporary: true }, 'NotAuthorizedException'],
    ['unconfirmed', { confirmed: false }, 'NotAuthorizedException'],
    ['disabled', { enabled: false }, 'NotAuthorizedException'],
  ])('a user %s cannot', async (_state, user, error) => {
    const own = startChoicePool({}, user);
    expect((await call(own.fetch, 'ForgotPassword', ALICE)).error).toBe(error);
    own.close();
  });

  test('AccountRecoverySetting says where the code goes', async () => {
    const made = async (mechanisms: readonly Json[]): Promise<Answer> => {
      const AccountRecoverySetting = { RecoveryMechanisms: mechanisms };
      const created = await call(pool.fetch, 'CreateUserPool', {
        PoolName: 'recovery',
        AccountRecoverySetting,
      });
      const { Id: UserPoolId } = created.body['UserPool'];
      const client = await call(pool.fetch, 'CreateUserPoolClient', {
        UserPoolId,
        ClientName: 'x',
      });
      const { ClientId } = client.body['UserPoolClient'];
      const attributes = { email: 'a@b', email_verified: 'true', phone_number: '+15551239878' };
      await call(pool.fetch, 'AdminCreateUser', {
        UserPoolId,
        Username: 'erin',
        UserAttributes: Object.entries({ ...attributes, phone_number_verified: 'true' }).map(
          ([Name, Value]) => ({ Name, Value }),
        ),
      });
      const names = { UserPoolId, Username: 'erin' };
      await call(pool.fetch, 'AdminSetUserPassword', { ...names, Password: NEW, Permanent: true });
      return call(pool.fetch, 'ForgotPassword', { ClientId, Username: 'erin' });
    };
    const byMail = { Name: 'verified_email', Priority: 1 };
    const byText = { Name: 'verified_phone_number', Priority: 2 };
    const { body } = await made([byText, byMail]);
    expect(body['CodeDeliveryDetails']).toMatchObject({ AttributeName: 'email' });
    const nowhere = await made([{ Name: 'admin_only', Priority: 1 }]);
    expect(nowhere.error).toBe('InvalidParameterException');
  });
});

test('AdminResetUserPassword ends the password; the code that was sent makes a new one', async () => {
  expect((await call(pool.fetch, 'AdminResetUserPassword', ADMIN_ALICE)).text).toBe('{}');
  expect((await signIn()).error).toBe('PasswordResetRequiredException');
  expect((await signIn('Wrong-Pass-1')).error).toBe('NotAuthorizedException');
  expect((await reset(rightly())).text).toBe('{}');
  expectTokens(await signIn(NEW));
});

describe('ChangePassword', () => {
  async function change(input: Json): Promise<Answer> {
    const { AccessToken } = (await signIn()).body['AuthenticationResult'];
    return call(pool.fetch, 'ChangePassword', { AccessToken, ProposedPassword: NEW, ...input });
  }

  test('needs the old password, and a strong new one', async () => {
    expect((await change({})).error).toBe('InvalidParameterException');
    const wrong = await change({ PreviousPassword: 'Wrong-Pass-1' });
    expect(wrong.error).toBe('NotAuthorizedException');
    const weak = await change({ PreviousPassword: PASSWORD, ProposedPassword: 'weak' });
    expect(weak.error).toBe('InvalidPasswordException');
    expect((await change({ PreviousPassword: PASSWORD })).text).toBe('{}');
    expectTokens(await signIn(NEW));
    expect((await signIn()).error).toBe('NotAuthorizedException');
  });

  test('five an hour', async () => {
    const { AccessToken } = (await signIn()).body['AuthenticationResult'];
    const input = { AccessToken, ProposedPassword: 'weak', PreviousPassword: PASSWORD };
    for (let i = 0; i < 5; i += 1) {
      const { error } = await call(pool.fetch, 'ChangePassword', input);
      expect(error).toBe('InvalidPasswordException');
    }
    const { error } = await call(pool.fetch, 'ChangePassword', input);
    expect(error).toBe('LimitExceededException');
  });

  test('gives a password to whoever never had one, without an old one', async () => {
    const own = startChoicePool({ autoVerifiedAttributes: ['email'] });
    const carol = { ClientId: 'app', Username: 'carol' };
    const UserAttributes = [{ Name: 'email', Value: 'carol@example.com' }];
    await call(own.fetch, 'SignUp', { ...carol, UserAttributes });
    const ConfirmationCode = sentCode(own, 'carol');
    await call(own.fetch, 'ConfirmSignUp', { ...carol, ConfirmationCode });
    const asked = await begin(own, { USERNAME: 'carol', PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    const code = { EMAIL_OTP_CODE: sentCode(own, 'carol') };
    const { body } = await respond(own, asked, code, { user: 'carol' });
    const { AccessToken } = body['AuthenticationResult'];
    const factors = (): Promise<Answer> => call(own.fetch, 'GetUserAuthFactors', { AccessToken });
    expect((await factors()).body).toEqual({
      Username: 'carol',
      ConfiguredUserAuthFactors: ['EMAIL_OTP'],
    });
    const input = { AccessToken, ProposedPassword: NEW };
    const guess = await call(own.fetch, 'ChangePassword', { ...input, PreviousPassword: NEW });
    expect(guess.error).toBe('NotAuthorizedException');
    expect((await call(own.fetch, 'ChangePassword', input)).text).toBe('{}');
    expect((await factors()).body['ConfiguredUserAuthFactors']).toEqual(['PASSWORD', 'EMAIL_OTP']);
    const ask = { USERNAME: 'carol', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: NEW };
    expectTokens(await begin(own, ask));
    own.close();
  });
});
