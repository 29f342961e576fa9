/**
 * Making, showing, changing and deleting user pools.
 *
 * @module
 */
import { DISPLAY_NAME, readBoolean, readInteger, readObject, readText } from '../_input.ts';
import { requireText, USER_POOL_ID } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { Output, PoolOperation } from '../_operation.ts';
import { LARGEST_PAGE, takePage } from '../_page.ts';
import { readSchema } from '../_schema-wire.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requirePool } from '../_service.ts';
import type { Service } from '../_service.ts';
import { addUserPool, discardPool } from '../_user-pool.ts';
import type { UserPool } from '../_user-pool.ts';
import { describePool, readChangeable, readChoices } from '../_user-pool-wire.ts';
import type { AliasAttribute, UsernameAttribute } from '../seed.ts';

const USERNAME_ATTRIBUTES: readonly UsernameAttribute[] = ['email', 'phone_number'];
const ALIAS_ATTRIBUTES: readonly AliasAttribute[] = [...USERNAME_ATTRIBUTES, 'preferred_username'];

export const createUserPool: PoolOperation = {
  name: 'CreateUserPool',
  handle(service, input) {
    const changeable = readChangeable(service, input);
    if (readMfa(input) !== undefined) {
      throw invalidParameter(
        'MfaConfiguration needs a second factor to be configured: use SetUserPoolMfaConfig.',
      );
    }
    const usernameAttributes = readChoices(input, 'UsernameAttributes', USERNAME_ATTRIBUTES);
    const aliasAttributes = readChoices(input, 'AliasAttributes', ALIAS_ATTRIBUTES);
    if (usernameAttributes.length > 0 && aliasAttributes.length > 0) {
      throw invalidParameter(
        'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.',
      );
    }
    const usernames = readObject(input, 'UsernameConfiguration') ?? {};
    const pool = addUserPool(service, {
      ...changeable,
      displayName: requireText(input, 'PoolName', DISPLAY_NAME),
      issuerMode: service.issuerMode,
      usernameAttributes,
      aliasAttributes,
      caseSensitive: readBoolean(usernames, 'CaseSensitive') ?? true,
      schema: readSchema(input),
    });
    return { UserPool: describePool(pool) };
  },
};

export const updateUserPool: PoolOperation = {
  name: 'UpdateUserPool',
  handle(service, input) {
    const pool = requireNamedPool(service, input);
    const changeable = readChangeable(service, input);
    const mfa = readMfa(input);
    if (mfa !== undefined && pool.mfa.factors.size === 0) {
      throw invalidParameter(`MfaConfiguration ${mfa} needs a second factor: set one up.`);
    }
    const displayName = readText(input, 'PoolName', DISPLAY_NAME) ?? pool.settings.displayName;
    pool.settings = { ...pool.settings, ...changeable, displayName };
    if (readText(input, 'MfaConfiguration') !== undefined) pool.mfa.configuration = mfa ?? 'OFF';
    return {};
  },
};

export const describeUserPool: PoolOperation = {
  name: 'DescribeUserPool',
  handle: (service, input) => ({ UserPool: describePool(requireNamedPool(service, input)) }),
};

export const listUserPools: PoolOperation = {
  name: 'ListUserPools',
  handle(service, input) {
    const size = readInteger(input, 'MaxResults', { minimum: 1, maximum: LARGEST_PAGE });
    if (size === undefined) throw invalidParameter('MaxResults must not be null.');
    const token = readText(input, 'NextToken', { minLength: 1 });
    const { items, nextToken } = takePage([...service.pools.values()], size, token);
    return {
      UserPools: items.map((pool) => ({
        Id: pool.id,
        Name: pool.settings.displayName,
        LambdaConfig: {},
        CreationDate: pool.createdAtMs / 1000,
        LastModifiedDate: pool.createdAtMs / 1000,
      })),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
};

export const deleteUserPool: PoolOperation = {
  name: 'DeleteUserPool',
  handle(service, input): Output {
    const pool = requireNamedPool(service, input);
    if (pool.settings.deletionProtected) {
      throw invalidParameter('The user pool cannot be deleted: deletion protection is active.');
    }
    discardPool(pool);
    service.pools.delete(pool.id);
    return {};
  },
};

function requireNamedPool(service: Service, input: Input): UserPool {
  return requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
}

/** `undefined` for `OFF`, which is the default. */
function readMfa(input: Input): 'ON' | 'OPTIONAL' | undefined {
  const text = readText(input, 'MfaConfiguration', { choices: ['OFF', 'ON', 'OPTIONAL'] });
  return (['ON', 'OPTIONAL'] as const).find((choice) => choice === text);
}
