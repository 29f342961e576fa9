import { describe, expect, test } from 'vitest';
import { call, signInPlain, signInSrp, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

const pool = startPool({ seed: { pools: [] } });

function send(operation: string, input: Json): Promise<Answer> {
  return call(pool.fetch, operation, input);
}

async function createPool(settings: Json = {}): Promise<string> {
  const { body } = await send('CreateUserPool', { PoolName: 'demo', ...settings });
  return body['UserPool'].Id as string;
}

async function createClient(userPoolId: string, settings: Json = {}): Promise<Json> {
  const { body } = await send('CreateUserPoolClient', {
    UserPoolId: userPoolId,
    ClientName: 'app',
    ...settings,
  });
  return body['UserPoolClient'] as Json;
}

describe('user pools', () => {
  test('create, describe, list in pages, delete', async () => {
    const own = startPool({ seed: { pools: [] }, region: 'ap-southeast-2' });
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const { body } = await call(own.fetch, 'CreateUserPool', { PoolName: `pool ${i}` });
      ids.push(body['UserPool'].Id);
    }
    expect(ids[0]).toMatch(/^ap-southeast-2_[A-Za-z0-9]{9}$/);
    const listed: string[] = [];
    let token: string | undefined;
    do {
      const { body } = await call(own.fetch, 'ListUserPools', { MaxResults: 2, NextToken: token });
      for (const { Id } of body['UserPools']) listed.push(Id);
      token = body['NextToken'];
    } while (token !== undefined);
    expect(listed).toEqual(ids);
    const named = { UserPoolId: ids[0] };
    const described = await call(own.fetch, 'DescribeUserPool', named);
    expect(described.body['UserPool']).toMatchObject({
      Name: 'pool 0',
      MfaConfiguration: 'OFF',
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
    });
    expect((await call(own.fetch, 'DeleteUserPool', named)).text).toBe('{}');
    expect((await call(own.fetch, 'DescribeUserPool', named)).error).toBe(
      'ResourceNotFoundException',
    );
  });

  test('deletion protection', async () => {
    const id = await createPool({ DeletionProtection: 'ACTIVE' });
    const answer = await send('DeleteUserPool', { UserPoolId: id });
    expect(answer.error).toBe('InvalidParameterException');
  });

  test.each([
    ['MfaConfiguration', 'ON'],
    ['LambdaConfig', { PreSignUp: 'arn:aws:lambda:us-east-1:000000000000:function:x' }],
  ])('%s is refused by name, not silently ignored', async (member, value) => {
    const answer = await send('CreateUserPool', { PoolName: 'demo', [member]: value });
    expect(answer.error).toBe('InvalidParameterException');
    expect(answer.message).toContain(member);
  });

  test('a schema of one’s own', async () => {
    const id = await createPool({
      Schema: [
        { Name: 'family_name', Required: true },
        {
          Name: 'tenant',
          AttributeDataType: 'String',
          StringAttributeConstraints: { MinLength: '2', MaxLength: '4' },
        },
      ],
    });
    const { body } = await send('DescribeUserPool', { UserPoolId: id });
    expect(body['UserPool'].SchemaAttributes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Name: 'family_name', Required: true }),
        expect.objectContaining({
          Name: 'custom:tenant',
          StringAttributeConstraints: { MinLength: '2', MaxLength: '4' },
        }),
      ]),
    );
    const user = (value: string): Promise<Answer> =>
      send('AdminCreateUser', {
        UserPoolId: id,
        Username: `user-${value}`,
        UserAttributes: [{ Name: 'custom:tenant', Value: value }],
      });
    expect((await user('acme')).error).toBeUndefined();
    expect((await user('a')).error).toBe('InvalidParameterException');
    expect((await user('acmes')).error).toBe('InvalidParameterException');
  });

  test('a password policy of one’s own', async () => {
    const id = await createPool({ Policies: { PasswordPolicy: { MinimumLength: 6 } } });
    const set = (password: string): Promise<Answer> =>
      send('AdminCreateUser', {
        UserPoolId: id,
        Username: `user-${password.length}`,
        TemporaryPassword: password,
      });
    expect((await set('short')).error).toBe('InvalidPasswordException');
    expect((await set('simple')).error).toBeUndefined();
  });
});

