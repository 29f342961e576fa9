/** Authenticator apps: set up in a sign-in or by the signed-in user, and asked for afterwards. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalPool } from '@countersign/local-pool';
import { ALICE, SEED, USER_POOL_ID } from './_fixture.ts';
import { totp } from './_totp.ts';
import { call, signInPlain, signInSrp, startPool } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

let pool: LocalPool;
beforeAll(() => {
  pool = startPool({ seed: SEED });
});
beforeEach(async () => {
  pool.reset();
  await configure('ON');
});

async function configure(MfaConfiguration: string): Promise<Answer> {
  return call(pool.fetch, 'SetUserPoolMfaConfig', {
    UserPoolId: USER_POOL_ID,
    MfaConfiguration,
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
}

async function respond(
  asked: Pick<Answer, 'body'>,
  responses: Record<string, string>,
): Promise<Answer> {
  return call(pool.fetch, 'RespondToAuthChallenge', {
    ClientId: ALICE.clientId,
    ChallengeName: asked.body['ChallengeName'],
    Session: asked.body['Session'],
    ChallengeResponses: { USERNAME: 'alice', ...responses },
  });
}

const code = (secretCode: string): string => totp(secretCode, pool.clock.nowMs());

/** Signs Alice in, through MFA_SETUP. */
async function enrol(): Promise<{ readonly secretCode: string; readonly signedIn: Answer }> {
  const asked = await signInSrp(pool, ALICE);
  expect(asked.body).toMatchObject({
    ChallengeName: 'MFA_SETUP',
    ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: 'alice' },
  });
  const { body } = await call(pool.fetch, 'AssociateSoftwareToken', {
    Session: asked.body['Session'],
  });
  const verified = await call(pool.fetch, 'VerifySoftwareToken', {
    Session: body['Session'],
    UserCode: code(body['SecretCode']),
    FriendlyDeviceName: 'phone',
  });
  expect(verified.body['Status']).toBe('SUCCESS');
  const sessions = [asked.body['Session'], body['Session'], verified.body['Session']];
  expect(new Set(sessions).size).toBe(3);
  const done = { body: { ...asked.body, Session: verified.body['Session'] } };
  return { secretCode: body['SecretCode'], signedIn: await respond(done, {}) };
}

