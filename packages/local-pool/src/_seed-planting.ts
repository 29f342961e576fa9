/**
 * Turns a seed into pools, clients and users.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { WireObject } from '@countersign/contract';
import { DEFAULT_TIER, nameLevels } from './_acr-names.ts';
import type { AcrNames } from './_acr-names.ts';
import { addUsernameAttribute, requireAliasesFree } from './_aliases.ts';
import { requireFitting, STANDARD_SCHEMA } from './_attributes.ts';
import { firstFactorPermits } from './_first-factor.ts';
import { makeId, makeLowerCase, makeUuid } from './_opaque.ts';
import { createPasswordRecord } from './_password.ts';
import { DEFAULT_PASSWORD_POLICY } from './_password-policy.ts';
import { secondFactorsOf } from './_second-factor.ts';
import { ServiceFault } from './_service-fault.ts';
import { findClient } from './_service.ts';
import type { Service } from './_service.ts';
import { createSoftwareToken } from './_software-token.ts';
import { addUser, findUser, nameUser, setPassword } from './_user.ts';
import type { User } from './_user.ts';
import { addUserPool, DEFAULT_FIRST_FACTORS, DEFAULT_RECOVERY } from './_user-pool.ts';
import type { UserPool } from './_user-pool.ts';
import { addUserPoolClient, DEFAULT_CLIENT_SETTINGS } from './_user-pool-client.ts';
import { makeClientSecret } from './_user-pool-client.ts';
import { SOFTWARE_TOKEN_MFA } from './challenges/software-token-mfa.ts';
import type { PlantedClient, PlantedPool, PlantedUser, Seed } from './seed.ts';

/** Makes up the ids and secrets that a seed leaves open, once: a reset plants the same again. */
export function completeSeed(service: Service, seed: Seed): readonly PlantedPool[] {
  const { random } = service;
  return seed.pools.map((pool) => ({
    ...pool,
    userPoolId: pool.userPoolId ?? `${service.region}_${makeId(random, 9)}`,
    clients: (pool.clients ?? [{}]).map(({ clientSecret, ...client }) => ({
      ...client,
      clientId: client.clientId ?? makeLowerCase(random, 26),
      ...(clientSecret !== undefined && {
        clientSecret: clientSecret === true ? makeClientSecret(service) : clientSecret,
      }),
    })),
    users: (pool.users ?? []).map((user) => ({ ...user, sub: user.sub ?? makeUuid(random) })),
  }));
}

/** @throws ArgumentError `ERR_ARGUMENT` when the parts of a seed contradict each other. */
export function plantSeed(service: Service, pools: readonly PlantedPool[]): void {
  pools.forEach((planted, i) => {
    const path = `pools[${i}]`;
    const pool = plantPool(service, planted, path);
    planted.clients.forEach((client, j) =>
      plantClient(service, pool, client, `${path}.clients[${j}]`),
    );
    planted.users.forEach((user, j) => plantUser(service, pool, user, `${path}.users[${j}]`));
  });
}

function plantPool(service: Service, seed: PlantedPool, path: string): UserPool {
  if (service.pools.has(seed.userPoolId)) {
    throw contradiction(`${path}.userPoolId`, 'is the id of another pool');
  }
  const { usernameAttributes = [], aliasAttributes = [], requiredAttributes = [] } = seed;
  if (usernameAttributes.length > 0 && aliasAttributes.length > 0) {
    throw contradiction(`${path}.aliasAttributes`, 'cannot be combined with usernameAttributes');
  }
  const settings = {
    displayName: seed.name,
    issuerMode: seed.issuer ?? service.issuerMode,
    usernameAttributes,
    aliasAttributes,
    ...plannedVerification(seed, path),
    recovery: DEFAULT_RECOVERY,
    adminCreatesUsers: seed.selfSignUp === false,
    caseSensitive: seed.caseSensitiveUsernames ?? true,
    firstFactors: plannedFirstFactors(service, seed, path),
    passwordPolicy: { ...DEFAULT_PASSWORD_POLICY, ...seed.passwordPolicy },
    tier: seed.tier ?? DEFAULT_TIER,
    acrNames: plannedAcrNames(seed, path),
    schema: STANDARD_SCHEMA.map((attribute) => ({
      ...attribute,
      required: attribute.required || requiredAttributes.includes(attribute.name),
    })),
    deviceTracking: seed.deviceTracking && {
      challengeRequiredOnNewDevice: false,
      onlyRememberedOnUserPrompt: false,
      ...seed.deviceTracking,
    },
    deletionProtected: false,
  };
  const pool = addUserPool(service, settings, seed.userPoolId);
  pool.mfa.configuration = seed.mfa ?? 'OFF';
  const { relyingPartyId, userVerification, countsAsTwoFactors } = seed.passkeys ?? {};
  Object.assign(pool.passkeys, {
    relyingPartyId,
    ...(userVerification !== undefined && { userVerification }),
    countsTwice: countsAsTwoFactors ?? false,
  });
  for (const [name, configuration] of plannedFactors(service, seed, path)) {
    pool.mfa.factors.set(name, configuration);
  }
  return pool;
}

