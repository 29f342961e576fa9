/**
 * The AWS SDK for JavaScript asks the local pool for step-up on its own. It knows the shapes of the
 * operations and of the errors; what the levels are, its documentation says.
 *
 * @see Amazon Cognito Developer Guide, "Step-up authentication with the USER_AUTH flow"
 * @module
 */
import {
  AdminInitiateAuthCommand,
  AdminSetUserMFAPreferenceCommand,
  CodeMismatchException,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  FeatureUnavailableInTierException,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  InvalidParameterException,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type {
  AuthenticationResultType,
  InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { totp } from '../../packages/local-pool/test/_totp.ts';
import { verifiedClaims } from './_tokens.ts';

const LOA = 'urn:cognito:loa:';
const POOL = { UserPoolId: 'eu-west-1_Levels' };
const APP = { ClientId: 'levels', AuthFlow: 'USER_AUTH' } as const;
const PASSWORD = 'Correct-horse-7!';
const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const WITH_PASSWORD = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };

let server: PoolServer;
let sdk: CognitoIdentityProviderClient;
beforeAll(async () => {
  // Its notice about Node 20 would be all that is read of a test run.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  server = await startPoolServer({
    seed: {
      pools: [
        {
          name: 'levels',
          userPoolId: POOL.UserPoolId,
          mfa: 'OPTIONAL',
          clients: [{ clientId: 'levels', explicitAuthFlows: ['ALLOW_USER_AUTH'] }],
          users: [
            { username: 'alice', password: PASSWORD, totpSecret: SECRET_CODE },
            { username: 'bob', password: PASSWORD },
          ],
        },
      ],
    },
  });
  sdk = new CognitoIdentityProviderClient({
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'not-checked', secretAccessKey: 'not-checked' },
    maxAttempts: 1,
  });
});
beforeEach(async () => {
  server.pool.reset();
  // Her app stays set up, and is not asked for at every sign-in.
  const SoftwareTokenMfaSettings = { Enabled: false };
  const alice = { ...POOL, Username: 'alice', SoftwareTokenMfaSettings };
  await sdk.send(new AdminSetUserMFAPreferenceCommand(alice));
});
afterAll(async () => {
  sdk.destroy();
  await server.close();
});

function aim(
  level: number | string,
  more: Record<string, string> = {},
): Promise<InitiateAuthCommandOutput> {
  const TARGET_ACR_VALUES = typeof level === 'number' ? LOA + level : level;
  const AuthParameters = { USERNAME: 'alice', TARGET_ACR_VALUES, ...more };
  return sdk.send(new InitiateAuthCommand({ ...APP, AuthParameters }));
}

async function answerCode(
  { ChallengeName, Session }: InitiateAuthCommandOutput,
  code: string,
): Promise<AuthenticationResultType | undefined> {
  const ChallengeResponses = { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE: code };
  const { ClientId } = APP;
  const input = { ClientId, ChallengeName, Session, ChallengeResponses };
  return (await sdk.send(new RespondToAuthChallengeCommand(input))).AuthenticationResult;
}

const codeNow = (): string => totp(SECRET_CODE, server.pool.clock.nowMs());
const wrongCode = (): string => String((Number(codeNow()) + 1) % 1_000_000).padStart(6, '0');
const tokenOf = (result?: AuthenticationResultType): string => result?.AccessToken ?? '';

async function passwordToken(): Promise<string> {
  return tokenOf((await aim(1, WITH_PASSWORD)).AuthenticationResult);
}

/** What both tokens say of the level. */
async function levelOf(result?: AuthenticationResultType): Promise<object> {
  const pool = { endpoint: server.url, userPoolId: POOL.UserPoolId };
  const [access, id] = await Promise.all(
    [result?.AccessToken, result?.IdToken].map((token) => verifiedClaims(pool, token ?? '')),
  );
  expect([id!['acr'], id!['amr']]).toEqual([access!['acr'], access!['amr']]);
  return { acr: access!['acr'], amr: access!['amr'] };
}

