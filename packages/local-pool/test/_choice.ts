/**
 * USER_AUTH, as a client begins it and answers its challenges.
 *
 * @module
 */
import type { LocalPool, PoolSeed, UserSeed } from '@countersign/local-pool';
import { ALICE, PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { openEphemeral } from './_srp-client.ts';
import { call, claimFor, startPool } from './_wire-client.ts';
import type { Answer, Opened } from './_wire-client.ts';

export const EVERY_PERMIT = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] as const;

/** Verified addresses of both kinds. */
export const REACHABLE = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+15551239878',
  phone_number_verified: 'true',
} as const;

/** `alice` can begin with everything that the pool permits. */
export function startChoicePool(
  settings: Partial<PoolSeed> = {},
  alice: Partial<UserSeed> = {},
): LocalPool {
  const user = { username: 'alice', password: PASSWORD, attributes: REACHABLE, ...alice };
  const explicitAuthFlows = ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
  const pool: PoolSeed = {
    name: 'choice',
    userPoolId: USER_POOL_ID,
    allowedFirstAuthFactors: EVERY_PERMIT,
    clients: [
      { clientId: 'app', explicitAuthFlows, preventUserExistenceErrors: 'ENABLED' },
      { clientId: 'frank', explicitAuthFlows, preventUserExistenceErrors: 'LEGACY' },
      { clientId: 'srponly', explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
    ],
    users: [user, { username: 'bob', password: PASSWORD }],
    ...settings,
  };
  return startPool({ seed: { pools: [pool] } });
}

export async function begin(
  pool: LocalPool,
  parameters: Record<string, string> = {},
  clientId = 'app',
): Promise<Answer> {
  return call(pool.fetch, 'InitiateAuth', {
    AuthFlow: 'USER_AUTH',
    ClientId: clientId,
    AuthParameters: { USERNAME: 'alice', ...parameters },
  });
}

/** Opens an SRP exchange by whatever call takes `SRP_A`. */
export async function openWith(
  send: (srp: { readonly SRP_A: string }) => Promise<Answer>,
): Promise<Opened> {
  const ephemeral = openEphemeral();
  return { ephemeral, answer: await send({ SRP_A: ephemeral.publicAHex }) };
}

/** Proves the password, with the `Session` that came, unless `more` says otherwise. */
export function proveWith(
  pool: LocalPool,
  opened: Opened,
  more: object = {},
  password = PASSWORD,
): Promise<Answer> {
  const { Session } = opened.answer.body;
  const claim = claimFor(pool, { ...ALICE, password }, opened);
  return call(pool.fetch, 'RespondToAuthChallenge', { ...claim, Session, ...more });
}
