/** AdminInitiateAuth and AdminRespondToAuthChallenge: the same sign-ins, by an administrator's server. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { LocalPool, Seed } from '@countersign/local-pool';
import { ALICE, CLIENT_SECRET, POOL_SEED, USER_POOL_ID } from './_fixture.ts';
import { call, claimFor, openSrp, secretHash, startPool } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

const ALLOWED = ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'];
const FLOWS = [...ALLOWED, 'ALLOW_REFRESH_TOKEN_AUTH'];
const SEED: Seed = {
  pools: [
    {
      ...POOL_SEED,
      clients: [
        ...POOL_SEED.clients!,
        { clientId: 'server', explicitAuthFlows: FLOWS },
        { clientId: 'sealed', clientSecret: CLIENT_SECRET, explicitAuthFlows: FLOWS },
      ],
    },
    { name: 'elsewhere', userPoolId: 'eu-west-1_Elsewhere', clients: [{ clientId: 'stranger' }] },
  ],
};

let pool: LocalPool;
beforeEach(() => {
  pool ??= startPool({ seed: SEED });
  pool.reset();
});

async function initiate(input: object, parameters: object = {}): Promise<Answer> {
  return call(pool.fetch, 'AdminInitiateAuth', {
    UserPoolId: USER_POOL_ID,
    ClientId: 'server',
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'alice', PASSWORD: ALICE.password, ...parameters },
    ...input,
  });
}

describe('AdminInitiateAuth', () => {
  test('signs in with the password, under both names of the flow', async () => {
    for (const AuthFlow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH']) {
      const { body } = await initiate({ AuthFlow });
      expect(body['AuthenticationResult']).toMatchObject({ TokenType: 'Bearer' });
    }
    const wrong = await initiate({}, { PASSWORD: 'Wrong-horse-7!' });
    expect(wrong.message).toBe('Incorrect username or password.');
  });

  test('wants the client to be of the pool, to allow the flow, and to show its secret', async () => {
    expect((await initiate({ ClientId: 'stranger' })).error).toBe('ResourceNotFoundException');
    expect((await initiate({ UserPoolId: 'eu-west-1_None' })).error).toBe(
      'ResourceNotFoundException',
    );
    expect((await initiate({ UserPoolId: undefined })).error).toBe('InvalidParameterException');
    expect((await initiate({ ClientId: 'app' })).error).toBe('InvalidParameterException');
    expect((await initiate({ ClientId: 'sealed' })).error).toBe('NotAuthorizedException');
    const SECRET_HASH = secretHash(CLIENT_SECRET, 'alice', 'sealed');
    const signedIn = await initiate({ ClientId: 'sealed' }, { SECRET_HASH });
    expect(signedIn.body['AuthenticationResult']).toBeDefined();
  });

  test('keeps to its own flows, and InitiateAuth to its', async () => {
    const user = await initiate({ AuthFlow: 'USER_PASSWORD_AUTH' });
    expect(user.error).toBe('InvalidParameterException');
    const admin = await call(pool.fetch, 'InitiateAuth', {
      ClientId: 'server',
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD: ALICE.password },
    });
    expect(admin.error).toBe('InvalidParameterException');
  });

  test('refreshes', async () => {
    const { body } = await initiate({});
    const { RefreshToken } = body['AuthenticationResult'];
    const refreshed = await initiate({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    });
    expect(refreshed.body['AuthenticationResult']).toMatchObject({ ExpiresIn: 3600 });
  });
});

describe('AdminRespondToAuthChallenge', () => {
  test('takes a proof, and a new password for a temporary one', async () => {
    const server = { ...ALICE, clientId: 'server' };
    const claim = claimFor(pool, server, await openSrp(pool, server));
    const respond = (input: object): Promise<Answer> =>
      call(pool.fetch, 'AdminRespondToAuthChallenge', { UserPoolId: USER_POOL_ID, ...input });
    const foreign = await respond({ ...claim, UserPoolId: 'eu-west-1_Elsewhere' });
    expect(foreign.error).toBe('ResourceNotFoundException');
    expect((await respond(claim)).body['AuthenticationResult']).toBeDefined();

    const asked = await initiate({}, { USERNAME: 'newcomer' });
    expect(asked.body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED');
    const done = await respond({
      ClientId: 'server',
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: asked.body['Session'],
      ChallengeResponses: { USERNAME: 'newcomer', NEW_PASSWORD: 'Brand-new-7!' },
    });
    expect(done.body['AuthenticationResult']).toBeDefined();
  });
});
