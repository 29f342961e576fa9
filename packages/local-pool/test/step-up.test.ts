/** USER_AUTH that aims at a level of authentication, from the start or from an access token. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalPool } from '@countersign/local-pool';
import { begin, openWith, proveWith } from './_choice.ts';
import { claimsOf, respond } from './_devices.ts';
import { PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { otherThan, prefer, rightCode, sentCode } from './_mfa.ts';
import { accessToken, enrol } from './_passkeys.ts';
import { aimAt, climb, LOA, reach, reachedBy, startStepUpPool, wantNothing } from './_step-up.ts';
import { call } from './_wire-client.ts';

let pool: LocalPool;
beforeAll(async () => {
  pool = await startStepUpPool();
});
beforeEach(async () => {
  pool.reset();
  await wantNothing(pool);
});
afterAll(() => pool.close());

const MINUTE = 60;

describe('from the start', () => {
  test.each([
    [1, ['PASSWORD'], 1, ['pwd']],
    [1, ['EMAIL_OTP'], 2, ['email_otp']],
    [2, ['EMAIL_OTP'], 2, ['email_otp']],
    [2, ['SMS_OTP'], 2, ['sms']],
    [2, ['PASSWORD', 'SMS_MFA'], 3, ['pwd', 'sms', 'mfa']],
    [3, ['PASSWORD', 'EMAIL_OTP'], 3, ['pwd', 'email_otp', 'mfa']],
    [3, ['PASSWORD', 'SOFTWARE_TOKEN_MFA'], 4, ['pwd', 'otp', 'mfa']],
    [4, ['PASSWORD', 'SOFTWARE_TOKEN_MFA'], 4, ['pwd', 'otp', 'mfa']],
  ])('level %d by %s: level %d, %s', async (target, choices, level, amr) => {
    const [first, second] = choices;
    // Both factors may be codes that are mailed: each is chosen where it is offered.
    const opened = await aimAt(pool, [target], { PREFERRED_CHALLENGE: first! });
    const { answer } = await climb(pool, opened, { choices: second === undefined ? [] : [second] });
    expect(reachedBy(answer)).toMatchObject({ acr: LOA(level), amr });
  });

  test('a passkey reaches level 3, and says what kind it is', async () => {
    const authenticator = await enrol(pool, await accessToken(pool));
    const way = { choices: ['WEB_AUTHN'], authenticator };
    expect(await reach(pool, 3, {}, way)).toMatchObject({ acr: LOA(3), amr: ['swk'] });
  });

  test('a proof of the password is a password', async () => {
    const more = { PREFERRED_CHALLENGE: 'PASSWORD_SRP' };
    const opened = await openWith((srp) => aimAt(pool, [1], { ...more, ...srp }));
    expect(reachedBy(await proveWith(pool, opened))).toMatchObject({ acr: LOA(1), amr: ['pwd'] });
  });

  test('what cannot lead there is not offered, and a preference for it is none', async () => {
    const asked = await aimAt(pool, [4], { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    expect(asked.body['AvailableChallenges']).toEqual(['PASSWORD_SRP', 'PASSWORD']);
    const refused = await respond(pool, asked, { ANSWER: 'EMAIL_OTP' });
    expect(refused.error).toBe('InvalidParameterException');
    const three = await aimAt(pool, [3]);
    expect(three.body['AvailableChallenges']).toEqual(['PASSWORD_SRP', 'PASSWORD']);
    const two = await aimAt(pool, [2]);
    const codes = ['SMS_OTP', 'EMAIL_OTP'];
    expect(two.body['AvailableChallenges']).toEqual(['PASSWORD_SRP', 'PASSWORD', ...codes]);
  });

  test('names that are none are ignored, and of the others the first that can be reached counts', async () => {
    const bob = { USERNAME: 'bob', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
    const targets = ['urn:cognito:loa:5', 4, '', 1, 'LOA'];
    expect(reachedBy(await aimAt(pool, targets, bob))).toMatchObject({ acr: LOA(1) });
    const { asked } = await climb(pool, await aimAt(pool, targets));
    expect(asked).toContain('SOFTWARE_TOKEN_MFA');
  });

  test('without TARGET_ACR_VALUES tokens say nothing of it, and MAX_AGE says nothing', async () => {
    const plain = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD, MAX_AGE: '0' };
    const { acr, amr } = reachedBy(await begin(pool, plain));
    expect([acr, amr]).toEqual([undefined, undefined]);
  });

  test('a wrong code brings no tokens, and the right one still does', async () => {
    const two = { PREFERRED_CHALLENGE: 'EMAIL_OTP' };
    const asked = await aimAt(pool, [2], two);
    const EMAIL_OTP_CODE = sentCode(pool);
    const wrong = await respond(pool, asked, { EMAIL_OTP_CODE: otherThan(EMAIL_OTP_CODE) });
    expect(wrong.error).toBe('CodeMismatchException');
    const right = await respond(pool, asked, { EMAIL_OTP_CODE });
    expect(reachedBy(right).acr).toBe(LOA(2));
  });

  test('administrators begin it too', async () => {
    const names = { UserPoolId: USER_POOL_ID, ClientId: 'app' };
    const answer = await call(pool.fetch, 'AdminInitiateAuth', {
      ...names,
      AuthFlow: 'USER_AUTH',
      AuthParameters: {
        USERNAME: 'alice',
        TARGET_ACR_VALUES: LOA(1),
        PREFERRED_CHALLENGE: 'PASSWORD',
        PASSWORD,
      },
    });
    expect(reachedBy(answer).acr).toBe(LOA(1));
  });
});

describe('from an access token', () => {
  test('only what is missing is asked for', async () => {
    const { ACCESS_TOKEN } = await reach(pool, 1);
    const up = await reach(pool, 4, { ACCESS_TOKEN });
    expect(up).toMatchObject({ asked: ['SOFTWARE_TOKEN_MFA'], acr: LOA(4) });
    expect(up.amr).toEqual(['pwd', 'otp', 'mfa']);
  });

  test('a code first, then the password, then the app: a step at a time', async () => {
    const two = await reach(pool, 2, { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    const three = await reach(pool, 3, { ACCESS_TOKEN: two.ACCESS_TOKEN });
    expect(three).toMatchObject({ asked: ['SELECT_CHALLENGE', 'PASSWORD'], acr: LOA(3) });
    expect(three.amr).toEqual(['email_otp', 'pwd', 'mfa']);
    const four = await reach(pool, 4, { ACCESS_TOKEN: three.ACCESS_TOKEN });
    expect(four).toMatchObject({ asked: ['SOFTWARE_TOKEN_MFA'], acr: LOA(4) });
    expect(four.amr).toEqual(['email_otp', 'pwd', 'otp', 'mfa']);
  });

  test('a preference for a further first factor holds', async () => {
    const { ACCESS_TOKEN } = await reach(pool, 1);
    const up = await reach(pool, 3, { ACCESS_TOKEN, PREFERRED_CHALLENGE: 'SMS_OTP' });
    expect(up).toMatchObject({ asked: ['SMS_OTP'], amr: ['pwd', 'sms', 'mfa'] });
    const shown = await reach(pool, 4, { ACCESS_TOKEN, PREFERRED_CHALLENGE: 'PASSWORD' });
    expect(shown.asked).toEqual(['SOFTWARE_TOKEN_MFA']);
  });

  test('a token that has reached the level gets no new one', async () => {
    const { ACCESS_TOKEN } = await reach(pool, 2, { PREFERRED_CHALLENGE: 'SMS_OTP' });
    for (const targets of [[2], [1], [1, 4]]) {
      const answer = await aimAt(pool, targets, { ACCESS_TOKEN });
      expect(answer.error).toBe('InvalidParameterException');
      expect(answer.message).toMatch(/reached already/);
    }
  });

  test('a token that says nothing of how it was come by gives no credit', async () => {
    const ACCESS_TOKEN = await accessToken(pool);
    pool.clock.advance(MINUTE);
    const { asked, authTime } = await reach(pool, 4, { ACCESS_TOKEN });
    expect(asked).toEqual(['SELECT_CHALLENGE', 'PASSWORD', 'SOFTWARE_TOKEN_MFA']);
    expect(authTime).toBe(Math.floor(pool.clock.nowMs() / 1000));
  });

  test('MAX_AGE counts from the oldest that is credited: to the second', async () => {
    const first = await reach(pool, 1);
    pool.clock.advance(MINUTE);
    const more = { ACCESS_TOKEN: first.ACCESS_TOKEN, PREFERRED_CHALLENGE: 'SMS_OTP' };
    const up = await reach(pool, 3, more);
    // A new factor does not make the old one younger.
    expect(up.authTime).toBe(first.authTime);
    const { ACCESS_TOKEN } = up;
    const inTime = await aimAt(pool, [4], { ACCESS_TOKEN, MAX_AGE: String(MINUTE) });
    expect(inTime.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    pool.clock.advance(1);
    const late = await reach(pool, 4, { ACCESS_TOKEN, MAX_AGE: String(MINUTE) });
    expect(late.asked).toEqual(['SELECT_CHALLENGE', 'PASSWORD', 'SOFTWARE_TOKEN_MFA']);
    expect(late.amr).toEqual(['pwd', 'otp', 'mfa']);
    expect(late.authTime).toBeGreaterThan(first.authTime);
    // From scratch, the level that the old token had reached is to be reached again.
    const again = await aimAt(pool, [3], { ACCESS_TOKEN, MAX_AGE: '0' });
    expect(again.body['ChallengeName']).toBe('SELECT_CHALLENGE');
    expect((await call(pool.fetch, 'GetUser', { AccessToken: ACCESS_TOKEN })).status).toBe(200);
  });

  test('signing out everywhere ends a step-up that is under way', async () => {
    const { ACCESS_TOKEN } = await reach(pool, 1);
    const asked = await aimAt(pool, [4], { ACCESS_TOKEN });
    await call(pool.fetch, 'GlobalSignOut', { AccessToken: ACCESS_TOKEN });
    const code = rightCode(pool, 'SOFTWARE_TOKEN_MFA');
    expect((await respond(pool, asked, code)).error).toBe('NotAuthorizedException');
  });

  test('a refresh says the same as before', async () => {
    const { refreshToken, amr, authTime } = await reach(pool, 4);
    pool.clock.advance(MINUTE);
    const answer = await call(pool.fetch, 'GetTokensFromRefreshToken', {
      ClientId: 'app',
      RefreshToken: refreshToken,
    });
    const { AccessToken } = answer.body['AuthenticationResult'];
    expect(claimsOf(AccessToken)).toMatchObject({ acr: LOA(4), amr, auth_time: authTime });
  });
});

describe('second factors that a sign-in insists on', () => {
  const want = (settings: object): Promise<unknown> => prefer(pool, settings);

  test('are shown at a lower level too, and count', async () => {
    await want({ SoftwareTokenMfaSettings: { Enabled: true } });
    expect(await reach(pool, 1)).toMatchObject({ acr: LOA(4), amr: ['pwd', 'otp', 'mfa'] });
  });

  test('are not got around by others that reach the level', async () => {
    await want({ SoftwareTokenMfaSettings: { Enabled: true } });
    const { asked } = await reach(pool, 3, {}, { choices: ['EMAIL_OTP', 'SMS_MFA'] });
    expect(asked).toEqual(['SELECT_CHALLENGE', 'PASSWORD', 'SOFTWARE_TOKEN_MFA']);
    await wantNothing(pool);
    await want({ EmailMfaSettings: { Enabled: true } });
    expect((await aimAt(pool, [4])).error).toBe('InvalidParameterException');
  });

  test('of several, those that reach the level are asked for', async () => {
    const Enabled = true;
    await want({ SoftwareTokenMfaSettings: { Enabled }, EmailMfaSettings: { Enabled } });
    await want({ EmailMfaSettings: { Enabled, PreferredMfa: true } });
    expect((await reach(pool, 3)).asked.at(-1)).toBe('EMAIL_OTP');
    expect((await reach(pool, 4)).asked.at(-1)).toBe('SOFTWARE_TOKEN_MFA');
  });

  test('that were credited are not asked for again; that came since, are', async () => {
    await want({ EmailMfaSettings: { Enabled: true } });
    const three = await reach(pool, 3);
    await want({ SoftwareTokenMfaSettings: { Enabled: true } });
    const { asked } = await reach(pool, 4, { ACCESS_TOKEN: three.ACCESS_TOKEN });
    expect(asked).toEqual(['SOFTWARE_TOKEN_MFA']);
  });
});
