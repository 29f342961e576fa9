import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PoolTriggers } from '@countersign/local-pool';
import { OPERATIONS } from '../src/operations/registry.ts';
import { ALICE, SEED, USER_POOL_ID } from './_fixture.ts';
import { call, signInPlain, startPool } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

const triggers: PoolTriggers = {
  defineAuthChallenge: () => ({ response: { challengeName: 'CUSTOM_CHALLENGE' } }),
  createAuthChallenge: () => ({ response: {} }),
  verifyAuthChallengeResponse: () => ({ response: {} }),
};
const pool = startPool({ seed: SEED, triggers });
const defects = vi.spyOn(console, 'error').mockImplementation(() => {});
// The operations under test delete pools, clients and users.
beforeEach(() => pool.reset());
afterAll(() => {
  defects.mockRestore();
  pool.close();
});

// Values that get past the first checks, so that the later ones are reached too.
const plausible = fc.constantFrom(
  ...['app', 'confidential', USER_POOL_ID, 'alice', 'newcomer', 'USER_SRP_AUTH', 'SUPPRESS'],
  ...[
    'USER_AUTH',
    'CUSTOM_AUTH',
    'CUSTOM_CHALLENGE',
    'SELECT_CHALLENGE',
    'EMAIL_OTP',
    'SMS_MFA',
    'MFA_SETUP',
    'PASSWORD',
  ],
  ...['USER_PASSWORD_AUTH', 'REFRESH_TOKEN', 'PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED'],
  ...['urn:cognito:loa:1', 'urn:cognito:loa:4 urn:cognito:loa:2', '60', 'LITE'],
  ...['P@ssw0rd-1', 'email', 'S'.repeat(40), 'a.b.c', 'ff', 'Wed Jan 7 09:05:03 UTC 2026'],
);
const value = fc.oneof(
  { weight: 4, arbitrary: plausible },
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', '\u0000', '__proto__', ''),
);
const mapOf = (keys: readonly string[]): fc.Arbitrary<unknown> =>
  fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), value, { maxKeys: 6 });

const AUTH_KEYS = [
  ...['USERNAME', 'PASSWORD', 'SRP_A', 'REFRESH_TOKEN', 'SECRET_HASH', 'PREFERRED_CHALLENGE'],
  ...['TARGET_ACR_VALUES', 'ACCESS_TOKEN', 'MAX_AGE'],
];
const RESPONSE_KEYS = [
  ...['USERNAME', 'PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP'],
  ...['NEW_PASSWORD', 'userAttributes.email', 'userAttributes.', 'SECRET_HASH', 'ANSWER'],
  ...['EMAIL', 'CREDENTIAL', 'EMAIL_OTP_CODE', 'SMS_MFA_CODE', 'SMS_OTP_CODE', 'PASSWORD', 'SRP_A'],
];
const MEMBERS = [
  ...['ClientId', 'UserPoolId', 'Username', 'AuthFlow', 'ChallengeName', 'Session', 'Token'],
  ...['AccessToken', 'RefreshToken', 'ClientSecret', 'Password', 'Permanent', 'TemporaryPassword'],
  ...['MessageAction', 'MaxResults', 'NextToken', 'Limit', 'PaginationToken', 'Filter'],
  ...['AttributesToGet', 'PoolName', 'ClientName', 'GenerateSecret', 'ExplicitAuthFlows'],
  ...['Policies', 'Schema', 'UsernameAttributes', 'AliasAttributes', 'UsernameConfiguration'],
  ...['TokenValidityUnits', 'AccessTokenValidity', 'AuthSessionValidity', 'LambdaConfig'],
  ...[
    'Credential',
    'CredentialId',
    'ConfirmationCode',
    'SecretHash',
    'PreviousPassword',
    'ProposedPassword',
    'UserCode',
  ],
  ...['RefreshTokenRotation', 'UserAttributes', 'ForceAliasCreation', 'DeletionProtection'],
  ...['AcrConfiguration', 'UserPoolTier', 'AttributeName', 'Code', 'UserAttributeNames'],
  'UserAttributeUpdateSettings',
];
const body = fc
  .record(
    {
      some: fc.dictionary(fc.constantFrom(...MEMBERS), value, { maxKeys: 10 }),
      ids: fc.record({
        ClientId: fc.oneof(plausible, value),
        UserPoolId: fc.oneof(fc.constant(USER_POOL_ID), value),
      }),
      AuthParameters: mapOf(AUTH_KEYS),
      ChallengeResponses: mapOf(RESPONSE_KEYS),
      UserAttributes: fc.array(fc.record({ Name: value, Value: value }), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  .map(({ some, ids, ...maps }) => ({ ...maps, ...ids, ...some }));

function expectShaped({ status, error, message, headers, text }: Answer): void {
  expect(status).toBeLessThan(500);
  expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
  if (status === 200) return;
  expect(status).toBe(400);
  expect(error).toMatch(/^[A-Z]\w+$/);
  expect(message).toEqual(expect.any(String));
  expect(text).not.toMatch(/\\n +at |\.[jt]s:\d|node:/);
}

describe('arbitrary JSON never makes a 5xx, always an AWS-shaped answer', () => {
  test.each([...OPERATIONS.keys()])('%s', async (operation) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 6, arbitrary: body }, fc.jsonValue()), async (input) => {
        expectShaped(await call(pool.fetch, operation, input));
      }),
      { numRuns: process.env['COUNTERSIGN_FULL'] === '1' ? 5000 : 30 },
    );
  });

  test('and the pool still works, with no defect on its log', async () => {
    expect((await signInPlain(pool, ALICE)).body['AuthenticationResult']).toBeDefined();
    expect(defects).not.toHaveBeenCalled();
  });
});

test('no secret that was sent comes back in an error', async () => {
  const canary = 'Canary-7f3a-Secret';
  const alice = { USERNAME: 'alice' };
  const initiate = (AuthFlow: string, AuthParameters: object, ClientId = 'app'): object => ({
    AuthFlow,
    ClientId,
    AuthParameters,
  });
  const plain = { ...alice, PASSWORD: canary, SECRET_HASH: canary };
  const user = { UserPoolId: USER_POOL_ID, Username: 'alice' };
  const inputs: [string, object][] = [
    ['InitiateAuth', initiate('USER_PASSWORD_AUTH', { ...alice, PASSWORD: canary })],
    ['InitiateAuth', initiate('USER_PASSWORD_AUTH', plain, 'confidential')],
    ['InitiateAuth', initiate('USER_SRP_AUTH', { ...alice, SRP_A: canary })],
    ['InitiateAuth', initiate('REFRESH_TOKEN', { REFRESH_TOKEN: canary })],
    [
      'RespondToAuthChallenge',
      {
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ClientId: 'app',
        Session: canary.repeat(2),
        ChallengeResponses: { ...alice, NEW_PASSWORD: canary },
      },
    ],
    ['GetUser', { AccessToken: canary }],
    ['GetUser', { AccessToken: `${canary} with spaces` }],
    ['RevokeToken', { Token: canary, ClientId: 'app', ClientSecret: canary }],
    ['AdminSetUserPassword', { ...user, Password: `${canary}\ud800` }],
    ['AdminSetUserPassword', { ...user, Password: [canary] }],
    ['AdminCreateUser', { ...user, TemporaryPassword: canary.repeat(20) }],
  ];
  for (const [operation, input] of inputs) {
    const { text, headers, status } = await call(pool.fetch, operation, input);
    expect(status, operation).toBe(400);
    expect(text + JSON.stringify([...headers])).not.toContain(canary);
  }
});
