/** Second factors that are mailed or texted, the choice among several, and setting one up by e-mail. */
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDigits } from '../src/_opaque.ts';
import { maskDestination } from '../src/_sent-code.ts';
import { prove, rememberedBy, respond, withDevice } from './_devices.ts';
import { ALICE, USER_POOL_ID } from './_fixture.ts';
import { attributesOf, EVERY_FACTOR, expectTokens, otherThan, prefer } from './_mfa.ts';
import { PREFERENCE_MEMBERS, rightCode, sentCode, startMfaPool } from './_mfa.ts';
import type { Factor } from './_mfa.ts';
import { call, signInPlain, signInSrp } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

const pool = startMfaPool({ mfa: 'OPTIONAL' });
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const only = (...wanted: readonly Factor[]): object =>
  Object.fromEntries(
    EVERY_FACTOR.map((name) => [PREFERENCE_MEMBERS[name], { Enabled: wanted.includes(name) }]),
  );

async function askedFor(...factors: readonly Factor[]): Promise<Answer> {
  expect((await prefer(pool, only(...factors))).text).toBe('{}');
  const asked = await signInSrp(pool, ALICE);
  expect(asked.error).toBeUndefined();
  return asked;
}

test('codes are digits of the length that was asked for, whatever the random bytes', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.integer({ min: 1, max: 12 }),
      (bytes, length) => {
        expect(makeDigits(() => bytes, length)).toMatch(new RegExp(`^[0-9]{${length}}$`));
      },
    ),
  );
});

test('a masked address shows two letters of it, a masked number four digits', () => {
  expect(maskDestination('EMAIL', 'alice@example.com')).toBe('a***@e***');
  expect(maskDestination('EMAIL', 'a@b@c')).toBe('a***@c***');
  expect(maskDestination('SMS', '+15551239878')).toBe('*******9878');
});

describe.each([
  ['SMS_MFA', 'SMS', '+15551239878', '*******9878'],
  ['EMAIL_OTP', 'EMAIL', 'alice@example.com', 'a***@e***'],
] as const)('%s', (name, medium, destination, masked) => {
  const key = `${name}_CODE`;

  test('says where the code went, masked; the code is in the outbox alone', async () => {
    const asked = await askedFor(name);
    expect(asked.body).toMatchObject({
      ChallengeName: name,
      ChallengeParameters: {
        USER_ID_FOR_SRP: 'alice',
        CODE_DELIVERY_DELIVERY_MEDIUM: medium,
        CODE_DELIVERY_DESTINATION: masked,
      },
    });
    const code = sentCode(pool);
    expect(code).toMatch(/^[0-9]{6}$/);
    expect(asked.text).not.toContain(code);
    expect(asked.text).not.toContain(destination);
    expect(pool.outbox.newest('alice')).toEqual({
      kind: 'code',
      userPoolId: USER_POOL_ID,
      username: 'alice',
      medium,
      destination,
      purpose: name,
      code,
      sentAtMs: pool.clock.nowMs(),
    });
    expect(pool.outbox.newest(destination)).toBe(pool.outbox.newest('alice'));
    expectTokens(await respond(pool, asked, { [key]: code }));
  });

  test('follows the plain password too, and comes to an administrator', async () => {
    await prefer(pool, only(name));
    const asked = await signInPlain(pool, ALICE);
    const signedIn = await call(pool.fetch, 'AdminRespondToAuthChallenge', {
      UserPoolId: USER_POOL_ID,
      ClientId: ALICE.clientId,
      ChallengeName: name,
      Session: asked.body['Session'],
      ChallengeResponses: { USERNAME: 'alice', ...rightCode(pool, name) },
    });
    expectTokens(signedIn);
  });

  test('any wrong code is refused and leaves the session good', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.integer({ min: 1, max: 999_999 }),
          fc.constantFrom('', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', ' '),
        ),
        async (wrong) => {
          pool.reset();
          const asked = await askedFor(name);
          const code = sentCode(pool);
          const text = typeof wrong === 'number' ? otherThan(code, wrong) : wrong;
          const { error } = await respond(pool, asked, { [key]: text });
          expect(error).toBe(text === '' ? 'InvalidParameterException' : 'CodeMismatchException');
          expectTokens(await respond(pool, asked, { [key]: code }));
        },
      ),
      { numRuns: 12 },
    );
  });

  test('a code is good once', async () => {
    const asked = await askedFor(name);
    const code = rightCode(pool, name);
    const both = await Promise.all([respond(pool, asked, code), respond(pool, asked, code)]);
    const refused = both.filter(({ error }) => error === 'NotAuthorizedException');
    expect(refused).toHaveLength(1);
    expectTokens(both.find((answer) => !refused.includes(answer))!);
    const again = await signInSrp(pool, ALICE);
    expect((await respond(pool, again, code)).error).toBe('CodeMismatchException');
  });

  test('a code of another sign-in is none', async () => {
    const first = await askedFor(name);
    const code = rightCode(pool, name);
    const second = await signInSrp(pool, ALICE);
    expect((await respond(pool, second, code)).error).toBe('CodeMismatchException');
    expectTokens(await respond(pool, first, code));
  });

  test('a code expires with its session', async () => {
    const asked = await askedFor(name);
    const code = rightCode(pool, name);
    pool.clock.advance(3 * 60);
    const late = await respond(pool, asked, code);
    expect(late.message).toBe('Invalid session for the user, session is expired.');
  });

  test('five wrong codes lock, over all sessions and under parallel guesses', async () => {
    const sessions = [await askedFor(name), await signInSrp(pool, ALICE)];
    const code = rightCode(pool, name);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        respond(pool, sessions[i % 2]!, { [key]: otherThan(code[key]!, i + 1) }),
      ),
    );
    const mismatches = answers.filter(({ error }) => error === 'CodeMismatchException');
    expect(mismatches).toHaveLength(5);
    expect((await respond(pool, sessions[1]!, code)).message).toBe('Password attempts exceeded');
    expect((await signInSrp(pool, ALICE)).body['ChallengeName']).toBe(name);
    pool.clock.advance(1);
    expectTokens(await respond(pool, sessions[1]!, code));
  });

  test('a session of one challenge does not answer another', async () => {
    const asked = await askedFor(name);
    const other = EVERY_FACTOR.find((factor) => factor !== name)!;
    const crossed = { body: { ...asked.body, ChallengeName: other } };
    const { error } = await respond(pool, crossed, { [`${other}_CODE`]: sentCode(pool) });
    expect(error).toBe('NotAuthorizedException');
  });

  test('a user without the address is not asked, cannot want it, and is told so', async () => {
    const settings = { [PREFERENCE_MEMBERS[name]]: { Enabled: true } };
    const input = { UserPoolId: USER_POOL_ID, Username: 'dora', ...settings };
    const answer = await call(pool.fetch, 'AdminSetUserMFAPreference', input);
    expect(answer.error).toBe('InvalidParameterException');
    expectTokens(await signInSrp(pool, { ...ALICE, username: 'dora' }));
  });
});

