/**
 * Authenticator apps: amazon-cognito-identity-js and the AWS SDK, unmodified, judge the local pool; and
 * our client goes the same way over HTTP.
 *
 * @module
 */
import {
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import type { CognitoUserSession } from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mfaSetup } from '@countersign/challenge-handlers/mfa-setup';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { softwareTokenMfa } from '@countersign/challenge-handlers/software-token-mfa';
import { signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createFetchTransport } from '@countersign/transport';
// RFC 6238 in node:crypto: the library that the pool uses judges nothing here.
import { totp } from '../../packages/local-pool/test/_totp.ts';
import { addUser, startPool } from './_pool.ts';
import type { Account, StrangersPool } from './_pool.ts';
import { verifiedClaims } from './_tokens.ts';

const STEP_SECONDS = 30;

let pool: StrangersPool;
let advancedSeconds = 0;
beforeAll(async () => {
  pool = await startPool();
  await pool.sdk.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: pool.userPoolId,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
});
afterAll(async () => pool.close());

/** A code works once: the next one needs the next half minute. */
function nextStep(): void {
  advancedSeconds += STEP_SECONDS;
  pool.advance(STEP_SECONDS);
}

const codeOf = (secret: string): string => totp(secret, Date.now() + advancedSeconds * 1000);
const wrongCodeOf = (secret: string): string =>
  String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, '0');

async function account(username: string): Promise<Account> {
  const made = { username, password: 'Correct-horse-7!' };
  await addUser(pool, made);
  return made;
}

interface AmazonCodes {
  /** Given the secret while the app is set up, nothing afterwards. */
  readonly code: (secret?: string) => string;
  readonly wrongFirst?: string;
}

/** Resolves with the tokens, the secret if one was set up, and what was refused on the way. */
async function signInWithAmazonsClient({ username, password }: Account, codes: AmazonCodes) {
  const { endpoint, userPoolId, publicClient } = pool;
  const ids = { endpoint, UserPoolId: userPoolId, ClientId: publicClient.clientId };
  const user = new CognitoUser({ Username: username, Pool: new CognitoUserPool(ids) });
  const refused: string[] = [];
  let secret: string | undefined;
  const session = await new Promise<CognitoUserSession>((resolve, reject) => {
    const send = (text: string): void =>
      user.sendMFACode(
        text,
        {
          onSuccess: resolve,
          onFailure(error: Error) {
            refused.push(error.name);
            if (refused.length > 1) reject(error);
            else send(codes.code());
          },
        },
        'SOFTWARE_TOKEN_MFA',
      );
    const callbacks = {
      onSuccess: resolve,
      onFailure: reject,
      mfaSetup: () => user.associateSoftwareToken(callbacks),
      associateSecretCode(secretCode: string) {
        secret = secretCode;
        user.verifySoftwareToken(codes.code(secretCode), 'phone', callbacks);
      },
      totpRequired: () => send(codes.wrongFirst ?? codes.code()),
    };
    const details = new AuthenticationDetails({ Username: username, Password: password });
    user.authenticateUser(details, callbacks);
  });
  return { session, secret, refused };
}

test('amazon-cognito-identity-js sets an app up, and signs in with it; a wrong code is refused', async () => {
  const user = await account('amazon');
  const first = await signInWithAmazonsClient(user, { code: (secret = '') => codeOf(secret) });
  const secret = first.secret ?? '';
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  nextStep();
  const second = await signInWithAmazonsClient(user, {
    code: () => codeOf(secret),
    wrongFirst: wrongCodeOf(secret),
  });
  expect(second.refused).toEqual(['CodeMismatchException']);
  const claims = await verifiedClaims(pool, second.session.getAccessToken().getJwtToken());
  expect(claims).toMatchObject({ username: user.username, token_use: 'access' });
});

test('the AWS SDK sends SOFTWARE_TOKEN_MFA, with a stray UserPoolId beside it', async () => {
  const user = await account('sdk');
  const set = await signInWithAmazonsClient(user, { code: (secret = '') => codeOf(secret) });
  nextStep();
  const { clientId } = pool.publicClient;
  const asked = await pool.sdk.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: user.username, PASSWORD: user.password },
    }),
  );
  expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  const answer = (code: string) => {
    const input = {
      UserPoolId: pool.userPoolId,
      ClientId: clientId,
      ChallengeName: 'SOFTWARE_TOKEN_MFA' as const,
      Session: asked.Session,
      ChallengeResponses: { USERNAME: user.username, SOFTWARE_TOKEN_MFA_CODE: code },
    };
    return pool.sdk.send(new RespondToAuthChallengeCommand(input));
  };
  const secret = set.secret ?? '';
  await expect(answer(wrongCodeOf(secret))).rejects.toMatchObject({
    name: 'CodeMismatchException',
  });
  const { AuthenticationResult } = await answer(codeOf(secret));
  expect(AuthenticationResult?.TokenType).toBe('Bearer');
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
  const used = codeOf(secretCode);
  expect(await scan.answer({ kind: 'code', code: used })).toMatchObject({
    kind: 'signed-in',
    challenges: ['PASSWORD_VERIFIER', 'MFA_SETUP'],
  });

  const asked = await signInAs();
  if (asked.kind !== 'challenge' || asked.name !== 'SOFTWARE_TOKEN_MFA')
    throw new Error(asked.kind);
  const again = await asked.answer({ code: used });
  if (again.kind !== 'retry' || again.name !== 'SOFTWARE_TOKEN_MFA') throw new Error(again.kind);
  nextStep();
  expect(await again.answer({ code: codeOf(secretCode) })).toMatchObject({
    kind: 'signed-in',
    challenges: ['PASSWORD_VERIFIER', 'SOFTWARE_TOKEN_MFA'],
  });
});
