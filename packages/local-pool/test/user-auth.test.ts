/** USER_AUTH: what there is to choose, and the password as a chosen factor. */
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { begin, EVERY_PERMIT, openWith, proveWith, REACHABLE, startChoicePool } from './_choice.ts';
import { respond } from './_devices.ts';
import { PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { expectTokens, prefer, SECRET_CODE } from './_mfa.ts';
import { call } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

const pool = startChoicePool();
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const INCORRECT = 'Incorrect username or password.';
const EVERY_CHOICE = ['PASSWORD_SRP', 'PASSWORD', 'SMS_OTP', 'EMAIL_OTP'];

async function expectSelect(answer: Answer, choices: readonly string[]): Promise<void> {
  expect(answer.body, answer.text).toEqual({
    ChallengeName: 'SELECT_CHALLENGE',
    ChallengeParameters: {},
    AvailableChallenges: choices,
    Session: expect.any(String),
  });
}

test('what there is to choose follows from pool, user and second factors; a preference too', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        permits: fc.subarray([...EVERY_PERMIT], { minLength: 1 }),
        attributes: fc.subarray(Object.entries(REACHABLE)),
        mfa: fc.constantFrom('OFF', 'OPTIONAL', 'ON'),
        totp: fc.boolean(),
      }),
      fc.constantFrom(undefined, ...EVERY_CHOICE),
      async ({ permits, attributes, mfa, totp }, preferred) => {
        const given: Record<string, string> = Object.fromEntries(attributes);
        const user = { attributes: given, ...(totp && { totpSecret: SECRET_CODE }) };
        const own = startChoicePool({ mfa, allowedFirstAuthFactors: permits }, user);
        // Codes and passkeys stand alone, so whoever needs two factors begins with a password.
        const alone = mfa === 'OFF' || (mfa === 'OPTIONAL' && !totp);
        const has = {
          PASSWORD_SRP: permits.includes('PASSWORD'),
          PASSWORD: permits.includes('PASSWORD'),
          SMS_OTP: permits.includes('SMS_OTP') && alone && 'phone_number_verified' in given,
          EMAIL_OTP: permits.includes('EMAIL_OTP') && alone && 'email_verified' in given,
        };
        const available = Object.entries(has).flatMap(([name, is]) => (is ? [name] : []));
        await expectSelect(await begin(own), available);
        if (preferred !== undefined) {
          const answer = await begin(own, { PREFERRED_CHALLENGE: preferred });
          if (available.includes(preferred)) {
            expect(answer.body).toMatchObject({ ChallengeName: preferred });
            expect(answer.body).not.toHaveProperty('AvailableChallenges');
          } else await expectSelect(answer, available);
        }
        own.close();
      },
    ),
    { numRuns: process.env['COUNTERSIGN_FULL'] === '1' ? 1000 : 30 },
  );
});

test('administrators begin it too', async () => {
  const answer = await call(pool.fetch, 'AdminInitiateAuth', {
    UserPoolId: USER_POOL_ID,
    ClientId: 'app',
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: 'alice' },
  });
  await expectSelect(answer, EVERY_CHOICE);
});

test('a client that does not allow it, and a preference that is none, are refused', async () => {
  const { error } = await begin(pool, {}, 'srponly');
  expect(error).toBe('InvalidParameterException');
  for (const PREFERRED_CHALLENGE of ['SMS_MFA', 'SELECT_CHALLENGE', 'EMAIL_MFA', 'toString']) {
    const answer = await begin(pool, { PREFERRED_CHALLENGE });
    expect(answer.error).toBe('InvalidParameterException');
  }
});

describe('SELECT_CHALLENGE', () => {
  test('is answered once, by its own user, with what it offers', async () => {
    const asked = await begin(pool);
    for (const ANSWER of ['SMS_MFA', 'PASSWORD_VERIFIER', 'password', '']) {
      expect((await respond(pool, asked, { ANSWER })).error).toBe('InvalidParameterException');
    }
    const choose = { ANSWER: 'PASSWORD' };
    const stranger = await respond(pool, asked, choose, { user: 'bob' });
    expect(stranger.error).toBe('NotAuthorizedException');
    expect((await respond(pool, asked, choose)).body['ChallengeName']).toBe('PASSWORD');
    expect((await respond(pool, asked, choose)).message).toMatch(/can only be used once/);
  });

  test('with the password in the same call: tokens, or the end', async () => {
    const right = { ANSWER: 'PASSWORD', PASSWORD };
    expectTokens(await respond(pool, await begin(pool), right));
    const asked = await begin(pool);
    const wrong = await respond(pool, asked, { ...right, PASSWORD: 'Wrong-Pass-1' });
    expect(wrong.message).toBe(INCORRECT);
    expect((await respond(pool, asked, right)).message).toMatch(/can only be used once/);
  });
});

