/** Setting second factors up: by user, administrator, pool and seed; and what the outbox shows. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { respond } from './_devices.ts';
import { ALICE, USER_POOL_ID } from './_fixture.ts';
import { ADMIN_ALICE, attributesOf, expectTokens, otherThan, prefer } from './_mfa.ts';
import { rightCode, startMfaPool } from './_mfa.ts';
import { call, signInSrp } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

const pool = startMfaPool({ mfa: 'OPTIONAL' });
beforeEach(() => pool.reset());
afterAll(() => pool.close());

describe('preferences', () => {
  test('two preferred ones are refused, and nothing is changed', async () => {
    const both = { Enabled: true, PreferredMfa: true };
    const answer = await prefer(pool, { SMSMfaSettings: both, EmailMfaSettings: both });
    expect(answer.error).toBe('InvalidParameterException');
    const { body } = await call(pool.fetch, 'AdminGetUser', ADMIN_ALICE);
    expect(body['UserMFASettingList']).toEqual(['SOFTWARE_TOKEN_MFA']);
  });

  test('the signed-in user sets them too, and a factor that the pool has off is refused', async () => {
    const own = startMfaPool({ mfa: 'OPTIONAL', mfaFactors: ['EMAIL_OTP'] });
    const { AccessToken } = (await signInSrp(own, ALICE)).body['AuthenticationResult'];
    const set = (settings: object): Promise<Answer> =>
      call(own.fetch, 'SetUserMFAPreference', { AccessToken, ...settings });
    expect((await set({ SMSMfaSettings: { Enabled: true } })).error).toBe(
      'InvalidParameterException',
    );
    expect((await set({ EmailMfaSettings: { Enabled: true, PreferredMfa: true } })).text).toBe(
      '{}',
    );
    const { body } = await call(own.fetch, 'GetUser', { AccessToken });
    expect(body['PreferredMfaSetting']).toBe('EMAIL_OTP');
    await set({ EmailMfaSettings: { Enabled: true, PreferredMfa: false } });
    expect((await call(own.fetch, 'GetUser', { AccessToken })).body).not.toHaveProperty(
      'PreferredMfaSetting',
    );
    own.close();
  });
});

describe('MFA_SETUP by e-mail', () => {
  const DORA = { ...ALICE, username: 'dora' };
  const AS_DORA = { user: 'dora' };
  async function atSetup(): Promise<Answer> {
    await call(pool.fetch, 'SetUserPoolMfaConfig', {
      UserPoolId: USER_POOL_ID,
      MfaConfiguration: 'ON',
    });
    const asked = await signInSrp(pool, DORA);
    expect(asked.body).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: {
        MFAS_CAN_SETUP: '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]',
        USER_ID_FOR_SRP: 'dora',
      },
    });
    return asked;
  }

  test('the address, its code, tokens; from then on the code is asked for', async () => {
    const asked = await atSetup();
    const posed = await respond(pool, asked, { EMAIL: 'dora@example.com' }, AS_DORA);
    expect(posed.body).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: 'd***@e***' },
    });
    expect(await attributesOf(pool, 'dora')).not.toHaveProperty('email');
    const code = rightCode(pool, 'EMAIL_OTP', 'dora');
    const wrong = { EMAIL_OTP_CODE: otherThan(code['EMAIL_OTP_CODE']!) };
    expect((await respond(pool, posed, wrong, AS_DORA)).error).toBe('CodeMismatchException');
    expect(await attributesOf(pool, 'dora')).not.toHaveProperty('email');
    expectTokens(await respond(pool, posed, code, AS_DORA));
    expect(await attributesOf(pool, 'dora')).toMatchObject({
      email: 'dora@example.com',
      email_verified: 'true',
    });
    expect((await signInSrp(pool, DORA)).body['ChallengeName']).toBe('EMAIL_OTP');
  });

  test.each(['not-an-address', 'two words@example.com', ''])(
    'EMAIL %j is refused',
    async (EMAIL) => {
      const asked = await atSetup();
      const { error } = await respond(pool, asked, { EMAIL }, AS_DORA);
      expect(error).toBe('InvalidParameterException');
    },
  );

  test('an address that somebody signs in with is refused, also when taken meanwhile', async () => {
    const verify = (Username: string, email: string): Promise<Answer> =>
      call(pool.fetch, 'AdminCreateUser', {
        UserPoolId: USER_POOL_ID,
        Username,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
      });
    await verify('erin', 'erin@example.com');
    const asked = await atSetup();
    const taken = await respond(pool, asked, { EMAIL: 'erin@example.com' }, AS_DORA);
    expect(taken.error).toBe('AliasExistsException');
    const posed = await respond(pool, asked, { EMAIL: 'dora@example.com' }, AS_DORA);
    const code = rightCode(pool, 'EMAIL_OTP', 'dora');
    await verify('fred', 'dora@example.com');
    expect((await respond(pool, posed, code, AS_DORA)).error).toBe('AliasExistsException');
  });

  test('a set-up that began before another one ended adds nothing', async () => {
    const [early, late] = [await atSetup(), await atSetup()];
    const posed = await respond(pool, early, { EMAIL: 'mallory@example.com' }, AS_DORA);
    const stale = rightCode(pool, 'EMAIL_OTP', 'dora');
    const own = await respond(pool, late, { EMAIL: 'dora@example.com' }, AS_DORA);
    expectTokens(await respond(pool, own, rightCode(pool, 'EMAIL_OTP', 'dora'), AS_DORA));
    const answer = await respond(pool, posed, stale, AS_DORA);
    expect(answer.error).toBe('NotAuthorizedException');
    expect(await attributesOf(pool, 'dora')).toMatchObject({ email: 'dora@example.com' });
  });

  test('where the pool has e-mail off, EMAIL sets nothing up', async () => {
    const own = startMfaPool({ mfa: 'ON', mfaFactors: ['SOFTWARE_TOKEN_MFA'] });
    const asked = await signInSrp(own, DORA);
    expect(asked.body['ChallengeParameters']['MFAS_CAN_SETUP']).toBe('["SOFTWARE_TOKEN_MFA"]');
    const { error } = await respond(own, asked, { EMAIL: 'dora@example.com' }, AS_DORA);
    expect(error).toBe('InvalidParameterException');
    own.close();
  });

  test('where the pool has authenticator apps off, none is set up', async () => {
    const own = startMfaPool({ mfa: 'ON', mfaFactors: ['EMAIL_OTP'] });
    const { body } = await signInSrp(own, DORA);
    const input = { Session: body['Session'] };
    const answer = await call(own.fetch, 'AssociateSoftwareToken', input);
    expect(answer.error).toBe('InvalidParameterException');
    own.close();
  });
});

describe('SetUserPoolMfaConfig', () => {
  test('switches every factor on, and shows how', async () => {
    const own = startMfaPool({ mfaFactors: [] });
    const settings = {
      SmsMfaConfiguration: {
        SmsAuthenticationMessage: 'Your code: {####}',
        SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' },
      },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: 'Your code: {####}', Subject: 'Code' },
      MfaConfiguration: 'OPTIONAL',
    };
    const names = { UserPoolId: USER_POOL_ID };
    const set = await call(own.fetch, 'SetUserPoolMfaConfig', { ...names, ...settings });
    expect(set.body).toEqual(settings);
    expect((await call(own.fetch, 'GetUserPoolMfaConfig', names)).body).toEqual(settings);
    const off = { ...names, SoftwareTokenMfaConfiguration: { Enabled: false } };
    expect((await call(own.fetch, 'SetUserPoolMfaConfig', off)).body).toEqual({
      ...settings,
      SoftwareTokenMfaConfiguration: { Enabled: false },
    });
    own.close();
  });
});

describe('GET /_local/outbox', () => {
  test('lists every message, or those for one name or address', async () => {
    await prefer(pool, { EmailMfaSettings: { Enabled: true, PreferredMfa: true } });
    await signInSrp(pool, ALICE);
    await call(pool.fetch, 'AdminCreateUser', { UserPoolId: USER_POOL_ID, Username: 'erin' });
    const get = async (query: string): Promise<unknown> =>
      (await pool.fetch(`http://localhost/_local/outbox${query}`)).json();
    expect(await get('')).toEqual({ messages: pool.outbox.messages() });
    expect(pool.outbox.messages()).toHaveLength(2);
    const forAlice = { messages: [pool.outbox.newest('alice')] };
    expect(await get('?username=alice')).toEqual(forAlice);
    expect(await get('?username=alice%40example.com')).toEqual(forAlice);
    expect(await get('?username=nobody')).toEqual({ messages: [] });
  });
});

test.each([
  [{ mfa: 'ON', mfaFactors: [] }, {}, 'pools[0].mfaFactors'],
  [{ mfaFactors: ['EMAIL_MFA'] }, {}, 'pools[0].mfaFactors[0]'],
  [{}, { enabledMfa: ['PASSWORD_VERIFIER'] }, 'pools[0].users[0].enabledMfa[0]'],
  [{}, { enabledMfa: ['SMS_MFA'], attributes: {} }, 'pools[0].users[0].enabledMfa[0]'],
  [{}, { preferredMfa: 'SMS_MFA' }, 'pools[0].users[0].preferredMfa'],
] as const)('a seed with %j and a user with %j is refused', (settings, user, argument) => {
  const start = (): unknown => startMfaPool(settings, user);
  expect(start).toThrow(expect.objectContaining({ code: 'ERR_ARGUMENT', argument }));
});
