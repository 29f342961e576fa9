/**
 * One user pool: its settings, its clients and users, and what it remembers of sign-ins under way.
 *
 * @module
 */
import { asUserPoolId, poolNameOf, regionOf } from '@countersign/contract';
import type { PoolName, WireObject } from '@countersign/contract';
import type { AcrNames } from './_acr-names.ts';
import type { Attempt, SignIn } from './_attempt.ts';
import type { SchemaAttribute } from './_attributes.ts';
import type { ContactAttribute } from './_confirmation.ts';
import type { Device, DeviceTracking } from './_devices.ts';
import { createExpiringMap } from './_expiring-map.ts';
import type { ExpiringMap } from './_expiring-map.ts';
import type { Guards } from './_guards.ts';
import type { Grant } from './_grants.ts';
import { makeId } from './_opaque.ts';
import type { PoolPasskeys } from './_passkeys.ts';
import type { PasswordRecord } from './_password.ts';
import type { PasswordPolicy } from './_password-policy.ts';
import { notFound } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { PoolSession } from './_sessions.ts';
import type { SrpExchange } from './_srp-exchange.ts';
import type { User } from './_user.ts';
import type { UserPoolClient } from './_user-pool-client.ts';
import type { AliasAttribute, IssuerMode, PoolTier, UsernameAttribute } from './seed.ts';

/** What can be chosen when a pool is made. */
export interface UserPoolSettings {
  readonly displayName: string;
  readonly issuerMode: IssuerMode;
  readonly usernameAttributes: readonly UsernameAttribute[];
  readonly aliasAttributes: readonly AliasAttribute[];
  readonly caseSensitive: boolean;
  readonly passwordPolicy: PasswordPolicy;
  readonly tier: PoolTier;
  /** What tokens call the levels of authentication. */
  readonly acrNames: AcrNames;
  /** `AllowedFirstAuthFactors`. */
  readonly firstFactors: readonly string[];
  readonly schema: readonly SchemaAttribute[];
  /** `AutoVerifiedAttributes`: where the code of a sign-up goes. */
  readonly autoVerified: readonly ContactAttribute[];
  /** `AttributesRequireVerificationBeforeUpdate`: a change of these waits for its code. */
  readonly verifiedBeforeUpdate: readonly ContactAttribute[];
  /** Where the code of a forgotten password goes: the first that the user has verified. */
  readonly recovery: readonly ContactAttribute[];
  /** `AllowAdminCreateUserOnly`: nobody signs up. */
  readonly adminCreatesUsers: boolean;
  /** `undefined`: the pool does not track devices. */
  readonly deviceTracking: DeviceTracking | undefined;
  /** While `true`, the pool cannot be deleted. */
  readonly deletionProtected: boolean;
}

/** A proof of the password between SRP_B and its claim. */
export interface Handshake {
  readonly attempt: Attempt;
  /** The `Session` that went out with SRP_B, where one did. */
  readonly session: string | undefined;
  /** The verifier that SRP_B was made from: a password set since then ends the handshake. */
  readonly password: PasswordRecord;
  readonly exchange: SrpExchange;
}

/** A device between DEVICE_SRP_AUTH and its proof. */
export interface DeviceHandshake {
  readonly signIn: SignIn;
  readonly device: Device;
  /** The `Session` that went out with SRP_B. */
  readonly session: string;
  readonly exchange: SrpExchange;
}

/** What a name that nobody has is answered with, so that it looks like anybody's. */
export interface Simulation {
  /** SECRET: 32 bytes. Salts and user ids of strangers are derived from it. */
  readonly key: Uint8Array<ArrayBuffer>;
  verifierHex: string | undefined;
}

/** Whether a second factor is asked for. `SetUserPoolMfaConfig` changes it. */
export interface PoolMfa {
  configuration: 'OFF' | 'OPTIONAL' | 'ON';
  /** Those that are switched on, by name, and how. */
  readonly factors: Map<string, WireObject>;
}

