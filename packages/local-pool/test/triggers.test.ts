/** The triggers around a sign-in: PreSignUp, PreTokenGeneration, UserMigration. */
import { describe, expect, test } from 'vitest';
import type { LocalPool, PoolTriggers } from '@countersign/local-pool';
import { ALICE, PASSWORD, POOL_SEED, USER_POOL_ID } from './_fixture.ts';
import { attributesOf, expectTokens } from './_mfa.ts';
import { call, signInPlain, signInSrp, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

function start(triggers: PoolTriggers): LocalPool {
  return startPool({
    triggers,
    seed: { pools: [{ ...POOL_SEED, autoVerifiedAttributes: ['email'] }] },
  });
}

function claimsOf(answer: Answer, token: string): Json {
  const [, payload = ''] = (answer.body['AuthenticationResult'][token] as string).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Json;
}

describe('PreSignUp', () => {
  const input = {
    ClientId: 'app',
    Username: 'carol',
    Password: PASSWORD,
    UserAttributes: [{ Name: 'email', Value: 'carol@example.com' }],
    ValidationData: [{ Name: 'invitation', Value: '42' }],
    ClientMetadata: { from: 'SignUp' },
  };

  test('confirms and verifies; its event is AWS’s', async () => {
    const events: Json[] = [];
    const pool = start({
      preSignUp(event) {
        events.push(JSON.parse(JSON.stringify(event)) as Json);
        event.response.autoConfirmUser = true;
        event.response.autoVerifyEmail = true;
        return event;
      },
    });
    const { body } = await call(pool.fetch, 'SignUp', input);
    expect(body).toMatchObject({ UserConfirmed: true });
    expect(pool.outbox.messages()).toEqual([]);
    expect(await attributesOf(pool, 'carol')).toMatchObject({ email_verified: 'true' });
    expectTokens(await signInSrp(pool, { ...ALICE, username: 'carol' }));
    expect(events).toEqual([
      {
        version: '1',
        triggerSource: 'PreSignUp_SignUp',
        region: 'eu-west-1',
        userPoolId: USER_POOL_ID,
        userName: 'carol',
        callerContext: { awsSdkVersion: expect.any(String), clientId: 'app' },
        request: {
          userAttributes: { email: 'carol@example.com' },
          validationData: { invitation: '42' },
          clientMetadata: { from: 'SignUp' },
        },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      },
    ]);
    pool.close();
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('not today');
      },
      'UserLambdaValidationException',
    ],
    ['verifies what is not there', () => ({ response: { autoVerifyPhone: true } })],
    ['gives nothing back', () => undefined],
  ])('when it %s there is no user', async (_what, preSignUp, error?: string) => {
    const pool = start({ preSignUp });
    const answer = await call(pool.fetch, 'SignUp', input);
    expect(answer.error).toBe(error ?? 'InvalidLambdaResponseException');
    const names = { UserPoolId: USER_POOL_ID, Username: 'carol' };
    expect((await call(pool.fetch, 'AdminGetUser', names)).error).toBe('UserNotFoundException');
    pool.close();
  });

  test('an address that somebody signs in with is not verified by it', async () => {
    const pool = start({ preSignUp: () => ({ response: { autoVerifyEmail: true } }) });
    const UserAttributes = [{ Name: 'email', Value: 'alice@example.com' }];
    const answer = await call(pool.fetch, 'SignUp', { ...input, UserAttributes });
    expect(answer.error).toBe('AliasExistsException');
    pool.close();
  });
});

describe('PreTokenGeneration', () => {
  test('adds, replaces and takes away claims of the id token, but not the pool’s own', async () => {
    const sources: string[] = [];
    const pool = start({
      preTokenGeneration(event) {
        sources.push(event.triggerSource);
        event.response.claimsOverrideDetails = {
          claimsToAddOrOverride: { colour: 'green', sub: 'mallory', iss: 'elsewhere' },
          claimsToSuppress: ['email', 'exp', 'aud'],
        };
        return event;
      },
    });
    const answer = await signInSrp(pool, ALICE);
    const plain = claimsOf(answer, 'AccessToken');
    const id = claimsOf(answer, 'IdToken');
    expect(id).toMatchObject({ colour: 'green', aud: 'app', sub: plain['sub'], iss: plain['iss'] });
    expect(id).not.toHaveProperty('email');
    expect(id['exp']).toEqual(plain['exp']);
    expect(plain).not.toHaveProperty('colour');
    await call(pool.fetch, 'InitiateAuth', {
      ClientId: 'app',
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: answer.body['AuthenticationResult']['RefreshToken'] },
    });
    const asked = await signInSrp(pool, { ...ALICE, username: 'newcomer' });
    await call(pool.fetch, 'RespondToAuthChallenge', {
      ClientId: 'app',
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: asked.body['Session'],
      ChallengeResponses: { USERNAME: 'newcomer', NEW_PASSWORD: 'Another-Pass-1' },
    });
    expect(sources).toEqual([
      'TokenGeneration_Authentication',
      'TokenGeneration_RefreshTokens',
      'TokenGeneration_NewPasswordChallenge',
    ]);
    pool.close();
  });

  test('no tokens when it throws', async () => {
    const pool = start({
      preTokenGeneration() {
        throw new Error('not today');
      },
    });
    const answer = await signInSrp(pool, ALICE);
    expect(answer.message).toBe('PreTokenGeneration failed with error not today.');
    pool.close();
  });
});

describe('UserMigration', () => {
  const DORA = { ...ALICE, username: 'dora', password: 'legacy-password' };

  test('makes a user of whoever it knows, once, with the password that was typed', async () => {
    const asked: Json[] = [];
    const pool = start({
      userMigration(event) {
        asked.push(JSON.parse(JSON.stringify(event)) as Json);
        if (event.request.password !== DORA.password) throw new Error('Bad password');
        event.response.userAttributes = { email: 'dora@example.com', email_verified: 'true' };
        event.response.finalUserStatus = 'CONFIRMED';
        event.response.messageAction = 'SUPPRESS';
        return event;
      },
    });
    const wrong = await signInPlain(pool, { ...DORA, password: 'guess' });
    expect(wrong.message).toBe('UserMigration failed with error Bad password.');
    expect((await signInSrp(pool, DORA)).error).toBe('NotAuthorizedException');
    expectTokens(await signInPlain(pool, DORA));
    expectTokens(await signInSrp(pool, DORA));
    expectTokens(await signInPlain(pool, DORA));
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({
      triggerSource: 'UserMigration_Authentication',
      userName: 'dora',
      request: { password: DORA.password, validationData: null },
    });
    expect(await attributesOf(pool, 'dora')).toMatchObject({ email: 'dora@example.com' });
    pool.close();
  });

  test.each([
    ['does not know', () => ({ response: { userAttributes: null } }), 'NotAuthorizedException'],
    ['knows', () => ({ response: { userAttributes: {} } }), 'PasswordResetRequiredException'],
    ['gives nothing back for', () => undefined, 'InvalidLambdaResponseException'],
    [
      'gives attributes that do not fit for',
      () => ({ response: { userAttributes: { email: 'x' } } }),
      'InvalidLambdaResponseException',
    ],
  ])('whom it %s', async (_what, userMigration, error) => {
    const pool = start({ userMigration });
    expect((await signInPlain(pool, DORA)).error).toBe(error);
    pool.close();
  });
});