describe('MFA_SETUP', () => {
  test('three sessions, each replacing the last, then tokens', async () => {
    const { secretCode, signedIn } = await enrol();
    expect(secretCode).toMatch(/^[A-Z2-7]{32}$/);
    expect(signedIn.body['AuthenticationResult']).toMatchObject({ TokenType: 'Bearer' });
    const { AccessToken } = signedIn.body['AuthenticationResult'];
    const user = await call(pool.fetch, 'GetUser', { AccessToken });
    expect(user.body['UserMFASettingList']).toEqual(['SOFTWARE_TOKEN_MFA']);
  });

  test('is over for a user who was deleted', async () => {
    const { body } = await signInSrp(pool, ALICE);
    await call(pool.fetch, 'AdminDeleteUser', { UserPoolId: USER_POOL_ID, Username: 'alice' });
    const Session = body['Session'];
    const { error } = await call(pool.fetch, 'AssociateSoftwareToken', { Session });
    expect(error).toBe('NotAuthorizedException');
  });

  test('refuses to be answered before an app has shown a code', async () => {
    const asked = await signInSrp(pool, ALICE);
    expect((await respond(asked, {})).error).toBe('InvalidParameterException');
    const { body } = await call(pool.fetch, 'AssociateSoftwareToken', {
      Session: asked.body['Session'],
    });
    const early = { body: { ...asked.body, Session: body['Session'] } };
    expect((await respond(early, {})).error).toBe('InvalidParameterException');
  });

  test('a wrong code leaves the session good; a spent session is refused', async () => {
    const asked = await signInSrp(pool, ALICE);
    const first = { Session: asked.body['Session'] as string };
    const { body } = await call(pool.fetch, 'AssociateSoftwareToken', first);
    const right = code(body['SecretCode']);
    const wrong = right === '000000' ? '111111' : '000000';
    const verify = (UserCode: string): Promise<Answer> =>
      call(pool.fetch, 'VerifySoftwareToken', { Session: body['Session'], UserCode });
    expect((await verify(wrong)).error).toBe('EnableSoftwareTokenMFAException');
    expect((await verify(right)).body['Status']).toBe('SUCCESS');
    expect((await verify(right)).message).toMatch(/can only be used once/);
    const again = await call(pool.fetch, 'AssociateSoftwareToken', first);
    expect(again.message).toMatch(/can only be used once/);
  });

  test('an app is set up by its first code: the next sign-in asks for one', async () => {
    const asked = await signInSrp(pool, ALICE);
    const { body } = await call(pool.fetch, 'AssociateSoftwareToken', {
      Session: asked.body['Session'],
    });
    const shown = code(body['SecretCode']);
    await call(pool.fetch, 'VerifySoftwareToken', { Session: body['Session'], UserCode: shown });
    const again = await signInSrp(pool, ALICE);
    expect(again.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    pool.clock.advance(30);
    const answer = { SOFTWARE_TOKEN_MFA_CODE: code(body['SecretCode']) };
    expect((await respond(again, answer)).body).toHaveProperty('AuthenticationResult');
  });

  test('an app that is set up is not replaced by a set-up that began before', async () => {
    const asked = await signInSrp(pool, ALICE);
    const other = await call(pool.fetch, 'AssociateSoftwareToken', {
      Session: asked.body['Session'],
    });
    const { secretCode } = await enrol();
    const late = await call(pool.fetch, 'VerifySoftwareToken', {
      Session: other.body['Session'],
      UserCode: code(other.body['SecretCode']),
    });
    expect(late.error).toBe('NotAuthorizedException');
    pool.clock.advance(30);
    const answer = { SOFTWARE_TOKEN_MFA_CODE: code(secretCode) };
    const signedIn = await respond(await signInSrp(pool, ALICE), answer);
    expect(signedIn.body).toHaveProperty('AuthenticationResult');
  });

  test('a bogus session, none, and one beside an access token are refused', async () => {
    const bogus = { Session: 'S'.repeat(43) };
    const none = await call(pool.fetch, 'AssociateSoftwareToken', {});
    const both = await call(pool.fetch, 'AssociateSoftwareToken', { ...bogus, AccessToken: 'a.b' });
    expect([none.error, both.error]).toEqual(Array(2).fill('InvalidParameterException'));
    for (const operation of ['AssociateSoftwareToken', 'VerifySoftwareToken']) {
      const answer = await call(pool.fetch, operation, { ...bogus, UserCode: '123456' });
      expect(answer.error).toBe('NotAuthorizedException');
    }
  });

  test('an expired session is refused', async () => {
    const asked = await signInSrp(pool, ALICE);
    pool.clock.advance(3 * 60);
    const late = await call(pool.fetch, 'AssociateSoftwareToken', {
      Session: asked.body['Session'],
    });
    expect(late.message).toMatch(/session is expired/);
  });
});

describe('SOFTWARE_TOKEN_MFA', () => {
  async function atCode(): Promise<{ readonly asked: Answer; readonly secretCode: string }> {
    const { secretCode } = await enrol();
    pool.clock.advance(30);
    const asked = await signInSrp(pool, ALICE);
    expect(asked.body).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { FRIENDLY_DEVICE_NAME: 'phone', USER_ID_FOR_SRP: 'alice' },
    });
    return { asked, secretCode };
  }
  const answer = (asked: Answer, text: string): Promise<Answer> =>
    respond(asked, { SOFTWARE_TOKEN_MFA_CODE: text });

  test('follows the password, over SRP and in plain', async () => {
    const { asked, secretCode } = await atCode();
    expect((await answer(asked, code(secretCode))).body).toHaveProperty('AuthenticationResult');
    pool.clock.advance(30);
    const plain = await signInPlain(pool, ALICE);
    expect((await answer(plain, code(secretCode))).body).toHaveProperty('AuthenticationResult');
  });

  test.each([-30, 0, 30])('a code %d seconds off is good', async (seconds) => {
    const { asked, secretCode } = await atCode();
    pool.clock.advance(30);
    const other = totp(secretCode, pool.clock.nowMs() + seconds * 1000);
    expect((await answer(asked, other)).body).toHaveProperty('AuthenticationResult');
  });

  test.each([-90, -60, 60, 90])('a code %d seconds off is refused', async (seconds) => {
    const { asked, secretCode } = await atCode();
    const other = totp(secretCode, pool.clock.nowMs() + seconds * 1000);
    expect((await answer(asked, other)).error).toBe('CodeMismatchException');
  });

  test('a wrong code keeps the session', async () => {
    const { asked, secretCode } = await atCode();
    const wrong = await answer(asked, code(secretCode) === '000000' ? '111111' : '000000');
    expect(wrong.error).toBe('CodeMismatchException');
    expect((await answer(asked, code(secretCode))).body).toHaveProperty('AuthenticationResult');
  });

  test('a replayed code is refused, also the one that set the app up, also an older one', async () => {
    const { asked, secretCode } = await atCode();
    const setUp = totp(secretCode, pool.clock.nowMs() - 30_000);
    const replayed = await answer(asked, setUp);
    expect(replayed.error).toBe('ExpiredCodeException');
    expect(replayed.message).toBe('Your software token has already been used once.');
    const now = code(secretCode);
    expect((await answer(asked, now)).body).toHaveProperty('AuthenticationResult');
    const again = await signInSrp(pool, ALICE);
    for (const spent of [now, setUp]) {
      expect((await answer(again, spent)).error).toBe('ExpiredCodeException');
    }
    pool.clock.advance(30);
    expect((await answer(again, code(secretCode))).body).toHaveProperty('AuthenticationResult');
  });

  test('five wrong codes lock, under parallel guesses too', async () => {
    const { asked, secretCode } = await atCode();
    const right = code(secretCode);
    const wrong = Array.from({ length: 8 }, (_, n) =>
      String((Number(right) + n + 1) % 1_000_000).padStart(6, '0'),
    ).filter((text) =>
      [-30, 0, 30].every((s) => text !== totp(secretCode, pool.clock.nowMs() + s * 1000)),
    );
    const answers = await Promise.all(wrong.map((text) => answer(asked, text)));
    const errors = answers.map(({ error }) => error);
    expect(errors.filter((error) => error === 'CodeMismatchException')).toHaveLength(5);
    expect((await answer(asked, right)).message).toBe('Password attempts exceeded');
    pool.clock.advance(1);
    expect((await answer(asked, code(secretCode))).body).toHaveProperty('AuthenticationResult');
  });

  test.each(['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦'])('%j is refused', async (text) => {
    const { asked } = await atCode();
    const { error } = await answer(asked, text);
    expect(['CodeMismatchException', 'InvalidParameterException']).toContain(error);
  });
});

