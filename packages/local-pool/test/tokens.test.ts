import {
  createLocalJWKSet,
  decodeProtectedHeader,
  generateKeyPair,
  jwtVerify,
  SignJWT,
} from 'jose';
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

function getUser(token: string): Promise<Answer> {
  return call(pool.fetch, 'GetUser', { AccessToken: token });
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

describe('RevokeToken', () => {
  function revoke(token: string, clientId = 'app', extra: Json = {}): Promise<Answer> {
    return call(pool.fetch, 'RevokeToken', { Token: token, ClientId: clientId, ...extra });
  }

  test('revoked refresh token, revoked access token', async () => {
    const tokens = await signIn();
    const renewed = await refresh(tokens['RefreshToken']);
    expect((await revoke(tokens['RefreshToken'])).text).toBe('{}');
    expect(await refresh(tokens['RefreshToken'])).toMatchObject({
      error: 'NotAuthorizedException',
      message: 'Refresh Token has been revoked',
    });
    for (const token of [tokens, renewed.body['AuthenticationResult']]) {
      expect(await getUser(token['AccessToken'])).toMatchObject({
        error: 'NotAuthorizedException',
        message: 'Access Token has been revoked',
      });
    }
  });

  test('other sign-ins of the user go on', async () => {
    const [one, two] = [await signIn(), await signIn()];
    await revoke(one['RefreshToken']);
    expect((await getUser(two['AccessToken'])).error).toBeUndefined();
  });

  test('what it refuses', async () => {
    const { RefreshToken, AccessToken } = await signIn();
    expect((await revoke(AccessToken)).error).toBe('UnsupportedTokenTypeException');
    expect((await revoke(RefreshToken, 'nobody')).error).toBe('UnauthorizedException');
    expect((await revoke(RefreshToken, 'confidential')).error).toBe('UnauthorizedException');
    const confidential = await signIn(CONFIDENTIAL);
    expect((await revoke(confidential['RefreshToken'])).error).toBe('UnauthorizedException');
    const secret = { ClientSecret: CLIENT_SECRET };
    expect((await revoke(RefreshToken, 'confidential', secret)).error).toBe(
      'UnauthorizedException',
    );
    expect((await getUser(AccessToken)).error).toBeUndefined();
  });
});

describe('access token', () => {
  test('GetUser', async () => {
    const { AccessToken } = await signIn();
    const { body } = await getUser(AccessToken);
    expect(body['Username']).toBe('alice');
    expect(body['UserAttributes']).toContainEqual({ Name: 'email', Value: 'alice@example.com' });
    expect(body['UserAttributes'][0].Name).toBe('sub');
  });

  test('expired access token', async () => {
    const { AccessToken } = await signIn();
    pool.clock.advance(HOUR - 1);
    expect((await getUser(AccessToken)).error).toBeUndefined();
    pool.clock.advance(1);
    expect(await getUser(AccessToken)).toMatchObject({
      error: 'NotAuthorizedException',
      message: 'Access Token has expired',
    });
  });

  test('GlobalSignOut ends every sign-in, and a new one is good in the same second', async () => {
    const [one, two] = [await signIn(), await signIn()];
    const answer = await call(pool.fetch, 'GlobalSignOut', { AccessToken: one['AccessToken'] });
    expect(answer.text).toBe('{}');
    expect((await getUser(two['AccessToken'])).message).toBe('Access Token has been revoked');
    expect((await refresh(two['RefreshToken'])).error).toBe('NotAuthorizedException');
    expect((await getUser((await signIn())['AccessToken'])).error).toBeUndefined();
  });

  test('id token in its place', async () => {
    const { IdToken } = await signIn();
    expect((await getUser(IdToken)).error).toBe('NotAuthorizedException');
  });

  test('forged access token: changed, unsigned, signed by another key', async () => {
    const { AccessToken } = await signIn();
    const [header = '', payload = '', signature = ''] = AccessToken.split('.');
    const encode = (value: unknown): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims: Json = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const { privateKey } = await generateKeyPair('RS256');
    const { kid = '' } = decodeProtectedHeader(AccessToken);
    const forged = [
      `${header}.${encode({ ...claims, username: 'bob' })}.${signature}`,
      `${encode({ alg: 'none' })}.${payload}.`,
      `${encode({ alg: 'HS256', kid })}.${payload}.${signature}`,
      await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey),
      `${header}.${payload}`,
      'x',
      '..',
    ];
    for (const token of forged) {
      expect(await getUser(token)).toMatchObject({ status: 400, error: 'NotAuthorizedException' });
    }
  });

  test('of a deleted user', async () => {
    const { AccessToken } = await signIn();
    await call(pool.fetch, 'AdminDeleteUser', { UserPoolId: USER_POOL_ID, Username: 'alice' });
    expect((await getUser(AccessToken)).status).toBe(400);
  });

  test('of another local pool with the same pool id', async () => {
    const { AccessToken } = await signIn();
    const twin = startPool({ seed: SEED });
    const answer = await call(twin.fetch, 'GetUser', { AccessToken });
    expect(answer.error).toBe('NotAuthorizedException');
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