test('a password, then a code for what it lacks; a refresh keeps both', async () => {
  const one = await aim(`${LOA}9 ${LOA}1`, WITH_PASSWORD);
  expect(await levelOf(one.AuthenticationResult)).toEqual({ acr: `${LOA}1`, amr: ['pwd'] });
  const ACCESS_TOKEN = tokenOf(one.AuthenticationResult);
  const asked = await aim(4, { ACCESS_TOKEN });
  expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  await expect(answerCode(asked, wrongCode())).rejects.toBeInstanceOf(CodeMismatchException);
  const four = await answerCode(asked, codeNow());
  const expected = { acr: `${LOA}4`, amr: ['pwd', 'otp', 'mfa'] };
  expect(await levelOf(four)).toEqual(expected);
  const input = { ClientId: APP.ClientId, RefreshToken: four!.RefreshToken };
  const refreshed = await sdk.send(new GetTokensFromRefreshTokenCommand(input));
  expect(await levelOf(refreshed.AuthenticationResult)).toEqual(expected);
});

test('an administrator steps a user up alike', async () => {
  const ACCESS_TOKEN = await passwordToken();
  const AuthParameters = { USERNAME: 'alice', TARGET_ACR_VALUES: `${LOA}4`, ACCESS_TOKEN };
  const asked = await sdk.send(new AdminInitiateAuthCommand({ ...POOL, ...APP, AuthParameters }));
  expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
});

test('MAX_AGE that has passed: from the start, and the token stays good', async () => {
  const ACCESS_TOKEN = await passwordToken();
  server.pool.clock.advance(61);
  const late = await aim(4, { ACCESS_TOKEN, MAX_AGE: '60' });
  expect(late).toMatchObject({
    ChallengeName: 'SELECT_CHALLENGE',
    AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
  });
  const inTime = await aim(4, { ACCESS_TOKEN, MAX_AGE: '3600' });
  expect(inTime.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
});

test('what is wrong is refused under the service’s names for it', async () => {
  const ACCESS_TOKEN = await passwordToken();
  const bob = { USERNAME: 'bob', ACCESS_TOKEN };
  await expect(aim(1, bob)).rejects.toBeInstanceOf(NotAuthorizedException);
  await expect(aim(1, { ACCESS_TOKEN })).rejects.toBeInstanceOf(InvalidParameterException);
  await expect(aim('silver')).rejects.toBeInstanceOf(InvalidParameterException);
  await expect(aim(4, { USERNAME: 'bob' })).rejects.toBeInstanceOf(InvalidParameterException);
  const AuthParameters = { USERNAME: 'alice', ...WITH_PASSWORD, ACCESS_TOKEN };
  const untargeted = sdk.send(new InitiateAuthCommand({ ...APP, AuthParameters }));
  await expect(untargeted).rejects.toBeInstanceOf(InvalidParameterException);
  server.pool.clock.advance(3600);
  await expect(aim(4, { ACCESS_TOKEN })).rejects.toBeInstanceOf(NotAuthorizedException);
});

test('AcrConfiguration and UserPoolTier come back as the service’s model has them', async () => {
  const AcrConfiguration = { Level4: { AcrValue: 'https://example.com/gold' } };
  await sdk.send(new UpdateUserPoolCommand({ ...POOL, AcrConfiguration }));
  const { UserPool } = await sdk.send(new DescribeUserPoolCommand(POOL));
  expect(UserPool).toMatchObject({
    UserPoolTier: 'ESSENTIALS',
    AcrConfiguration: { Level3: { AcrValue: `${LOA}3` }, ...AcrConfiguration },
  });
  const lite = { PoolName: 'lite', UserPoolTier: 'LITE' } as const;
  await expect(
    sdk.send(new CreateUserPoolCommand({ ...lite, AcrConfiguration })),
  ).rejects.toBeInstanceOf(FeatureUnavailableInTierException);
  await sdk.send(new UpdateUserPoolCommand({ ...POOL, UserPoolTier: 'LITE' }));
  await expect(aim(1)).rejects.toBeInstanceOf(FeatureUnavailableInTierException);
});
