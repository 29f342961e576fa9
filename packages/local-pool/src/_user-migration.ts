/**
 * Users who come over from another directory at their first sign-in.
 *
 * @module
 */
import { addUsernameAttribute, requireAliasesFree } from './_aliases.ts';
import { requireFitting } from './_attributes.ts';
import { readObject, readText, readTextMap } from './_input.ts';
import type { Input } from './_input.ts';
import { createPasswordRecord, LONGEST_PASSWORD } from './_password.ts';
import type { Service } from './_service.ts';
import { callTrigger } from './_triggers.ts';
import { addUser, findUser, nameUser } from './_user.ts';
import type { UserStatus } from './_user.ts';
import type { UserPool } from './_user-pool.ts';
import type { UserPoolClient } from './_user-pool-client.ts';
import type { EventAttributes, UserMigrationEvent } from './triggers.ts';

/** Somebody who may be known elsewhere. UNTRUSTED. */
export interface Migrant {
  readonly username: string;
  /** SECRET. */
  readonly password: string;
  readonly clientMetadata?: EventAttributes;
}

/**
 * Asks the trigger about a name that nobody has, and makes a user of the answer.
 *
 * @throws ServiceFault `UserLambdaValidationException` when the trigger throws.
 */
export async function migrateUser(
  service: Service,
  client: UserPoolClient,
  migrant: Migrant,
): Promise<void> {
  const { triggers } = service;
  const { username, password, clientMetadata } = migrant;
  const { pool } = client;
  if (triggers.userMigration === undefined || findUser(pool, username) !== undefined) return;
  if (password.length > LONGEST_PASSWORD) return;
  const migrated = await callTrigger<UserMigrationEvent, Migrated | undefined>(
    triggers.userMigration,
    {
      client,
      userName: username,
      source: 'UserMigration_Authentication',
      request: { password, validationData: null, ...(clientMetadata && { clientMetadata }) },
      response: {
        userAttributes: null,
        finalUserStatus: null,
        messageAction: null,
        forceAliasCreation: null,
      },
    },
    (response) => readMigrated(pool, username, response),
  );
  // Two sign-ins may have asked at once.
  if (migrated === undefined || findUser(pool, username) !== undefined) return;
  const { attributes, status } = migrated;
  requireAliasesFree(pool, attributes);
  const names = nameUser(service, pool, username);
  const nameForSrp = { pool, userIdForSrp: names.username };
  const record = createPasswordRecord(service.random, nameForSrp, password);
  const user = addUser(service, pool, { ...names, attributes, password: record });
  user.status = status;
}

interface Migrated {
  readonly attributes: Map<string, string>;
  readonly status: UserStatus;
}

/** @returns `undefined` when the trigger does not know the user. */
function readMigrated(pool: UserPool, username: string, response: Input): Migrated | undefined {
  if (readObject(response, 'userAttributes') === undefined) return undefined;
  const attributes = new Map(readTextMap(response, 'userAttributes'));
  for (const name of ['sub', 'username']) attributes.delete(name);
  if (pool.settings.usernameAttributes.length > 0) addUsernameAttribute(pool, username, attributes);
  requireFitting(pool, attributes);
  const choices = ['CONFIRMED', 'RESET_REQUIRED'] as const;
  const text = readText(response, 'finalUserStatus', { choices });
  return { attributes, status: choices.find((choice) => choice === text) ?? 'RESET_REQUIRED' };
}
