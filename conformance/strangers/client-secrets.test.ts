/**
 * Two secrets of one client, through the AWS SDK for JavaScript; amazon-cognito-identity-js knows no
 * secrets, so the hash is made here as AWS's page on `SECRET_HASH` has it.
 *
 * @module
 */
import { createHmac } from 'node:crypto';
import {
  AddUserPoolClientSecretCommand,
  DeleteUserPoolClientSecretCommand,
  InitiateAuthCommand,
  LimitExceededException,
  ListUserPoolClientSecretsCommand,
  NotAuthorizedException,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, startPool } from './_pool.ts';
import type { StrangersPool } from './_pool.ts';

const ADA = { username: 'ada', password: 'Correct-horse-7!' };

let pool: StrangersPool;
beforeAll(async () => {
  pool = await startPool();
  await addUser(pool, ADA);
});
afterAll(async () => pool.close());

async function signInWith(secret: string): Promise<string | undefined> {
  const { clientId } = pool.confidentialClient;
  const { username, password } = ADA;
  const SECRET_HASH = createHmac('sha256', secret)
    .update(username + clientId)
    .digest('base64');
  const AuthParameters = { USERNAME: username, PASSWORD: password, SECRET_HASH };
  const { AuthenticationResult } = await pool.sdk.send(
    new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: clientId, AuthParameters }),
  );
  return AuthenticationResult?.AccessToken;
}

test('the AWS SDK adds a secret, signs in with each, and deletes the first', async () => {
  const { clientId: ClientId, clientSecret: old } = pool.confidentialClient;
  const named = { UserPoolId: pool.userPoolId, ClientId };
  const { ClientSecretDescriptor: added } = await pool.sdk.send(
    new AddUserPoolClientSecretCommand(named),
  );
  expect(added!.ClientSecretCreateDate).toBeInstanceOf(Date);
  expect(await signInWith(old)).toEqual(expect.any(String));
  expect(await signInWith(added!.ClientSecretValue!)).toEqual(expect.any(String));
  await expect(pool.sdk.send(new AddUserPoolClientSecretCommand(named))).rejects.toBeInstanceOf(
    LimitExceededException,
  );

  const { ClientSecrets } = await pool.sdk.send(new ListUserPoolClientSecretsCommand(named));
  const [first, second] = ClientSecrets!.map(({ ClientSecretId }) => ClientSecretId);
  expect(second).toBe(added!.ClientSecretId);
  await pool.sdk.send(new DeleteUserPoolClientSecretCommand({ ...named, ClientSecretId: first }));
  await expect(signInWith(old)).rejects.toBeInstanceOf(NotAuthorizedException);
  expect(await signInWith(added!.ClientSecretValue!)).toEqual(expect.any(String));
});
