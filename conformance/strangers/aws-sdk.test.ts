/**
 * The AWS SDK for JavaScript judges the local pool, as the example page of `RespondToAuthChallenge`
 * uses it: it answers SOFTWARE_TOKEN_MFA, and sends a `UserPoolId` along that no one has asked for.
 *
 * @see AWS SDK code examples, `RespondToAuthChallenge`, SDK for JavaScript (v3)
 * @module
 */
import {
  ChallengeNameType,
  CodeMismatchException,
  CognitoIdentityProviderClient,
  ExpiredCodeException,
  InitiateAuthCommand,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type {
  InitiateAuthCommandOutput,
  RespondToAuthChallengeCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuthenticator } from './_authenticator.ts';
import { startPoolProcess } from './_pool-process.ts';
import type { PoolProcess } from './_pool-process.ts';
import { verifiedClaims } from './_tokens.ts';

const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const ZOE = { username: 'zoë', password: 'Pässwörd-✓-1' };

const authenticator = createAuthenticator();
let pool: PoolProcess;
let sdk: CognitoIdentityProviderClient;
beforeAll(async () => {
  // Its notice about Node 20 would be all that is read of a test run.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  pool = await startPoolProcess({
    mfa: 'ON',
    deviceTracking: { challengeRequiredOnNewDevice: true },
    users: [{ ...ZOE, totpSecret: SECRET_CODE }],
  });
  // Neither operation is signed: there are no credentials to be had.
  sdk = new CognitoIdentityProviderClient({ endpoint: pool.endpoint, region: 'eu-west-1' });
});
afterAll(async () => {
  sdk.destroy();
  await pool.stop();
});

async function initiate(password: string): Promise<InitiateAuthCommandOutput> {
  const { clientId } = pool;
  const AuthParameters = { USERNAME: ZOE.username, PASSWORD: password };
  const input = { AuthFlow: 'USER_PASSWORD_AUTH' as const, ClientId: clientId, AuthParameters };
  return sdk.send(new InitiateAuthCommand(input));
}

async function answer(
  session: string | undefined,
  code: string,
): Promise<RespondToAuthChallengeCommandOutput> {
  const input = {
    ChallengeName: ChallengeNameType.SOFTWARE_TOKEN_MFA,
    ChallengeResponses: { SOFTWARE_TOKEN_MFA_CODE: code, USERNAME: ZOE.username },
    ClientId: pool.clientId,
    UserPoolId: pool.userPoolId,
    Session: session,
  };
  return sdk.send(new RespondToAuthChallengeCommand(input));
}

test('the example: a password, then a code with a stray UserPoolId beside it', async () => {
  await expect(initiate(`${ZOE.password}?`)).rejects.toBeInstanceOf(NotAuthorizedException);
  const asked = await initiate(ZOE.password);
  expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  const wrong = authenticator.wrongCode(SECRET_CODE);
  await expect(answer(asked.Session, wrong)).rejects.toBeInstanceOf(CodeMismatchException);
  const code = authenticator.code(SECRET_CODE);
  const { AuthenticationResult: result } = await answer(asked.Session, code);
  expect(result).toMatchObject({
    TokenType: 'Bearer',
    ExpiresIn: 3600,
    NewDeviceMetadata: { DeviceKey: expect.any(String), DeviceGroupKey: expect.any(String) },
  });
  const claims = await verifiedClaims(pool, result!.AccessToken!);
  expect(claims).toMatchObject({
    username: ZOE.username,
    device_key: result!.NewDeviceMetadata!.DeviceKey,
  });

  await expect(answer(asked.Session, code)).rejects.toBeInstanceOf(NotAuthorizedException);
  const again = await initiate(ZOE.password);
  await expect(answer(again.Session, code)).rejects.toBeInstanceOf(ExpiredCodeException);
  const { AuthenticationResult } = await answer(again.Session, authenticator.code(SECRET_CODE));
  expect(AuthenticationResult?.AccessToken).toEqual(expect.any(String));
});
