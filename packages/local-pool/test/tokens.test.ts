import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ALICE, CLIENT_SECRET, SEED, USER_POOL_ID } from './_fixture.ts';
import { call, NOW_MS, secretHash, signInSrp, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

const pool = startPool({ seed: SEED });
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const HOUR = 3600;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const CONFIDENTIAL = { ...ALICE, clientId: 'confidential', clientSecret: CLIENT_SECRET };

async function signIn(input = ALICE): Promise<Json> {
  return (await signInSrp(pool, input)).body['AuthenticationResult'] as Json;
}

function refresh(token: string, clientId = 'app', extra: Json = {}): Promise<Answer> {
  return call(pool.fetch, 'InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: clientId,
    AuthParameters: { REFRESH_TOKEN: token, ...extra },
  });
}

async function claimsOf(token: string): Promise<Json> {
  const url = `http://localhost:9229/${USER_POOL_ID}/.well-known/jwks.json`;
  const keys = createLocalJWKSet(await (await pool.fetch(url)).json());
  const { payload } = await jwtVerify(token, keys, {
    issuer: `http://localhost:9229/${USER_POOL_ID}`,
    currentDate: new Date(pool.clock.nowMs()),
  });
  return payload;
}

describe('claims', () => {
  test('of an access token', async () => {
    const { AccessToken } = await signIn();
    expect(await claimsOf(AccessToken)).toEqual({
      sub: expect.stringMatching(UUID),
      iss: `http://localhost:9229/${USER_POOL_ID}`,
      client_id: 'app',
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: 'alice',
      auth_time: NOW_MS / 1000,
      iat: NOW_MS / 1000,
      exp: NOW_MS / 1000 + HOUR,
      jti: expect.stringMatching(UUID),
      origin_jti: expect.stringMatching(UUID),
      event_id: expect.stringMatching(UUID),
    });
  });

  test('of an id token', async () => {
    const { IdToken } = await signIn();
    expect(await claimsOf(IdToken)).toMatchObject({
      aud: 'app',
      token_use: 'id',
      'cognito:username': 'alice',
      email: 'alice@example.com',
      email_verified: true,
    });
  });

  test('access and id token are signed by different keys', async () => {
    const { AccessToken, IdToken } = await signIn();
    const [access, id] = [decodeProtectedHeader(AccessToken), decodeProtectedHeader(IdToken)];
    expect([access.alg, id.alg]).toEqual(['RS256', 'RS256']);
    expect(access.kid).not.toBe(id.kid);
  });

  test('a session, a SECRET_BLOCK and tokens never begin with a dash', async () => {
    const tokens = await signIn();
    const texts = [tokens['AccessToken'], tokens['IdToken'], tokens['RefreshToken']];
    for (const text of texts) expect(text).toMatch(/^[A-Za-z0-9][A-Za-z0-9\-_=.]*$/);
  });
});

describe('refresh', () => {
  test.each(['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'])('%s', async (flow) => {
    const tokens = await signIn();
    const before = await claimsOf(tokens['AccessToken']);
    pool.clock.advance(2 * HOUR);
    const answer = await call(pool.fetch, 'InitiateAuth', {
      AuthFlow: flow,
      ClientId: 'app',
      AuthParameters: { REFRESH_TOKEN: tokens['RefreshToken'] },
    });
    const result: Json = answer.body['AuthenticationResult'];
    expect(result).not.toHaveProperty('RefreshToken');
    expect(answer.body['ChallengeParameters']).toEqual({});
    const after = await claimsOf(result['AccessToken']);
    expect(after).toMatchObject({
      auth_time: before['auth_time'],
      origin_jti: before['origin_jti'],
      iat: before['iat'] + 2 * HOUR,
    });
    expect(after['jti']).not.toBe(before['jti']);
  });

  test('GetTokensFromRefreshToken takes the secret itself', async () => {
    const { RefreshToken } = await signIn(CONFIDENTIAL);
    const input = { RefreshToken, ClientId: 'confidential' };
    const answer = await call(pool.fetch, 'GetTokensFromRefreshToken', {
      ...input,
      ClientSecret: CLIENT_SECRET,
    });
    expect(answer.body['AuthenticationResult'].AccessToken).toBeDefined();
    expect(answer.body).not.toHaveProperty('ChallengeParameters');
    const without = await call(pool.fetch, 'GetTokensFromRefreshToken', input);
    expect(without.error).toBe('NotAuthorizedException');
  });

  test('missing or wrong SECRET_HASH: it is over the real user name', async () => {
    const { RefreshToken } = await signIn({ ...CONFIDENTIAL, username: 'alice@example.com' });
    const over = (name: string): Json => ({
      SECRET_HASH: secretHash(CLIENT_SECRET, name, 'confidential'),
    });
    const attempt = (extra: Json): Promise<Answer> => refresh(RefreshToken, 'confidential', extra);
    expect((await attempt(over('alice'))).error).toBeUndefined();
    expect((await attempt(over('alice@example.com'))).error).toBe('NotAuthorizedException');
    expect((await attempt({})).error).toBe('NotAuthorizedException');
  });

  test('garbage refresh token', async () => {
    const { RefreshToken } = await signIn();
    const garbage = ['x', 'a.b', `${RefreshToken}x`, `R${RefreshToken}`, RefreshToken.slice(1)];
    for (const token of garbage) {
      expect(await refresh(token)).toMatchObject({
        error: 'NotAuthorizedException',
        message: 'Invalid Refresh Token.',
      });
    }
  });

  test('refresh token of another client', async () => {
    const { RefreshToken } = await signIn();
    expect((await refresh(RefreshToken, 'other')).error).toBe('NotAuthorizedException');
  });

  test('access token in its place', async () => {
    const { AccessToken } = await signIn();
    expect((await refresh(AccessToken)).error).toBe('NotAuthorizedException');
  });

  test('expired refresh token', async () => {
    const { RefreshToken } = await signIn();
    pool.clock.advance(30 * 24 * HOUR);
    expect(await refresh(RefreshToken)).toMatchObject({
      error: 'NotAuthorizedException',
      message: 'Refresh Token has expired',
    });
  });

  test('disabled or deleted user', async () => {
    for (const operation of ['AdminDisableUser', 'AdminDeleteUser']) {
      const { RefreshToken } = await signIn();
      await call(pool.fetch, operation, { UserPoolId: USER_POOL_ID, Username: 'alice' });
      expect((await refresh(RefreshToken)).error).toBe('NotAuthorizedException');
      pool.reset();
    }
  });
});

describe('issuer', () => {
  test('aws: the issuer of the real pool, the keys here', async () => {
    const aws = startPool({ seed: SEED, issuer: 'aws', publicUrl: 'http://127.0.0.1:1234/' });
    const url = `http://x/${USER_POOL_ID}/.well-known/openid-configuration`;
    expect(await (await aws.fetch(url)).json()).toMatchObject({
      issuer: `https://cognito-idp.eu-west-1.amazonaws.com/${USER_POOL_ID}`,
      jwks_uri: `http://127.0.0.1:1234/${USER_POOL_ID}/.well-known/jwks.json`,
    });
    const { body } = await signInSrp(aws, ALICE);
    const { AccessToken } = body['AuthenticationResult'];
    expect((await call(aws.fetch, 'GetUser', { AccessToken })).error).toBeUndefined();
  });

  test('an unknown pool has no keys', async () => {
    const url = 'http://x/eu-west-1_Nobody/.well-known/jwks.json';
    expect((await pool.fetch(url)).status).toBe(400);
  });
});
