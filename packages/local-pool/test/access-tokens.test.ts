import { decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ALICE, CLIENT_SECRET, SEED, USER_POOL_ID } from './_fixture.ts';
import { call, signInSrp, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

const pool = startPool({ seed: SEED });
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const HOUR = 3600;
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
