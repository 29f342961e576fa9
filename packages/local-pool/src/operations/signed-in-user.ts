/**
 * What users do for themselves with an access token.
 *
 * @module
 */
import { requireBearer } from '../_access-token.ts';
import { configuredFactors } from '../_first-factor.ts';
import { revokeGrants } from '../_grants.ts';
import type { PoolOperation } from '../_operation.ts';
import { listMfaSettings } from '../_second-factor.ts';
import { listAttributes } from '../_user.ts';
import { removeUser } from './admin-users.ts';

export const getUser: PoolOperation = {
  name: 'GetUser',
  async handle(service, input) {
    const { user } = await requireBearer(service, input);
    return {
      Username: user.username,
      UserAttributes: listAttributes(user),
      ...listMfaSettings(service, user),
    };
  },
};

export const getUserAuthFactors: PoolOperation = {
  name: 'GetUserAuthFactors',
  async handle(service, input) {
    const { pool, user } = await requireBearer(service, input);
    return {
      Username: user.username,
      ...listMfaSettings(service, user),
      ConfiguredUserAuthFactors: configuredFactors(service, pool, user),
    };
  },
};

export const globalSignOut: PoolOperation = {
  name: 'GlobalSignOut',
  async handle(service, input) {
    const { pool, user } = await requireBearer(service, input);
    revokeGrants(pool, user);
    return {};
  },
};

export const deleteUser: PoolOperation = {
  name: 'DeleteUser',
  async handle(service, input) {
    const { pool, user } = await requireBearer(service, input);
    removeUser(pool, user);
    return undefined;
  },
};
