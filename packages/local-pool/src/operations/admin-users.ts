/**
 * What an administrator does to users that exist.
 *
 * @module
 */
import { revokeGrants } from '../_grants.ts';
import { PASSWORD, readBoolean, requireText, USER_POOL_ID, USERNAME } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { createPasswordRecord } from '../_password.ts';
import { requireStrongPassword } from '../_password-policy.ts';
import { listMfaSettings } from '../_second-factor.ts';
import { requirePool } from '../_service.ts';
import type { Service } from '../_service.ts';
import { describeUser, foldName, listAttributes } from '../_user.ts';
import { requireUser, setPassword } from '../_user.ts';
import type { User } from '../_user.ts';
import type { UserPool } from '../_user-pool.ts';
import { requireUnconfirmed } from './confirm-sign-up.ts';
import { sendReset } from './passwords.ts';

export const adminGetUser: PoolOperation = {
  name: 'AdminGetUser',
  handle(service, input) {
    const { user } = requireNamedUser(service, input);
    const { Attributes: _, ...description } = describeUser(user);
    return {
      ...description,
      UserAttributes: listAttributes(user),
      ...listMfaSettings(service, user),
    };
  },
};

export const adminSetUserPassword: PoolOperation = {
  name: 'AdminSetUserPassword',
  handle(service, input) {
    const password = requireText(input, 'Password', PASSWORD);
    const permanent = readBoolean(input, 'Permanent') ?? false;
    const { pool, user } = requireNamedUser(service, input);
    const { passwordPolicy } = pool.settings;
    requireStrongPassword(passwordPolicy, password);
    const names = { pool, userIdForSrp: user.username };
    const record = createPasswordRecord(service.random, names, password);
    const days = permanent ? undefined : passwordPolicy.temporaryPasswordValidityDays;
    setPassword(service, user, record, days);
    return {};
  },
};

export const adminConfirmSignUp: PoolOperation = {
  name: 'AdminConfirmSignUp',
  handle(service, input) {
    const { user } = requireNamedUser(service, input);
    requireUnconfirmed(user);
    user.status = 'CONFIRMED';
    user.modifiedAtMs = service.clock.nowMs();
    return {};
  },
};

export const adminResetUserPassword: PoolOperation = {
  name: 'AdminResetUserPassword',
  handle(service, input) {
    const { pool, user } = requireNamedUser(service, input);
    sendReset(service, pool, user);
    user.status = 'RESET_REQUIRED';
    user.modifiedAtMs = service.clock.nowMs();
    return {};
  },
};

export const adminDeleteUser: PoolOperation = {
  name: 'AdminDeleteUser',
  handle(service, input) {
    const { pool, user } = requireNamedUser(service, input);
    removeUser(pool, user);
    return undefined;
  },
};

export const adminUserGlobalSignOut: PoolOperation = {
  name: 'AdminUserGlobalSignOut',
  handle(service, input) {
    const { pool, user } = requireNamedUser(service, input);
    revokeGrants(pool, user);
    return {};
  },
};

export const adminDisableUser: PoolOperation = {
  name: 'AdminDisableUser',
  handle(service, input) {
    const { pool, user } = requireNamedUser(service, input);
    revokeGrants(pool, user);
    return setEnabled(service, user, false);
  },
};

export const adminEnableUser: PoolOperation = {
  name: 'AdminEnableUser',
  handle(service, input) {
    const { user } = requireNamedUser(service, input);
    return setEnabled(service, user, true);
  },
};

/** There is no such user any more, and nobody is signed in as one. */
export function removeUser(pool: UserPool, user: User): void {
  revokeGrants(pool, user);
  pool.users.delete(foldName(pool, user.username));
}

function setEnabled(service: Service, user: User, enabled: boolean): Record<string, never> {
  user.enabled = enabled;
  user.modifiedAtMs = service.clock.nowMs();
  return {};
}

/** `UserPoolId` and `Username` of a request. UNTRUSTED. */
export function requireNamedUser(
  service: Service,
  input: Input,
): { readonly pool: UserPool; readonly user: User } {
  const pool = requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
  return { pool, user: requireUser(pool, requireText(input, 'Username', USERNAME)) };
}