test('a texted code that comes back verifies the number', async () => {
  expect((await attributesOf(pool, 'alice'))['phone_number_verified']).toBeUndefined();
  const asked = await askedFor('SMS_MFA');
  await respond(pool, asked, rightCode(pool, 'SMS_MFA'));
  expect((await attributesOf(pool, 'alice'))['phone_number_verified']).toBe('true');
});

describe('SELECT_MFA_TYPE', () => {
  test('sends nothing before the choice; the choice is made once', async () => {
    const asked = await askedFor('SMS_MFA', 'EMAIL_OTP');
    expect(asked.body).toMatchObject({
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeParameters: {
        MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]',
        USER_ID_FOR_SRP: 'alice',
      },
    });
    expect(pool.outbox.newest('alice')).toBeUndefined();
    const posed = await respond(pool, asked, { ANSWER: 'EMAIL_OTP' });
    expect(posed.body['ChallengeName']).toBe('EMAIL_OTP');
    const again = await respond(pool, asked, { ANSWER: 'SMS_MFA' });
    expect(again.message).toMatch(/can only be used once/);
    expectTokens(await respond(pool, posed, rightCode(pool, 'EMAIL_OTP')));
  });

  test.each(['SOFTWARE_TOKEN_MFA', 'EMAIL_MFA', 'PASSWORD', 'toString', ''])(
    'ANSWER %j is refused, and the session stays good',
    async (ANSWER) => {
      const asked = await askedFor('SMS_MFA', 'EMAIL_OTP');
      const { error } = await respond(pool, asked, { ANSWER });
      expect(error).toBe('InvalidParameterException');
      const posed = await respond(pool, asked, { ANSWER: 'SMS_MFA' });
      expect(posed.body['ChallengeName']).toBe('SMS_MFA');
    },
  );
});

describe('a remembered device', () => {
  test.each([
    ['SMS_MFA', 'DEVICE_SRP_AUTH'],
    ['EMAIL_OTP', 'EMAIL_OTP'],
  ] as const)('with %s due: %s', async (name, next) => {
    const deviceTracking = { challengeRequiredOnNewDevice: true };
    const own = startMfaPool({ mfa: 'OPTIONAL', deviceTracking });
    await prefer(own, only(name));
    const asked = await signInSrp(own, ALICE);
    const signedIn = await respond(own, asked, rightCode(own, name));
    const device = await rememberedBy(own, signedIn);
    const again = await signInSrp(own, withDevice(device));
    expect(again.body['ChallengeName']).toBe(next);
    // The code does not spare the device its proof.
    const proving = next === name ? await respond(own, again, rightCode(own, name)) : again;
    expectTokens(await prove(own, proving, device));
    own.close();
  });
});
