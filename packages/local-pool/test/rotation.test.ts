/** Refresh tokens that are replaced by every refresh; pools and clients that are changed. */
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ALICE, CLIENT_SECRET, POOL_SEED, USER_POOL_ID } from './_fixture.ts';
import { expectTokens } from './_mfa.ts';
import { call, signInPlain, signInSrp, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

const GRACE_SECONDS = 30;
const explicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
const pool = startPool({
  seed: {
    pools: [
      {
        ...POOL_SEED,
        clients: [
          {
            clientId: 'app',
            explicitAuthFlows,
            refreshTokenRotation: { retryGraceSeconds: GRACE_SECONDS },
            refreshTokenSeconds: 3600,
            accessTokenSeconds: 300,
          },
          { clientId: 'plain', clientSecret: CLIENT_SECRET },
        ],
      },
    ],
  },
});
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const signIn = async (): Promise<string> => refreshTokenOf(await signInSrp(pool, ALICE));
const refresh = (RefreshToken: string): Promise<Answer> =>
  call(pool.fetch, 'GetTokensFromRefreshToken', { ClientId: 'app', RefreshToken });

function refreshTokenOf(answer: Answer): string {
  expectTokens(answer);
  return answer.body['AuthenticationResult']['RefreshToken'] as string;
}

describe('rotation', () => {
  test('whatever token is used when: it works while it is the newest or in its grace', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ which: fc.nat({ max: 5 }), seconds: fc.nat({ max: 40 }) }), {
          minLength: 1,
          maxLength: 8,
        }),
        async (steps) => {
          pool.reset();
          const tokens = [await signIn()];
          const usableUntil: number[] = [Infinity];
          let now = 0;
          for (const { which, seconds } of steps) {
            pool.clock.advance(seconds);
            now += seconds;
            const index = Math.max(0, tokens.length - 1 - which);
            const answer = await refresh(tokens[index]!);
            if (now >= usableUntil[index]!) {
              expect(answer.error).toBe('RefreshTokenReuseException');
              continue;
            }
            const given = refreshTokenOf(answer);
            if (index === tokens.length - 1) {
              expect(tokens).not.toContain(given);
              usableUntil[index] = now + GRACE_SECONDS;
              tokens.push(given);
              usableUntil.push(Infinity);
            } else expect(given).toBe(tokens.at(-1));
          }
        },
      ),
      { numRuns: process.env['COUNTERSIGN_FULL'] === '1' ? 500 : 20 },
    );
  });

  test('of two refreshes at once both get the same new token', async () => {
    const token = await signIn();
    const [one, two] = await Promise.all([refresh(token), refresh(token)]);
    expect(refreshTokenOf(one)).toBe(refreshTokenOf(two));
  });

  test('the new token expires when the first would have', async () => {
    const token = await signIn();
    pool.clock.advance(3599);
    const next = refreshTokenOf(await refresh(token));
    pool.clock.advance(1);
    expect((await refresh(next)).message).toBe('Refresh Token has expired');
  });

  test('REFRESH_TOKEN_AUTH is refused; a replaced token revokes what came of it', async () => {
    const token = await signIn();
    const legacy = await call(pool.fetch, 'InitiateAuth', {
      ClientId: 'app',
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: token },
    });
    expect(legacy.error).toBe('InvalidParameterException');
    const next = refreshTokenOf(await refresh(token));
    const revoked = await call(pool.fetch, 'RevokeToken', { ClientId: 'app', Token: token });
    expect(revoked.text).toBe('{}');
    expect((await refresh(next)).message).toBe('Refresh Token has been revoked');
  });
});

describe('UpdateUserPoolClient', () => {
  const change = (ClientId: string, input: Json): Promise<Answer> =>
    call(pool.fetch, 'UpdateUserPoolClient', { UserPoolId: USER_POOL_ID, ClientId, ...input });

  test('what is left out gets its default; the secret and the name stay', async () => {
    const rotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 7 };
    const { body } = await change('plain', {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: rotation,
    });
    const { UserPoolClient } = body;
    expect(UserPoolClient).toMatchObject({
      ClientName: 'local',
      ClientSecret: CLIENT_SECRET,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: rotation,
    });
    const back = await change('plain', { ClientName: 'renamed' });
    expect(back.body['UserPoolClient']).toMatchObject({ ClientName: 'renamed' });
    expect(back.body['UserPoolClient']).not.toHaveProperty('RefreshTokenRotation');
    expect(back.body['UserPoolClient']).not.toHaveProperty('ExplicitAuthFlows');
  });

  test('holds at once, and a contradiction changes nothing', async () => {
    expectTokens(await signInSrp(pool, ALICE));
    const mixed = { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ADMIN_NO_SRP_AUTH'] };
    expect((await change('app', mixed)).error).toBe('InvalidParameterException');
    expectTokens(await signInSrp(pool, ALICE));
    await change('app', { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] });
    expect((await signInSrp(pool, ALICE)).error).toBe('InvalidParameterException');
    expectTokens(await signInPlain(pool, ALICE));
  });
});

describe('UpdateUserPool', () => {
  const names = { UserPoolId: USER_POOL_ID };
  const change = (input: Json): Promise<Answer> =>
    call(pool.fetch, 'UpdateUserPool', { ...names, ...input });
  const shown = async (): Promise<Json> =>
    (await call(pool.fetch, 'DescribeUserPool', names)).body['UserPool'] as Json;

  test('what is left out gets its default; users stay', async () => {
    const Policies = {
      PasswordPolicy: { MinimumLength: 12 },
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
    };
    const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true };
    const settings = { Policies, DeviceConfiguration, AutoVerifiedAttributes: ['email'] };
    expect((await change({ ...settings, DeletionProtection: 'ACTIVE' })).text).toBe('{}');
    expect(await shown()).toMatchObject({ ...settings, DeletionProtection: 'ACTIVE' });
    const tokens = await signInSrp(pool, ALICE);
    expect(tokens.body['AuthenticationResult']).toHaveProperty('NewDeviceMetadata');
    await change({});
    expect(await shown()).toMatchObject({
      DeletionProtection: 'INACTIVE',
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
    });
    expect(await shown()).not.toHaveProperty('DeviceConfiguration');
    expectTokens(await signInSrp(pool, ALICE));
  });

  test('a second factor has to be configured before it is asked for', async () => {
    expect((await change({ MfaConfiguration: 'ON' })).error).toBe('InvalidParameterException');
    await call(pool.fetch, 'SetUserPoolMfaConfig', { ...names, EmailMfaConfiguration: {} });
    expect((await change({ MfaConfiguration: 'ON' })).text).toBe('{}');
    expect((await signInSrp(pool, ALICE)).body['ChallengeName']).toBe('EMAIL_OTP');
    await change({});
    expect((await shown())['MfaConfiguration']).toBe('ON');
    await change({ MfaConfiguration: 'OFF' });
    expectTokens(await signInSrp(pool, ALICE));
  });

  test.each([{ LambdaConfig: { PreSignUp: 'arn:aws:lambda' } }, { MfaConfiguration: 'MAYBE' }])(
    '%j is refused by name',
    async (input) => {
      expect((await change(input)).error).toBe('InvalidParameterException');
    },
  );
});