describe('by the signed-in user, where the second factor is optional', () => {
  test('associate, verify, prefer; from then on the code is asked for', async () => {
    await configure('OPTIONAL');
    const { body } = await signInSrp(pool, ALICE);
    const { AccessToken } = body['AuthenticationResult'];
    const settings = { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
    const prefer = (): Promise<Answer> =>
      call(pool.fetch, 'SetUserMFAPreference', { AccessToken, ...settings });
    expect((await prefer()).message).toBe('User has not set up software token mfa');

    const unasked = { AccessToken, UserCode: '123456' };
    expect((await call(pool.fetch, 'VerifySoftwareToken', unasked)).error).toBe(
      'SoftwareTokenMFANotFoundException',
    );
    const { SecretCode } = (await call(pool.fetch, 'AssociateSoftwareToken', { AccessToken })).body;
    const UserCode = code(SecretCode);
    const verified = await call(pool.fetch, 'VerifySoftwareToken', { AccessToken, UserCode });
    expect(verified.body).toEqual({ Status: 'SUCCESS' });
    expect((await signInSrp(pool, ALICE)).body).toHaveProperty('AuthenticationResult');

    expect((await prefer()).body).toEqual({});
    expect((await call(pool.fetch, 'GetUser', { AccessToken })).body).toMatchObject({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    });
    expect((await signInSrp(pool, ALICE)).body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');

    await configure('OFF');
    expect((await signInSrp(pool, ALICE)).body).toHaveProperty('AuthenticationResult');
  });
});

describe('SetUserPoolMfaConfig', () => {
  test('is shown by its twin and by DescribeUserPool', async () => {
    const names = { UserPoolId: USER_POOL_ID };
    const expected = {
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    };
    expect((await call(pool.fetch, 'GetUserPoolMfaConfig', names)).body).toEqual(expected);
    const { body } = await call(pool.fetch, 'DescribeUserPool', names);
    expect(body['UserPool']['MfaConfiguration']).toBe('ON');
  });

  test.each([
    [{ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: false } }],
    [{ MfaConfiguration: 'MAYBE' }],
    [{ SmsMfaConfiguration: { SmsAuthenticationMessage: 'Code {####}' } }],
    [{ SmsMfaConfiguration: { SmsConfiguration: {} } }],
    [{ EmailMfaConfiguration: { Message: 'without a place for the code' } }],
  ])('%j is refused by name', async (input) => {
    const answer = await call(pool.fetch, 'SetUserPoolMfaConfig', {
      UserPoolId: USER_POOL_ID,
      ...input,
    });
    expect(answer.error).toBe('InvalidParameterException');
  });
});
