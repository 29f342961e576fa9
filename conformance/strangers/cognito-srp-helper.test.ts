/**
 * cognito-srp-helper with the AWS SDK for JavaScript judges the local pool: the arithmetic, the
 * client secret, and whether the SDK's own parsers understand our replies.
 *
 * @module
 */
import {
  AdminGetUserCommand,
  AuthFlowType,
  ChallengeNameType,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { RespondToAuthChallengeCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import { createSecretHash, createSrpSession, signSrpSession } from 'cognito-srp-helper';
import { wrapAuthChallenge, wrapInitiateAuth } from 'cognito-srp-helper';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addUser, makeAccounts, startPool } from './_pool.ts';
import type { Account, AppClient, StrangersPool } from './_pool.ts';
import { verifiedClaims } from './_tokens.ts';

const accounts = makeAccounts();
const salts = new Set<string>();
let pool: StrangersPool;

beforeAll(async () => {
  pool = await startPool();
  for (const account of accounts) await addUser(pool, account);
});

afterAll(async () => pool.close());

/** As the helper's own README does it. */
async function signIn(
  { username, password }: Account,
  { clientId, clientSecret }: AppClient = pool.publicClient,
): Promise<RespondToAuthChallengeCommandOutput> {
  const secretHash: { SECRET_HASH?: string } =
    clientSecret === undefined
      ? {}
      : { SECRET_HASH: createSecretHash(username, clientId, clientSecret) };
  const session = createSrpSession(username, password, pool.userPoolId, false);
  const opening = {
    ClientId: clientId,
    AuthFlow: AuthFlowType.USER_SRP_AUTH,
    AuthParameters: { USERNAME: username, ...secretHash },
  };
  const opened = await pool.sdk.send(new InitiateAuthCommand(wrapInitiateAuth(session, opening)));
  const { ChallengeParameters: parameters = {} } = opened;
  salts.add(parameters['SALT']!);
  const signed = signSrpSession(session, { ChallengeParameters: parameters });
  const answer = {
    ClientId: clientId,
    ChallengeName: ChallengeNameType.PASSWORD_VERIFIER,
    ChallengeResponses: { USERNAME: username, ...secretHash },
  };
  return pool.sdk.send(new RespondToAuthChallengeCommand(wrapAuthChallenge(signed, answer)));
}

describe('cognito-srp-helper with the AWS SDK for JavaScript', () => {
  test(`signs in ${accounts.length} users, each with its own salt`, async () => {
    for (const account of accounts) {
      const { AuthenticationResult: result, $metadata } = await signIn(account);
      expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.any(String) });
      expect(result).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
      const claims = await verifiedClaims(pool, result!.IdToken!);
      expect(claims['cognito:username']).toBe(account.username);
    }
    expect(salts.size).toBe(accounts.length);
  });

  test(`is refused a wrong password for each of ${accounts.length} users`, async () => {
    for (const { username, password } of accounts) {
      const error = await signIn({ username, password: `${password.slice(1)}?` }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(NotAuthorizedException);
      expect(error).toMatchObject({ message: 'Incorrect username or password.' });
    }
  });

  test('signs in with a client secret, and not with a wrong one', async () => {
    const account = accounts[1]!;
    const { clientId, clientSecret } = pool.confidentialClient;
    const { AuthenticationResult: result } = await signIn(account, pool.confidentialClient);
    const refreshed = await pool.sdk.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: {
          REFRESH_TOKEN: result!.RefreshToken!,
          SECRET_HASH: createSecretHash(account.username, clientId, clientSecret),
        },
      }),
    );
    expect(refreshed.AuthenticationResult?.AccessToken).toEqual(expect.any(String));

    const wrong = { clientId, clientSecret: `${clientSecret}x` };
    await expect(signIn(account, wrong)).rejects.toBeInstanceOf(NotAuthorizedException);
    await expect(signIn(account, { clientId })).rejects.toBeInstanceOf(NotAuthorizedException);
  });
});

describe('the AWS SDK for JavaScript understands', () => {
  test('GetUser, GetTokensFromRefreshToken, RevokeToken', async () => {
    const { AuthenticationResult: result } = await signIn(accounts[2]!);
    const user = await pool.sdk.send(new GetUserCommand({ AccessToken: result!.AccessToken }));
    expect(user.Username).toBe(accounts[2]!.username);

    const { clientId } = pool.publicClient;
    const token = { ClientId: clientId, RefreshToken: result!.RefreshToken };
    const tokens = await pool.sdk.send(new GetTokensFromRefreshTokenCommand(token));
    expect(tokens.AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });

    const revoke = { ClientId: clientId, Token: result!.RefreshToken };
    await pool.sdk.send(new RevokeTokenCommand(revoke));
    await expect(pool.sdk.send(new GetTokensFromRefreshTokenCommand(token))).rejects.toBeInstanceOf(
      NotAuthorizedException,
    );
  });

  test('users, pools and clients, with their dates', async () => {
    const { sdk, userPoolId } = pool;
    const { username } = accounts[3]!;
    const user = await sdk.send(
      new AdminGetUserCommand({ UserPoolId: userPoolId, Username: username }),
    );
    expect(user).toMatchObject({ Username: username, UserStatus: 'CONFIRMED', Enabled: true });
    expectRecent(user.UserCreateDate);
    expectRecent(user.UserLastModifiedDate);

    const { Users } = await sdk.send(new ListUsersCommand({ UserPoolId: userPoolId }));
    expect(Users).toHaveLength(accounts.length);
    expectRecent(Users![0]!.UserCreateDate);

    const { UserPool } = await sdk.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
    expect(UserPool).toMatchObject({ Id: userPoolId, Name: 'strangers' });
    expectRecent(UserPool!.CreationDate);

    const { UserPools } = await sdk.send(new ListUserPoolsCommand({ MaxResults: 10 }));
    expect(UserPools!.map(({ Id }) => Id)).toContain(userPoolId);

    const { UserPoolClient } = await sdk.send(
      new DescribeUserPoolClientCommand({
        UserPoolId: userPoolId,
        ClientId: pool.confidentialClient.clientId,
      }),
    );
    expect(UserPoolClient).toMatchObject({ ClientSecret: pool.confidentialClient.clientSecret });
    expectRecent(UserPoolClient!.CreationDate);
  });
});

/** A date that was parsed in the wrong unit is off by decades. */
function expectRecent(date: Date | undefined): void {
  expect(date).toBeInstanceOf(Date);
  expect(Math.abs(date!.getTime() - Date.now())).toBeLessThan(24 * 3_600_000);
}
