/**
 * Everything one local pool knows: its user pools, and the world they live in.
 *
 * @module
 */
import type { RandomBytes } from '@countersign/contract';
import type { PoolChallenge } from './_challenge.ts';
import type { PoolClock } from './clock.ts';
import type { WritableOutbox } from './outbox.ts';
import type { PoolTriggers } from './triggers.ts';
import type { IssuerMode } from './seed.ts';
import { notFound } from './_service-fault.ts';
import type { SigningKeys } from './_signing-keys.ts';
import type { UserPool } from './_user-pool.ts';
import type { UserPoolClient } from './_user-pool-client.ts';

export interface Service {
  readonly clock: PoolClock;
  readonly random: RandomBytes;
  readonly outbox: WritableOutbox;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Where pools that `CreateUserPool` makes live. */
  readonly region: string;
  readonly issuerMode: IssuerMode;
  /** All of them, by name, in the order in which a sign-in comes to them. */
  readonly challenges: ReadonlyMap<string, PoolChallenge>;
  readonly triggers: PoolTriggers;
  /** By pool id. */
  readonly pools: Map<string, UserPool>;
  /** Outlive a reset, so that a client's cached key set stays right. */
  signingKeysOf(userPoolId: string): SigningKeys;
}

/** @throws ServiceFault `ResourceNotFoundException`. */
export function requirePool(service: Service, userPoolId: string): UserPool {
  const pool = service.pools.get(userPoolId);
  if (pool === undefined) throw notFound(`User pool ${userPoolId} does not exist.`);
  return pool;
}

/** App client ids are unique over all pools: sign-in names only the client. */
export function findClient(service: Service, clientId: string): UserPoolClient | undefined {
  for (const pool of service.pools.values()) {
    const client = pool.clients.get(clientId);
    if (client !== undefined) return client;
  }
  return undefined;
}

/** @throws ServiceFault `ResourceNotFoundException`. */
export function requireClient(service: Service, clientId: string): UserPoolClient {
  const client = findClient(service, clientId);
  if (client === undefined) throw notFound(`User pool client ${clientId} does not exist.`);
  return client;
}
