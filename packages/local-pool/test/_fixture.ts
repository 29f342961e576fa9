/**
 * One pool that most tests start from. `reset()` between tests keeps its signing keys, which are
 * slow to make.
 *
 * @module
 */
import type { PoolSeed, Seed } from '@countersign/local-pool';
import type { SignInInput } from './_wire-client.ts';

export const USER_POOL_ID = 'eu-west-1_AbCdEf123';
export const CLIENT_SECRET = 'abcdefghijklmnopqrstuvwxyz012345';
export const PASSWORD = 'P@ssw0rd-1';

const EVERY_FLOW = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;

export const POOL_SEED: PoolSeed = {
  name: 'tests',
  userPoolId: USER_POOL_ID,
  aliasAttributes: ['email', 'preferred_username'],
  clients: [
    {
      clientId: 'app',
      explicitAuthFlows: EVERY_FLOW,
      preventUserExistenceErrors: 'ENABLED',
    },
    { clientId: 'other', explicitAuthFlows: EVERY_FLOW },
    { clientId: 'confidential', clientSecret: CLIENT_SECRET, explicitAuthFlows: EVERY_FLOW },
    { clientId: 'srponly', explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
    { clientId: 'plainonly', explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
  ],
  users: [
    {
      username: 'alice',
      password: PASSWORD,
      attributes: { email: 'alice@example.com', email_verified: 'true' },
    },
    { username: 'bob', password: PASSWORD, attributes: { email: 'bob@example.com' } },
    { username: 'newcomer', password: PASSWORD, temporary: true },
    { username: 'unconfirmed', password: PASSWORD, confirmed: false },
    { username: 'disabled', password: PASSWORD, enabled: false },
  ],
};

export const SEED: Seed = { pools: [POOL_SEED] };

/** Alice, with her right password, over the client that hides who exists. */
export const ALICE: SignInInput = {
  userPoolId: USER_POOL_ID,
  clientId: 'app',
  username: 'alice',
  password: PASSWORD,
};
