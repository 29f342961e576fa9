/**
 * Making, showing, changing and deleting app clients.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { DISPLAY_NAME, readBoolean, readInteger, readObject } from '../_input.ts';
import { readText, readTexts, requireText } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { Output, PoolOperation } from '../_operation.ts';
import { LARGEST_PAGE, takePage } from '../_page.ts';
import { invalidParameter } from '../_service-fault.ts';
import type { Service } from '../_service.ts';
import { addUserPoolClient, changeUserPoolClient, DAY_SECONDS } from '../_user-pool-client.ts';
import { DEFAULT_CLIENT_SETTINGS } from '../_user-pool-client.ts';
import { EXPLICIT_AUTH_FLOWS, HOUR_SECONDS, makeClientSecret } from '../_user-pool-client.ts';
import { MINUTE_SECONDS } from '../_user-pool-client.ts';
import { CLIENT_SECRET, requireNamedClient, requireNamedPool } from '../_named-client.ts';
import type { RefreshTokenRotation, UserPoolClient } from '../_user-pool-client.ts';
import type { UserPoolClientSettings } from '../_user-pool-client.ts';

const UNIT_SECONDS: ReadonlyMap<string, number> = new Map([
  ['seconds', 1],
  ['minutes', MINUTE_SECONDS],
  ['hours', HOUR_SECONDS],
  ['days', DAY_SECONDS],
]);
const UNIT = { choices: [...UNIT_SECONDS.keys()] };
export const createUserPoolClient: PoolOperation = {
  name: 'CreateUserPoolClient',
  handle(service, input) {
    const pool = requireNamedPool(service, input);
    const settings = readSettings(input, requireText(input, 'ClientName', DISPLAY_NAME));
    const clientSecret = readClientSecret(service, input);
    const client = addUserPoolClient(service, pool, settings, { clientSecret });
    return { UserPoolClient: describeClient(client) };
  },
};

export const updateUserPoolClient: PoolOperation = {
  name: 'UpdateUserPoolClient',
  handle(service, input) {
    const client = requireNamedClient(service, input);
    const clientName = readText(input, 'ClientName', DISPLAY_NAME) ?? client.settings.clientName;
    changeUserPoolClient(client, readSettings(input, clientName));
    return { UserPoolClient: describeClient(client) };
  },
};

export const describeUserPoolClient: PoolOperation = {
  name: 'DescribeUserPoolClient',
  handle(service, input) {
    return { UserPoolClient: describeClient(requireNamedClient(service, input)) };
  },
};

export const listUserPoolClients: PoolOperation = {
  name: 'ListUserPoolClients',
  handle(service, input) {
    const pool = requireNamedPool(service, input);
    const size = readInteger(input, 'MaxResults', { minimum: 1, maximum: LARGEST_PAGE });
    const token = readText(input, 'NextToken', { minLength: 1 });
    const clients = [...pool.clients.values()];
    const { items, nextToken } = takePage(clients, size ?? LARGEST_PAGE, token);
    return {
      UserPoolClients: items.map((client) => ({
        ClientId: client.id,
        UserPoolId: pool.id,
        ClientName: client.settings.clientName,
      })),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
};

export const deleteUserPoolClient: PoolOperation = {
  name: 'DeleteUserPoolClient',
  handle(service, input): Output {
    const client = requireNamedClient(service, input);
    client.pool.clients.delete(client.id);
    return {};
  },
};

/** Of an operation that makes a client, or changes one: what is left out gets its default. */
function readSettings(input: Input, clientName: string): UserPoolClientSettings {
  const defaults = DEFAULT_CLIENT_SETTINGS;
  const existence = readText(input, 'PreventUserExistenceErrors', {
    choices: ['LEGACY', 'ENABLED'],
  });
  return {
    clientName,
    explicitAuthFlows: readTexts(input, 'ExplicitAuthFlows', { choices: EXPLICIT_AUTH_FLOWS }),
    preventUserExistenceErrors:
      existence === 'ENABLED' ? existence : defaults.preventUserExistenceErrors,
    accessTokenSeconds: readLifetime(input, 'AccessToken', 'hours') ?? defaults.accessTokenSeconds,
    idTokenSeconds: readLifetime(input, 'IdToken', 'hours') ?? defaults.idTokenSeconds,
    refreshTokenSeconds:
      readLifetime(input, 'RefreshToken', 'days') || defaults.refreshTokenSeconds,
    authSessionMinutes:
      readInteger(input, 'AuthSessionValidity', { minimum: 3, maximum: 15 }) ??
      defaults.authSessionMinutes,
    tokenRevocation: readBoolean(input, 'EnableTokenRevocation') ?? defaults.tokenRevocation,
    refreshTokenRotation: readRotation(input),
  };
}

function readRotation(input: Input): RefreshTokenRotation | undefined {
  const rotation = readObject(input, 'RefreshTokenRotation') ?? {};
  const feature = readText(rotation, 'Feature', { choices: ['ENABLED', 'DISABLED'] });
  const grace = readInteger(rotation, 'RetryGracePeriodSeconds', { minimum: 0, maximum: 60 });
  return feature === 'ENABLED' ? { retryGraceSeconds: grace ?? 0 } : undefined;
}

function readClientSecret(service: Service, input: Input): string | undefined {
  const given = readText(input, 'ClientSecret', CLIENT_SECRET);
  const generate = readBoolean(input, 'GenerateSecret') ?? false;
  if (given !== undefined && generate) {
    throw invalidParameter('Only one of ClientSecret and GenerateSecret can be given.');
  }
  return generate ? makeClientSecret(service) : given;
}

function readLifetime(input: Input, token: string, defaultUnit: string): number | undefined {
  const units = readObject(input, 'TokenValidityUnits') ?? {};
  const unit = readText(units, token, UNIT) ?? defaultUnit;
  const bounds = { minimum: 0, maximum: 3650 * DAY_SECONDS };
  const amount = readInteger(input, `${token}Validity`, bounds);
  return amount === undefined ? undefined : amount * UNIT_SECONDS.get(unit)!;
}

function describeClient({ id, pool, settings, secrets, ...client }: UserPoolClient): WireObject {
  const { explicitAuthFlows, refreshTokenRotation: rotation } = settings;
  const [secret] = secrets;
  return {
    ClientId: id,
    UserPoolId: pool.id,
    ClientName: settings.clientName,
    ...(secret !== undefined && { ClientSecret: secret.value }),
    ...(explicitAuthFlows !== undefined && { ExplicitAuthFlows: explicitAuthFlows }),
    PreventUserExistenceErrors: settings.preventUserExistenceErrors,
    AccessTokenValidity: settings.accessTokenSeconds,
    IdTokenValidity: settings.idTokenSeconds,
    RefreshTokenValidity: settings.refreshTokenSeconds,
    TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
    AuthSessionValidity: settings.authSessionMinutes,
    EnableTokenRevocation: settings.tokenRevocation,
    ...(rotation !== undefined && {
      RefreshTokenRotation: {
        Feature: 'ENABLED',
        RetryGracePeriodSeconds: rotation.retryGraceSeconds,
      },
    }),
    CreationDate: client.createdAtMs / 1000,
    LastModifiedDate: client.createdAtMs / 1000,
  };
}