function plantClient(service: Service, pool: UserPool, seed: PlantedClient, path: string): void {
  const { clientId, clientName = 'local', clientSecret, ...settings } = seed;
  if (findClient(service, clientId) !== undefined) {
    throw contradiction(`${path}.clientId`, 'is the id of another client');
  }
  explain(path, () =>
    addUserPoolClient(
      service,
      pool,
      { ...DEFAULT_CLIENT_SETTINGS, ...settings, clientName },
      { id: clientId, clientSecret },
    ),
  );
}

function plantUser(service: Service, pool: UserPool, seed: PlantedUser, path: string): void {
  if (findUser(pool, seed.username) !== undefined) {
    throw contradiction(`${path}.username`, 'is already taken');
  }
  const attributes = new Map(Object.entries(seed.attributes ?? {}));
  explain(path, () => {
    addUsernameAttribute(pool, seed.username, attributes);
    requireFitting(pool, attributes);
    requireAliasesFree(pool, attributes);
  });
  const names = nameUser(service, pool, seed.username, seed.sub);
  const nameForSrp = { pool, userIdForSrp: names.username };
  const password = createPasswordRecord(service.random, nameForSrp, seed.password);
  const user = addUser(service, pool, { ...names, attributes, password });
  if (seed.temporary === true) {
    const { temporaryPasswordValidityDays } = pool.settings.passwordPolicy;
    setPassword(service, user, password, temporaryPasswordValidityDays);
  }
  if (seed.totpSecret !== undefined) {
    user.softwareToken = createSoftwareToken(seed.totpSecret);
    user.mfa.enabled.add(SOFTWARE_TOKEN_MFA);
  }
  plantPreference(service, user, seed, path);
  if (seed.confirmed === false) user.status = 'UNCONFIRMED';
  user.enabled = seed.enabled ?? true;
}

function plannedVerification(
  { autoVerifiedAttributes: autoVerified = [], verifiedBeforeUpdate = [] }: PlantedPool,
  path: string,
): Pick<UserPool['settings'], 'autoVerified' | 'verifiedBeforeUpdate'> {
  if (verifiedBeforeUpdate.some((name) => !autoVerified.includes(name))) {
    throw contradiction(`${path}.verifiedBeforeUpdate`, 'goes beyond autoVerifiedAttributes');
  }
  return { autoVerified, verifiedBeforeUpdate };
}

function plannedAcrNames(
  { tier = DEFAULT_TIER, acrNames: names = {} }: PlantedPool,
  path: string,
): AcrNames {
  return explain(`${path}.acrNames`, () =>
    nameLevels(tier, [names.level1, names.level2, names.level3, names.level4]),
  );
}

function plannedFirstFactors(
  service: Service,
  { allowedFirstAuthFactors = DEFAULT_FIRST_FACTORS }: PlantedPool,
  path: string,
): readonly string[] {
  const permits = firstFactorPermits(service);
  const wrong = allowedFirstAuthFactors.findIndex((name) => !permits.includes(name));
  if (wrong === -1) return allowedFirstAuthFactors;
  const argument = `${path}.allowedFirstAuthFactors[${wrong}]`;
  throw contradiction(argument, `must be one of ${permits.join(', ')}`);
}

/** Every second factor that the seed names, as if it had been switched on with no settings. */
function plannedFactors(
  service: Service,
  { mfa = 'OFF', mfaFactors }: PlantedPool,
  path: string,
): readonly (readonly [string, WireObject])[] {
  const known = new Map(secondFactorsOf(service));
  const names = mfaFactors ?? (mfa === 'OFF' ? [] : [SOFTWARE_TOKEN_MFA]);
  if (names.length === 0 && mfa !== 'OFF') {
    throw contradiction(`${path}.mfaFactors`, 'cannot be empty: a second factor is asked for');
  }
  return names.map((name, i) => {
    const factor = known.get(name);
    if (factor === undefined) {
      const choices = [...known.keys()].join(', ');
      throw contradiction(`${path}.mfaFactors[${i}]`, `must be one of ${choices}`);
    }
    return [name, factor.defaultConfiguration] as const;
  });
}

function plantPreference(service: Service, user: User, seed: PlantedUser, path: string): void {
  const known = new Map(secondFactorsOf(service));
  (seed.enabledMfa ?? []).forEach((name, i) => {
    if (known.get(name)?.isSetUp(user) !== true) {
      throw contradiction(`${path}.enabledMfa[${i}]`, 'is not set up');
    }
    user.mfa.enabled.add(name);
  });
  if (seed.preferredMfa === undefined) return;
  if (!user.mfa.enabled.has(seed.preferredMfa)) {
    throw contradiction(`${path}.preferredMfa`, 'is not among the enabled second factors');
  }
  user.mfa.preferred = seed.preferredMfa;
}

/** What an operation would refuse is a mistake in the seed. */
function explain<Planted>(path: string, plant: () => Planted): Planted {
  try {
    return plant();
  } catch (error) {
    if (error instanceof ServiceFault) throw contradiction(path, `is refused: ${error.message}`);
    throw error;
  }
}

function contradiction(path: string, complaint: string): ArgumentError {
  return new ArgumentError(path, 'invalid-value', `${path} ${complaint}.`);
}
