/**
 * Authenticator apps: amazon-cognito-identity-js, unmodified, judges the local pool; and our client goes
 * the same way over HTTP.
 *
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mfaSetup } from '@countersign/challenge-handlers/mfa-setup';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { softwareTokenMfa } from '@countersign/challenge-handlers/software-token-mfa';
import { signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createFetchTransport } from '@countersign/transport';
import { signInWithAmazonsClient } from './_amazon-client.ts';
import { createAppUser, createAuthenticator } from './_authenticator.ts';
import type { Authenticator } from './_authenticator.ts';
import { addUser, requireCodes, startPool } from './_pool.ts';
import type { Account, StrangersPool } from './_pool.ts';
import { verifiedClaims } from './_tokens.ts';

let pool: StrangersPool;
let authenticator: Authenticator;
beforeAll(async () => {
  pool = await startPool();
  authenticator = createAuthenticator(pool);
  await requireCodes(pool);
});
afterAll(async () => pool.close());

async function account(username: string): Promise<Account> {
  const made = { username, password: 'Correct-horse-7!' };
  await addUser(pool, made);
  return made;
}

test('amazon-cognito-identity-js sets an app up, and signs in with it; wrong codes are refused', async () => {
  const user = await account('amazon');
  const { endpoint, userPoolId, publicClient } = pool;
  const options = { endpoint, userPoolId, clientId: publicClient.clientId, ...user };
  const appUser = createAppUser(authenticator, { mistypes: true });
  const first = await signInWithAmazonsClient({ ...options, giveCode: appUser.giveCode });
  expect(appUser.secretCode()).toMatch(/^[A-Z2-7]{32}$/);
  expect(first).toMatchObject({
    asked: ['MFA_SETUP'],
    refused: ['EnableSoftwareTokenMFAException'],
  });
  const second = await signInWithAmazonsClient({ ...options, giveCode: appUser.giveCode });
  expect(second).toMatchObject({
    asked: ['SOFTWARE_TOKEN_MFA'],
    refused: ['CodeMismatchException'],
  });
  const claims = await verifiedClaims(pool, second.session.getAccessToken().getJwtToken());
  expect(claims).toMatchObject({ username: user.username, token_use: 'access' });
});

test('our client does both, and a code that was used is refused', async () => {
  const user = await account('ours');
  const signInAs = () =>
    signIn({
      ...user,
      transport: createFetchTransport({ endpoint: pool.endpoint }),
      client: { userPoolId: pool.userPoolId, clientId: pool.publicClient.clientId },
      authFlow: userSrpAuth,
      handlers: [passwordVerifier, mfaSetup, softwareTokenMfa],
    });
  const choose = await signInAs();
  if (choose.kind !== 'challenge' || choose.name !== 'MFA_SETUP') throw new Error(choose.kind);
  const scan = await choose.answer({ kind: 'totp' });
  if (scan.kind !== 'challenge' || scan.name !== 'MFA_SETUP' || scan.prompt.kind !== 'scan') {
    throw new Error(scan.kind);
  }
  const { secretCode } = scan.prompt;
  const used = authenticator.code(secretCode);
  expect(await scan.answer({ kind: 'code', code: used })).toMatchObject({
    kind: 'signed-in',
    challenges: ['PASSWORD_VERIFIER', 'MFA_SETUP'],
  });

  const asked = await signInAs();
  if (asked.kind !== 'challenge' || asked.name !== 'SOFTWARE_TOKEN_MFA')
    throw new Error(asked.kind);
  const again = await asked.answer({ code: used });
  if (again.kind !== 'retry' || again.name !== 'SOFTWARE_TOKEN_MFA') throw new Error(again.kind);
  expect(await again.answer({ code: authenticator.code(secretCode) })).toMatchObject({
    kind: 'signed-in',
    challenges: ['PASSWORD_VERIFIER', 'SOFTWARE_TOKEN_MFA'],
  });
});
