/**
 * One app client: which flows it allows, how long its tokens live, whether it has a secret.
 *
 * @module
 */
import { invalidParameter, ServiceFault } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { UserPool } from './_user-pool.ts';
import { makeLowerCase } from './_opaque.ts';
import type { UserExistenceErrors } from './seed.ts';

export const MINUTE_SECONDS = 60;
export const HOUR_SECONDS = 3600;
export const DAY_SECONDS = 86_400;

/** What can be chosen when a client is made. */
export interface UserPoolClientSettings {
  readonly clientName: string;
  /** As they were given; `undefined` when they were not. */
  readonly explicitAuthFlows: readonly string[] | undefined;
  readonly preventUserExistenceErrors: UserExistenceErrors;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly authSessionMinutes: number;
  readonly tokenRevocation: boolean;
  /** `undefined`: a refresh token stays as it is. */
  readonly refreshTokenRotation: RefreshTokenRotation | undefined;
}

/** Every refresh replaces the refresh token. */
export interface RefreshTokenRotation {
  /** How long the one before still works, for answers that got lost: 0 to 60. */
  readonly retryGraceSeconds: number;
}

export interface UserPoolClient {
  readonly id: string;
  readonly pool: UserPool;
  settings: UserPoolClientSettings;
  /** What it allows, in today's `ALLOW_…` spelling. */
  allowedFlows: ReadonlySet<string>;
  /** Empty: a public client. The oldest first; each of them is good. */
  readonly secrets: ClientSecret[];
  readonly createdAtMs: number;
}

/** So that secrets can be changed without a moment in which no client gets in. */
export interface ClientSecret {
  readonly id: string;
  /** SECRET. */
  readonly value: string;
  readonly createdAtMs: number;
}

export const MOST_CLIENT_SECRETS = 2;

export const DEFAULT_CLIENT_SETTINGS: Omit<UserPoolClientSettings, 'clientName'> = {
  explicitAuthFlows: undefined,
  preventUserExistenceErrors: 'LEGACY',
  accessTokenSeconds: HOUR_SECONDS,
  idTokenSeconds: HOUR_SECONDS,
  refreshTokenSeconds: 30 * DAY_SECONDS,
  authSessionMinutes: 3,
  tokenRevocation: true,
  refreshTokenRotation: undefined,
};

const DEFAULT_FLOWS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

/** The names from before `ALLOW_…`, and what a client with them allows. */
const LEGACY_FLOWS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ADMIN_NO_SRP_AUTH', [...DEFAULT_FLOWS, 'ALLOW_ADMIN_USER_PASSWORD_AUTH']],
  ['USER_PASSWORD_AUTH', [...DEFAULT_FLOWS, 'ALLOW_USER_PASSWORD_AUTH']],
  ['CUSTOM_AUTH_FLOW_ONLY', ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH']],
]);

/** Every value that `ExplicitAuthFlows` may have. */
export const EXPLICIT_AUTH_FLOWS: readonly string[] = [
  ...LEGACY_FLOWS.keys(),
  ...DEFAULT_FLOWS,
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
];

/** @throws ServiceFault `InvalidParameterException` when the settings contradict each other. */
export function addUserPoolClient(
  service: Service,
  pool: UserPool,
  settings: UserPoolClientSettings,
  given: { readonly id?: string | undefined; readonly clientSecret?: string | undefined } = {},
): UserPoolClient {
  const allowedFlows = checkSettings(settings);
  const client: UserPoolClient = {
    id: given.id ?? makeLowerCase(service.random, 26),
    pool,
    settings,
    allowedFlows,
    secrets: [],
    createdAtMs: service.clock.nowMs(),
  };
  if (given.clientSecret !== undefined) addClientSecret(service, client, given.clientSecret);
  pool.clients.set(client.id, client);
  return client;
}

/** @throws ServiceFault `LimitExceededException` when there are as many as there may be. */
export function addClientSecret(
  service: Service,
  client: UserPoolClient,
  value: string,
): ClientSecret {
  if (client.secrets.length >= MOST_CLIENT_SECRETS) {
    const message = `A client has at most ${MOST_CLIENT_SECRETS} secrets.`;
    throw new ServiceFault('LimitExceededException', message);
  }
  const createdAtMs = service.clock.nowMs();
  // Two of the same second still have to be told apart.
  let seconds = Math.floor(createdAtMs / 1000);
  while (client.secrets.some(({ id }) => id === `${client.id}--${seconds}`)) seconds += 1;
  const secret = { id: `${client.id}--${seconds}`, value, createdAtMs };
  client.secrets.push(secret);
  return secret;
}

/** Throws like {@link addUserPoolClient}, and then changes nothing. */
export function changeUserPoolClient(
  client: UserPoolClient,
  settings: UserPoolClientSettings,
): void {
  client.allowedFlows = checkSettings(settings);
  client.settings = settings;
}

/** @returns what the client allows. */
function checkSettings(settings: UserPoolClientSettings): ReadonlySet<string> {
  requireLifetime('AccessTokenValidity', settings.accessTokenSeconds, MINUTE_SECONDS * 5);
  requireLifetime('IdTokenValidity', settings.idTokenSeconds, MINUTE_SECONDS * 5);
  requireLifetime('RefreshTokenValidity', settings.refreshTokenSeconds, HOUR_SECONDS, 3650);
  return resolveFlows(settings.explicitAuthFlows);
}

/** Can users of the client sign in without ever having had a password? */
export function isPasswordless({ allowedFlows, pool }: UserPoolClient): boolean {
  const { firstFactors } = pool.settings;
  return allowedFlows.has('ALLOW_USER_AUTH') && firstFactors.some((name) => name !== 'PASSWORD');
}

/** SECRET: what `GenerateSecret` makes. */
export function makeClientSecret(service: Service): string {
  return makeLowerCase(service.random, 52);
}

function resolveFlows(given: readonly string[] | undefined): ReadonlySet<string> {
  if (given === undefined || given.length === 0) return new Set(DEFAULT_FLOWS);
  const legacy = given.filter((name) => LEGACY_FLOWS.has(name));
  if (legacy.length > 0 && legacy.length < given.length) {
    throw invalidParameter(
      'ExplicitAuthFlows cannot mix legacy values with values that begin with ALLOW_.',
    );
  }
  if (legacy.includes('CUSTOM_AUTH_FLOW_ONLY') && legacy.length > 1) {
    throw invalidParameter('CUSTOM_AUTH_FLOW_ONLY cannot be combined with other auth flows.');
  }
  return new Set(given.flatMap((name) => LEGACY_FLOWS.get(name) ?? [name]));
}

function requireLifetime(
  member: string,
  seconds: number,
  minimumSeconds: number,
  maximumDays: number = 1,
): void {
  const maximumSeconds = maximumDays * DAY_SECONDS;
  if (seconds < minimumSeconds || seconds > maximumSeconds) {
    throw invalidParameter(
      `Invalid range for ${member}: it must be ${minimumSeconds} to ${maximumSeconds} seconds.`,
    );
  }
}
