/** What a step-up is refused for, and what counts for no level. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalPool } from '@countersign/local-pool';
import { createAuthenticator, register, RELYING_PARTY } from './_authenticator.ts';
import { begin, startChoicePool } from './_choice.ts';
import { claimsOf, prove, rememberedBy, respond } from './_devices.ts';
import { PASSWORD, SEED, USER_POOL_ID } from './_fixture.ts';
import { prefer } from './_mfa.ts';
import { accessToken, completeRegistration, enrol, startRegistration } from './_passkeys.ts';
import { aimAt, climb, LOA, reach, reachedBy, startStepUpPool, wantNothing } from './_step-up.ts';
import { call, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

let pool: LocalPool;
beforeAll(async () => {
  pool = await startStepUpPool();
});
beforeEach(async () => {
  pool.reset();
  await wantNothing(pool);
});
afterAll(() => pool.close());

const AS_BOB = { USERNAME: 'bob' };
const NOT_AUTHORIZED = 'NotAuthorizedException';
const INVALID = 'InvalidParameterException';

describe('refused', () => {
  test('no name that is a level', async () => {
    for (const targets of [['urn:cognito:loa:5'], [''], ['silver', 'urn:cognito:loa:11'], ['1']]) {
      const answer = await aimAt(pool, targets);
      expect(answer.error).toBe(INVALID);
      expect(answer.message).toMatch(/TARGET_ACR_VALUES/);
    }
  });

  test('a level that the user has not what it takes for, before anything is asked', async () => {
    for (const level of [2, 3, 4]) {
      expect((await aimAt(pool, [level], AS_BOB)).error).toBe(INVALID);
    }
    expect(pool.outbox.messages()).toEqual([]);
  });

  test('a name that nobody has, in the same words as a user who has little', async () => {
    const nobody = await aimAt(pool, [4], { USERNAME: 'nobody' });
    const bob = await aimAt(pool, [4], AS_BOB);
    expect([nobody.error, nobody.message]).toEqual([bob.error, bob.message]);
    const known = await aimAt(pool, [3], { USERNAME: 'nobody' });
    expect(known.body['ChallengeName']).toBe('SELECT_CHALLENGE');
    const wrong = await climb(pool, known, { user: 'nobody' });
    expect(wrong.answer.message).toBe('Incorrect username or password.');
  });

  test('ACCESS_TOKEN without TARGET_ACR_VALUES, even with everything else right', async () => {
    const { ACCESS_TOKEN } = await reach(pool, 1);
    const right = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
    const answer = await begin(pool, { ...right, ACCESS_TOKEN });
    expect(answer.error).toBe(INVALID);
    expect(answer.message).toMatch(/needs TARGET_ACR_VALUES/);
  });

  test('the token of another user, of another client, of another pool', async () => {
    const { ACCESS_TOKEN } = await reach(pool, 2, { PREFERRED_CHALLENGE: 'SMS_OTP' });
    const stranger = { USERNAME: 'nobody', ACCESS_TOKEN };
    const answers = [
      await aimAt(pool, [1], { ...AS_BOB, ACCESS_TOKEN }),
      await aimAt(pool, [3], stranger),
      await aimAt(pool, [4], { ACCESS_TOKEN }, 'frank'),
    ];
    const own = await startStepUpPool();
    answers.push(await aimAt(own, [4], { ACCESS_TOKEN }));
    own.close();
    for (const { error, body } of answers) {
      expect(error).toBe(NOT_AUTHORIZED);
      expect(body).not.toHaveProperty('Session');
    }
  });

  test('a token that is expired, revoked, forged, or none', async () => {
    const { ACCESS_TOKEN, refreshToken } = await reach(pool, 1);
    const [head, payload] = ACCESS_TOKEN.split('.');
    const id = refreshToken;
    for (const token of [`${head}.${payload}.AAAA`, `${payload}.${head}`, id, 'none']) {
      const answer = await aimAt(pool, [4], { ACCESS_TOKEN: token });
      expect(answer.error).toBe(NOT_AUTHORIZED);
    }
    expect((await aimAt(pool, [4], { ACCESS_TOKEN: '' })).error).toBe(INVALID);
    pool.clock.advance(3600);
    const late = await aimAt(pool, [4], { ACCESS_TOKEN });
    expect(late).toMatchObject({ error: NOT_AUTHORIZED, message: 'Access Token has expired' });
    const fresh = await reach(pool, 1);
    await call(pool.fetch, 'GlobalSignOut', { AccessToken: fresh.ACCESS_TOKEN });
    const revoked = await aimAt(pool, [4], { ACCESS_TOKEN: fresh.ACCESS_TOKEN });
    expect([revoked.error, revoked.message]).toEqual([
      NOT_AUTHORIZED,
      'Access Token has been revoked',
    ]);
  });

  test.each(['-1', '1.5', '', ' 1', '1e3', 'forever', '9'.repeat(11)])(
    'MAX_AGE %j',
    async (age) => {
      expect((await aimAt(pool, [1], { MAX_AGE: age })).error).toBe(INVALID);
    },
  );

  test('the Session of a sign-up in the same request', async () => {
    const answer = await call(pool.fetch, 'InitiateAuth', {
      AuthFlow: 'USER_AUTH',
      ClientId: 'app',
      AuthParameters: { USERNAME: 'alice', TARGET_ACR_VALUES: LOA(1) },
      Session: 'S'.repeat(40),
    });
    expect(answer.error).toBe(INVALID);
  });

  test('second factors of a pool that has switched them off', async () => {
    const own = await startStepUpPool();
    const names = { UserPoolId: USER_POOL_ID, MfaConfiguration: 'OFF' };
    await call(own.fetch, 'SetUserPoolMfaConfig', names);
    expect((await aimAt(own, [4])).error).toBe(INVALID);
    expect((await reach(own, 2)).amr).toEqual(['sms']);
    own.close();
  });

  test('a level whose factor was lost on the way', async () => {
    const asked = await aimAt(pool, [3], { PREFERRED_CHALLENGE: 'PASSWORD' });
    const off = { UserPoolId: USER_POOL_ID, MfaConfiguration: 'OFF' };
    await call(pool.fetch, 'SetUserPoolMfaConfig', off);
    const answer = await respond(pool, asked, { PASSWORD });
    expect(answer.error).toBe(NOT_AUTHORIZED);
    expect(answer.body).not.toHaveProperty('AuthenticationResult');
  });

  test('the same, where the pool insists on a second factor: none is set up in its place', async () => {
    const own = await startStepUpPool({ mfa: 'ON' });
    const asked = await aimAt(own, [4], { PREFERRED_CHALLENGE: 'PASSWORD' });
    await call(own.fetch, 'SetUserPoolMfaConfig', {
      UserPoolId: USER_POOL_ID,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: false },
    });
    expect((await respond(own, asked, { PASSWORD })).error).toBe(NOT_AUTHORIZED);
    own.close();
  });
});

describe('counts for no level', () => {
  test('an address that is not verified', async () => {
    const attributes = { email: 'alice@example.com', phone_number: '+15551239878' };
    const own = await startStepUpPool({}, { attributes });
    expect((await aimAt(own, [2])).body['AvailableChallenges']).toEqual([
      'PASSWORD_SRP',
      'PASSWORD',
    ]);
    const { asked } = await reach(own, 3, {}, { choices: ['SMS_MFA', 'EMAIL_OTP'] });
    expect(asked.at(-1)).toBe('SOFTWARE_TOKEN_MFA');
    own.close();
  });

  test('a remembered device, though it stands in for a second factor', async () => {
    const own = await startStepUpPool({ deviceTracking: { challengeRequiredOnNewDevice: true } });
    const right = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
    const device = await rememberedBy(own, await begin(own, right));
    await prefer(own, { SoftwareTokenMfaSettings: { Enabled: true } });
    const from = { ...right, DEVICE_KEY: device.key };

    const one = await prove(own, await aimAt(own, [1], from), device);
    expect(reachedBy(one)).toMatchObject({ acr: LOA(1), amr: ['pwd'] });

    const asked = await aimAt(own, [4], from);
    expect(asked.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    own.close();
  });

  test('setting a second factor up, where the pool insists on one', async () => {
    const own = startChoicePool({ mfa: 'ON' });
    expect((await aimAt(own, [4])).error).toBe(INVALID);
    const right = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
    expect((await aimAt(own, [1], right)).body['ChallengeName']).toBe('MFA_SETUP');
    own.close();
  });

  test('what a trigger says of it: no claim of a level is added, changed or left out', async () => {
    const own = startPool({
      seed: SEED,
      triggers: {
        preTokenGeneration(event) {
          const claimsToAddOrOverride = { acr: LOA(4), amr: 'hwk', tenant: 'acme' };
          event.response.claimsOverrideDetails = {
            claimsToAddOrOverride,
            claimsToSuppress: ['acr'],
          };
          return event;
        },
      },
    });
    const right = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
    const said = async (answer: Promise<Answer>): Promise<Json> => {
      const { acr, amr, tenant } = claimsOf((await answer).body['AuthenticationResult'].IdToken);
      return { acr, amr, tenant };
    };
    expect(await said(begin(own, right))).toEqual({ tenant: 'acme' });
    const expected = { acr: LOA(1), amr: ['pwd'], tenant: 'acme' };
    expect(await said(aimAt(own, [1], right))).toEqual(expected);
    own.close();
  });
});

test('a passkey on a device of its own is hwk', async () => {
  const authenticator = createAuthenticator();
  const token = await accessToken(pool);
  const options = await startRegistration(pool, token);
  const made = register(authenticator, options);
  const roaming = { ...made, authenticatorAttachment: 'cross-platform' };
  expect((await completeRegistration(pool, token, roaming)).text).toBe('{}');
  const way = { choices: ['WEB_AUTHN'], authenticator };
  const { ACCESS_TOKEN, amr } = await reach(pool, 3, {}, way);
  expect(amr).toEqual(['hwk']);
  const four = await reach(pool, 4, { ACCESS_TOKEN });
  expect(four.asked).toEqual(['SELECT_CHALLENGE', 'PASSWORD', 'SOFTWARE_TOKEN_MFA']);
  expect(four.amr).toEqual(['hwk', 'pwd', 'otp', 'mfa']);
});

test('a passkey that counts as two factors reaches its level, and goes around no code above it', async () => {
  const own = await startStepUpPool({
    passkeys: { relyingPartyId: RELYING_PARTY, countsAsTwoFactors: true },
  });
  const authenticator = await enrol(own, await accessToken(own));
  const Enabled = true;
  const wanted = { SoftwareTokenMfaSettings: { Enabled }, WebAuthnMfaSettings: { Enabled } };
  expect((await prefer(own, wanted)).text).toBe('{}');
  const way = { choices: ['WEB_AUTHN'], authenticator };
  expect(await reach(own, 3, {}, way)).toMatchObject({ acr: LOA(3), amr: ['swk'] });
  expect((await reach(own, 4, {}, way)).amr).toEqual(['pwd', 'otp', 'mfa']);
  own.close();
});
