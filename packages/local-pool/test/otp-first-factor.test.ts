/** Codes as a first factor, and how a name that nobody has looks the same. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { begin, startChoicePool } from './_choice.ts';
import { respond } from './_devices.ts';
import { PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { expectTokens, otherThan, sentCode } from './_mfa.ts';
import { call } from './_wire-client.ts';

const pool = startChoicePool();
beforeEach(() => pool.reset());
afterAll(() => pool.close());

describe.each([
  ['SMS_OTP', 'SMS', '*******9878'],
  ['EMAIL_OTP', 'EMAIL', 'a***@e***'],
] as const)('%s', (name, medium, masked) => {
  const key = `${name}_CODE`;
  const preferred = { PREFERRED_CHALLENGE: name };

  test('preferred or selected: the code was sent, and is good for tokens once', async () => {
    for (const asked of [
      await begin(pool, preferred),
      await respond(pool, await begin(pool), { ANSWER: name }),
    ]) {
      expect(asked.body).toMatchObject({
        ChallengeName: name,
        ChallengeParameters: {
          USER_ID_FOR_SRP: 'alice',
          CODE_DELIVERY_DELIVERY_MEDIUM: medium,
          CODE_DELIVERY_DESTINATION: masked,
        },
      });
    }
    const asked = await begin(pool, preferred);
    const code = sentCode(pool);
    expect(code).toMatch(/^[0-9]{8}$/);
    expectTokens(await respond(pool, asked, { [key]: code }));
    const again = await respond(pool, asked, { [key]: code });
    expect(again.message).toMatch(/can only be used once/);
  });

  test('a wrong code leaves the session good; five lock, whatever the session', async () => {
    const asked = await begin(pool, preferred);
    const code = sentCode(pool);
    for (let i = 1; i <= 5; i += 1) {
      const { error } = await respond(pool, asked, { [key]: otherThan(code, i) });
      expect(error).toBe('CodeMismatchException');
    }
    const other = await begin(pool, preferred);
    const locked = await respond(pool, other, { [key]: sentCode(pool) });
    expect(locked.message).toBe('Password attempts exceeded');
    pool.clock.advance(1);
    expectTokens(await respond(pool, asked, { [key]: code }));
  });

  test('expires with its session', async () => {
    const asked = await begin(pool, preferred);
    pool.clock.advance(180);
    const { message } = await respond(pool, asked, { [key]: sentCode(pool) });
    expect(message).toMatch(/session is expired/);
  });

  test.each([
    ['disabled', { enabled: false }, 'NotAuthorizedException'],
    ['unconfirmed', { confirmed: false }, 'UserNotConfirmedException'],
  ])('a user who is %s does not get in', async (_state, user, error) => {
    const own = startChoicePool({}, user);
    const asked = await begin(own, preferred);
    expect((await respond(own, asked, { [key]: sentCode(own) })).error).toBe(error);
    own.close();
  });

  test('a temporary password has to be replaced all the same', async () => {
    const own = startChoicePool({}, { temporary: true });
    const asked = await begin(own, preferred);
    const next = await respond(own, asked, { [key]: sentCode(own) });
    expect(next.body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED');
    own.close();
  });
});

describe('a name that nobody has', () => {
  const nobody = { USERNAME: 'nobody-at-all' };
  const asNobody = { user: 'nobody-at-all' };

  test('gets a choice, as a user with an e-mail address does', async () => {
    const [first, second] = [await begin(pool, nobody), await begin(pool, nobody)];
    expect(first.body['AvailableChallenges']).toEqual(['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP']);
    expect(second.body['AvailableChallenges']).toEqual(first.body['AvailableChallenges']);
  });

  test('gets the same masked address each time, no message, and no code is right', async () => {
    const ask = { ...nobody, PREFERRED_CHALLENGE: 'EMAIL_OTP' };
    const [asked, again] = [await begin(pool, ask), await begin(pool, ask)];
    const { CODE_DELIVERY_DESTINATION: masked } = asked.body['ChallengeParameters'];
    expect(masked).toMatch(/^[a-z]\*\*\*@[a-z]\*\*\*$/);
    expect(again.body['ChallengeParameters']).toEqual(asked.body['ChallengeParameters']);
    expect(pool.outbox.messages()).toEqual([]);
    for (let i = 0; i < 5; i += 1) {
      const code = { EMAIL_OTP_CODE: String(10_000_000 + i) };
      expect((await respond(pool, asked, code, asNobody)).error).toBe('CodeMismatchException');
    }
    const locked = await respond(pool, asked, { EMAIL_OTP_CODE: '12345678' }, asNobody);
    expect(locked.message).toBe('Password attempts exceeded');
  });

  test('fails at the password like everybody, in one call and asked', async () => {
    const message = 'Incorrect username or password.';
    const ask = { ...nobody, PREFERRED_CHALLENGE: 'PASSWORD' };
    expect((await begin(pool, { ...ask, PASSWORD })).message).toBe(message);
    const asked = await begin(pool, ask);
    expect((await respond(pool, asked, { PASSWORD }, asNobody)).message).toBe(message);
  });

  test('that is taken between question and answer is still nobody’s', async () => {
    const asked = await begin(pool, { ...nobody, PREFERRED_CHALLENGE: 'PASSWORD' });
    const names = { UserPoolId: USER_POOL_ID, Username: 'nobody-at-all' };
    await call(pool.fetch, 'AdminCreateUser', { ...names, TemporaryPassword: PASSWORD });
    const { error } = await respond(pool, asked, { PASSWORD }, asNobody);
    expect(error).toBe('NotAuthorizedException');
  });

  test('is named where the client does not hide it', async () => {
    expect((await begin(pool, nobody, 'frank')).error).toBe('UserNotFoundException');
  });
});

test('SignInPolicy is taken, shown and checked', async () => {
  const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } };
  const made = await call(pool.fetch, 'CreateUserPool', { PoolName: 'choice', Policies });
  expect(made.body['UserPool']['Policies']).toMatchObject(Policies);
  const wrong = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD_SRP'] } };
  const refused = await call(pool.fetch, 'CreateUserPool', { PoolName: 'x', Policies: wrong });
  expect(refused.error).toBe('InvalidParameterException');
  const plain = await call(pool.fetch, 'CreateUserPool', { PoolName: 'plain' });
  expect(plain.body['UserPool']['Policies']['SignInPolicy']).toEqual({
    AllowedFirstAuthFactors: ['PASSWORD'],
  });
  expect(() => startChoicePool({ allowedFirstAuthFactors: ['PASSWORD_SRP'] })).toThrow(
    expect.objectContaining({ argument: 'pools[0].allowedFirstAuthFactors[0]' }),
  );
});
