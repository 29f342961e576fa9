/**
 * amazon-cognito-identity-js, unmodified, judges the local pool.
 *
 * @module
 */
import { GetUserCommand, NotAuthorizedException } from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoUser, UserData } from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refreshWithAmazonsClient, signInWithAmazonsClient } from './_amazon-client.ts';
import type { AmazonSession, AmazonSignIn } from './_amazon-client.ts';
import { addUser, inviteUser, makeAccounts, startPool } from './_pool.ts';
import type { Account, StrangersPool } from './_pool.ts';
import { verifiedClaims } from './_tokens.ts';

const REFUSAL = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };

const accounts = makeAccounts();
let pool: StrangersPool;

beforeAll(async () => {
  pool = await startPool({
    Schema: [{ Name: 'family_name', AttributeDataType: 'String', Required: true, Mutable: true }],
  });
  for (const account of accounts) await addUser(pool, account);
});

afterAll(async () => pool.close());

async function signIn(
  account: Account,
  more: Pick<AmazonSignIn, 'newPassword' | 'newAttributes'> = {},
): Promise<AmazonSession> {
  const { endpoint, userPoolId, publicClient } = pool;
  const { clientId } = publicClient;
  return signInWithAmazonsClient({ endpoint, userPoolId, clientId, ...account, ...more });
}

async function readUser(user: CognitoUser): Promise<UserData> {
  return new Promise((resolve, reject) => {
    user.getUserData((error, data) => (error ? reject(error) : resolve(data!)), {
      bypassCache: true,
    });
  });
}

describe('amazon-cognito-identity-js', () => {
  test(`signs in ${accounts.length} users, each with its own salt`, async () => {
    for (const account of accounts) {
      const { session } = await signIn(account);
      const claims = await verifiedClaims(pool, session.getAccessToken().getJwtToken());
      expect(claims).toMatchObject({
        token_use: 'access',
        username: account.username,
        client_id: pool.publicClient.clientId,
      });
    }
  });

  test(`is refused a wrong password for each of ${accounts.length} users`, async () => {
    for (const { username, password } of accounts) {
      const wrong = { username, password: `${password.slice(1)}?` };
      await expect(signIn(wrong)).rejects.toMatchObject(REFUSAL);
    }
  });

  test('cannot tell a user who does not exist from a wrong password', async () => {
    const nobody = { username: 'nobody', password: 'Correct-Horse-9' };
    await expect(signIn(nobody)).rejects.toMatchObject(REFUSAL);
  });

  test('changes a temporary password, and is asked for what the pool requires', async () => {
    const invited = { username: 'björk', password: 'Temporary-Päss-1' };
    await inviteUser(pool, invited, 'bjork@example.com');
    const chosen = { username: invited.username, password: 'Chosen-Päss-2' };
    const { user, newPasswordPrompt } = await signIn(invited, {
      newPassword: chosen.password,
      newAttributes: { family_name: 'Guðmundsdóttir' },
    });
    expect(newPasswordPrompt).toMatchObject({
      userAttributes: { email: 'bjork@example.com' },
      required: ['family_name'],
    });
    const { UserAttributes } = await readUser(user);
    expect(UserAttributes).toContainEqual({ Name: 'family_name', Value: 'Guðmundsdóttir' });
    await signIn(chosen);
    await expect(signIn(invited)).rejects.toMatchObject(REFUSAL);
  });

  test('reads the user, refreshes the session, signs out everywhere', async () => {
    const signedIn = await signIn(accounts[0]!);
    expect((await readUser(signedIn.user)).Username).toBe(accounts[0]!.username);

    const refreshed = await refreshWithAmazonsClient(signedIn);
    const claims = await verifiedClaims(pool, refreshed.getIdToken().getJwtToken());
    expect(claims).toMatchObject({
      token_use: 'id',
      aud: pool.publicClient.clientId,
      'cognito:username': accounts[0]!.username,
    });

    await new Promise((resolve, reject) => {
      signedIn.user.globalSignOut({ onSuccess: resolve, onFailure: reject });
    });
    const signedOut = new GetUserCommand({ AccessToken: refreshed.getAccessToken().getJwtToken() });
    await expect(pool.sdk.send(signedOut)).rejects.toBeInstanceOf(NotAuthorizedException);
  });
});