describe('PASSWORD', () => {
  test('in one call: tokens, or the end', async () => {
    expectTokens(await begin(pool, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }));
    const wrong = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Wrong-Pass-1' };
    expect((await begin(pool, wrong)).message).toBe(INCORRECT);
  });

  test('asked for when it was not given; a wrong one spends the session', async () => {
    const ask = (): Promise<Answer> => begin(pool, { PREFERRED_CHALLENGE: 'PASSWORD' });
    const asked = await ask();
    expect(asked.body).toMatchObject({ ChallengeName: 'PASSWORD', ChallengeParameters: {} });
    expect((await respond(pool, asked, {})).error).toBe('InvalidParameterException');
    expectTokens(await respond(pool, asked, { PASSWORD }));
    const again = await ask();
    expect((await respond(pool, again, { PASSWORD: 'Wrong-Pass-1' })).message).toBe(INCORRECT);
    expect((await respond(pool, again, { PASSWORD })).message).toMatch(/can only be used once/);
  });

  test('that was changed since is judged by the new one', async () => {
    const asked = await begin(pool, { PREFERRED_CHALLENGE: 'PASSWORD' });
    const names = { UserPoolId: USER_POOL_ID, Username: 'alice', Permanent: true };
    await call(pool.fetch, 'AdminSetUserPassword', { ...names, Password: 'Changed-Pass-1' });
    expect((await respond(pool, asked, { PASSWORD })).message).toBe(INCORRECT);
  });

  test('is followed by the second factor that the user wants', async () => {
    const own = startChoicePool({ mfa: 'OPTIONAL' }, { totpSecret: SECRET_CODE });
    const preferring = { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
    await prefer(own, preferring);
    const asked = await begin(own, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD });
    expect(asked.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    own.close();
  });
});

describe('PASSWORD_SRP', () => {
  const preferred = { PREFERRED_CHALLENGE: 'PASSWORD_SRP' };
  const ways: [string, (srp: Record<string, string>) => Promise<Answer>][] = [
    ['in one call', (srp) => begin(pool, { ...preferred, ...srp })],
    [
      'by SELECT_CHALLENGE',
      async (srp) => respond(pool, await begin(pool), { ANSWER: 'PASSWORD_SRP', ...srp }),
    ],
    ['asked for', async (srp) => respond(pool, await begin(pool, preferred), srp)],
  ];

  test.each(ways)('%s: PASSWORD_VERIFIER with a Session, then tokens', async (_way, send) => {
    const opened = await openWith(send);
    expect(opened.answer.body).toMatchObject({
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: expect.any(String),
      ChallengeParameters: { USER_ID_FOR_SRP: 'alice', USERNAME: 'alice' },
    });
    expectTokens(await proveWith(pool, opened));
    expect((await proveWith(pool, opened)).error).toBe('NotAuthorizedException');
  });

  test('a wrong password, no Session, another one: refused, and SECRET_BLOCK is spent', async () => {
    const open = (): ReturnType<typeof openWith> =>
      openWith((srp) => begin(pool, { ...preferred, ...srp }));
    const wrong = await open();
    const guess = await proveWith(pool, wrong, {}, 'Wrong-Pass-1');
    expect(guess.message).toBe(INCORRECT);
    expect((await proveWith(pool, wrong)).error).toBe('NotAuthorizedException');

    const bare = await open();
    const without = await proveWith(pool, bare, { Session: undefined });
    expect(without.error).toBe('InvalidParameterException');
    expect((await proveWith(pool, bare)).error).toBe('NotAuthorizedException');

    const [one, two] = [await open(), await open()];
    const { Session } = two.answer.body;
    expect((await proveWith(pool, one, { Session })).error).toBe('NotAuthorizedException');
  });

  test.each(['0', 'xyz', 'F'.repeat(2000)])('SRP_A %.10s… is refused', async (SRP_A) => {
    const answer = await begin(pool, { ...preferred, SRP_A });
    expect(answer.error).toBe('InvalidParameterException');
  });
});