export interface UserPool {
  readonly id: string;
  /** What SRP hashes: the id's tail. */
  readonly srpName: PoolName;
  readonly region: string;
  settings: UserPoolSettings;
  readonly mfa: PoolMfa;
  readonly passkeys: PoolPasskeys;
  readonly createdAtMs: number;
  /** By client id. */
  readonly clients: Map<string, UserPoolClient>;
  /** By user name, folded to lower case where the pool ignores case. */
  readonly users: Map<string, User>;
  /** By the `Session` text. */
  readonly sessions: ExpiringMap<PoolSession>;
  /** By SECRET_BLOCK. */
  readonly handshakes: ExpiringMap<Handshake>;
  /** By SECRET_BLOCK. */
  readonly deviceHandshakes: ExpiringMap<DeviceHandshake>;
  /** The `Session` of the newest DEVICE_SRP_AUTH, for programs that do not send it. */
  readonly deviceSignIns: ExpiringMap<string>;
  /** By event id. */
  readonly grants: ExpiringMap<Grant>;
  /** Failed guesses against names that nobody has. */
  readonly strangers: ExpiringMap<Guards>;
  readonly simulation: Simulation;
}

/** `AllowedFirstAuthFactors` of a pool that does not say. */
export const DEFAULT_FIRST_FACTORS: readonly string[] = ['PASSWORD'];

/** A telephone comes first where a pool does not say. */
export const DEFAULT_RECOVERY: readonly ContactAttribute[] = ['phone_number', 'email'];

/** Sign-ins that can be under way in one pool at once; the oldest makes room. */
const PENDING_CAPACITY = 10_000;
const GRANT_CAPACITY = 100_000;

/** Makes an empty pool and puts it into the service. */
export function addUserPool(
  service: Service,
  settings: UserPoolSettings,
  id: string = `${service.region}_${makeId(service.random, 9)}`,
): UserPool {
  const userPoolId = asUserPoolId(id);
  const nowMs = (): number => service.clock.nowMs();
  const pending = { nowMs, capacity: PENDING_CAPACITY };
  const onDrop = ({ exchange }: { readonly exchange: SrpExchange }): void => {
    exchange.ephemeral.discard();
  };
  const exchanges = { ...pending, onDrop };
  const pool: UserPool = {
    id: userPoolId,
    srpName: poolNameOf(userPoolId),
    region: regionOf(userPoolId),
    settings,
    mfa: { configuration: 'OFF', factors: new Map() },
    passkeys: { relyingPartyId: undefined, userVerification: 'preferred', countsTwice: false },
    createdAtMs: nowMs(),
    clients: new Map(),
    users: new Map(),
    sessions: createExpiringMap(pending),
    handshakes: createExpiringMap<Handshake>(exchanges),
    deviceHandshakes: createExpiringMap<DeviceHandshake>(exchanges),
    deviceSignIns: createExpiringMap(pending),
    grants: createExpiringMap({ nowMs, capacity: GRANT_CAPACITY }),
    strangers: createExpiringMap(pending),
    simulation: { key: Uint8Array.from(service.random(32)), verifierHex: undefined },
  };
  service.pools.set(pool.id, pool);
  return pool;
}

/** Ends everything that is under way in a pool. */
export function discardPool(pool: UserPool): void {
  pool.handshakes.clear();
  pool.deviceHandshakes.clear();
  pool.deviceSignIns.clear();
  pool.sessions.clear();
  pool.grants.clear();
}

/** What tokens say in `iss`. */
export function issuerOf(service: Service, pool: UserPool): string {
  return pool.settings.issuerMode === 'aws'
    ? `https://cognito-idp.${pool.region}.amazonaws.com/${pool.id}`
    : `${service.publicUrl}/${pool.id}`;
}

/** @throws ServiceFault `ResourceNotFoundException`. */
export function requirePoolClient(pool: UserPool, clientId: string): UserPoolClient {
  const client = pool.clients.get(clientId);
  if (client === undefined) throw notFound(`User pool client ${clientId} does not exist.`);
  return client;
}