describe('app clients', () => {
  test('create, describe, list, delete', async () => {
    const id = await createPool();
    const client = await createClient(id);
    expect(client).toMatchObject({
      UserPoolId: id,
      ClientName: 'app',
      PreventUserExistenceErrors: 'LEGACY',
      AuthSessionValidity: 3,
      EnableTokenRevocation: true,
    });
    expect(client['ClientId']).toMatch(/^[a-z0-9]{26}$/);
    expect(client).not.toHaveProperty('ClientSecret');
    const named = { UserPoolId: id, ClientId: client['ClientId'] };
    const { body } = await send('DescribeUserPoolClient', named);
    expect(body['UserPoolClient']).toEqual(client);
    const listed = await send('ListUserPoolClients', { UserPoolId: id });
    expect(listed.body['UserPoolClients']).toEqual([{ ...named, ClientName: 'app' }]);
    expect((await send('DeleteUserPoolClient', named)).text).toBe('{}');
    expect((await send('DescribeUserPoolClient', named)).error).toBe('ResourceNotFoundException');
  });

  test('a secret is made, or given', async () => {
    const id = await createPool();
    expect((await createClient(id, { GenerateSecret: true }))['ClientSecret']).toMatch(
      /^[a-z0-9]{52}$/,
    );
    const ClientSecret = 'abcdefghijklmnopqrstuvwxyz';
    expect((await createClient(id, { ClientSecret }))['ClientSecret']).toBe(ClientSecret);
  });

  test.each([
    [{ ExplicitAuthFlows: ['USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] }],
    [{ ExplicitAuthFlows: ['ALLOW_ANYTHING'] }],
    [{ AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: 'minutes' } }],
    [{ IdTokenValidity: 25 }],
    [{ RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: 'minutes' } }],
    [{ RefreshTokenValidity: 3651 }],
    [{ AuthSessionValidity: 16 }],
    [{ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 61 } }],
  ])('refused: %j', async (settings) => {
    const answer = await send('CreateUserPoolClient', {
      UserPoolId: await createPool(),
      ClientName: 'app',
      ...settings,
    });
    expect(answer.error).toBe('InvalidParameterException');
  });

  test.each<[string, string[] | undefined, boolean, boolean]>([
    ['unset', undefined, true, false],
    ['ALLOW_USER_PASSWORD_AUTH', ['ALLOW_USER_PASSWORD_AUTH'], false, true],
    ['legacy USER_PASSWORD_AUTH', ['USER_PASSWORD_AUTH'], true, true],
    ['legacy ADMIN_NO_SRP_AUTH', ['ADMIN_NO_SRP_AUTH'], true, false],
    ['legacy CUSTOM_AUTH_FLOW_ONLY', ['CUSTOM_AUTH_FLOW_ONLY'], false, false],
  ])('ExplicitAuthFlows %s', async (_name, flows, srp, plain) => {
    const userPoolId = await createPool();
    const { ClientId: clientId } = await createClient(userPoolId, { ExplicitAuthFlows: flows });
    const password = 'P@ssw0rd-1';
    const named = { UserPoolId: userPoolId, Username: 'alice' };
    await send('AdminCreateUser', { ...named, TemporaryPassword: password });
    const input = { userPoolId, clientId, username: 'alice', password };
    const isAllowed = ({ error }: Answer): boolean => error === undefined;
    expect(isAllowed(await signInSrp(pool, input))).toBe(srp);
    expect(isAllowed(await signInPlain(pool, input))).toBe(plain);
  });

  test('token and session lifetimes are kept', async () => {
    const userPoolId = await createPool();
    const { ClientId: clientId } = await createClient(userPoolId, {
      ExplicitAuthFlows: ['USER_PASSWORD_AUTH'],
      AccessTokenValidity: 10,
      TokenValidityUnits: { AccessToken: 'minutes' },
      AuthSessionValidity: 15,
      EnableTokenRevocation: false,
    });
    const password = 'P@ssw0rd-1';
    const named = { UserPoolId: userPoolId, Username: 'alice' };
    await send('AdminCreateUser', { ...named, TemporaryPassword: password });
    const input = { userPoolId, clientId, username: 'alice', password };
    const asked = await signInPlain(pool, input);
    pool.clock.advance(15 * 60 - 1);
    const done = await send('RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ClientId: clientId,
      Session: asked.body['Session'],
      ChallengeResponses: { USERNAME: 'alice', NEW_PASSWORD: 'Another-Pass-2' },
    });
    const { ExpiresIn, AccessToken, RefreshToken } = done.body['AuthenticationResult'];
    expect(ExpiresIn).toBe(600);
    const [, payload = ''] = AccessToken.split('.');
    const claims: Json = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(claims).not.toHaveProperty('origin_jti');
    const revoked = await send('RevokeToken', { Token: RefreshToken, ClientId: clientId });
    expect(revoked.error).toBe('UnsupportedOperationException');
    // Without revocation, signing out everywhere still works.
    await send('GlobalSignOut', { AccessToken });
    expect((await send('GetUser', { AccessToken })).error).toBe('NotAuthorizedException');
  });
});
