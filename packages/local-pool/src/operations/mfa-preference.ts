/**
 * SetUserMFAPreference and AdminSetUserMFAPreference: which second factors a user wants.
 *
 * @module
 */
import { requireBearer } from '../_access-token.ts';
import { printable, readBoolean, readObject, requireText } from '../_input.ts';
import { USER_POOL_ID, USERNAME } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { secondFactorsOf } from '../_second-factor.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requirePool } from '../_service.ts';
import type { Service } from '../_service.ts';
import { requireUser } from '../_user.ts';
import type { User } from '../_user.ts';
import type { UserPool } from '../_user-pool.ts';

const PASSKEYS = 'WebAuthnMfaSettings';

export const setUserMfaPreference: PoolOperation = {
  name: 'SetUserMFAPreference',
  async handle(service, input) {
    const { pool, user } = await requireBearer(service, input);
    return setPreference(service, input, { pool, user });
  },
};

export const adminSetUserMfaPreference: PoolOperation = {
  name: 'AdminSetUserMFAPreference',
  handle(service, input) {
    const pool = requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
    const user = requireUser(pool, requireText(input, 'Username', USERNAME));
    return setPreference(service, input, { pool, user });
  },
};

interface Wish {
  readonly name: string;
  readonly enabled: boolean;
  readonly preferred: boolean;
}

function setPreference(
  service: Service,
  input: Input,
  { pool, user }: { readonly pool: UserPool; readonly user: User },
): Record<string, never> {
  const wishes = readWishes(service, input, { pool, user });
  if (wishes.filter(({ preferred }) => preferred).length > 1) {
    throw invalidParameter('Only one second factor can be preferred.');
  }
  const passkey = readPasskeyWish(input, { pool, user, wishes });
  if (passkey !== undefined) user.isPasskeySecondFactor = passkey;
  for (const { name, enabled, preferred } of wishes) {
    if (enabled) user.mfa.enabled.add(name);
    else user.mfa.enabled.delete(name);
    if (!preferred && user.mfa.preferred === name) user.mfa.preferred = undefined;
  }
  for (const { name, preferred } of wishes) if (preferred) user.mfa.preferred = name;
  return {};
}

/** All of them are looked at before any is granted. */
function readWishes(
  service: Service,
  input: Input,
  { pool, user }: { readonly pool: UserPool; readonly user: User },
): readonly Wish[] {
  return secondFactorsOf(service).flatMap(([name, factor]) => {
    const settings = readObject(input, factor.preferenceMember);
    if (settings === undefined) return [];
    const enabled = readBoolean(settings, 'Enabled') ?? false;
    const preferred = enabled && (readBoolean(settings, 'PreferredMfa') ?? false);
    if (enabled && !factor.isSetUp(user)) throw invalidParameter(factor.notSetUp);
    if (enabled && !pool.mfa.factors.has(name)) {
      throw invalidParameter(`${printable(name)} is not enabled for the user pool.`);
    }
    return [{ name, enabled, preferred }];
  });
}

/** A passkey counts as two factors for users who have another second one to fall back on. */
function readPasskeyWish(
  input: Input,
  {
    pool,
    user,
    wishes,
  }: {
    readonly pool: UserPool;
    readonly user: User;
    readonly wishes: readonly Wish[];
  },
): boolean | undefined {
  const settings = readObject(input, PASSKEYS);
  const enabled = settings && (readBoolean(settings, 'Enabled') ?? false);
  if (enabled !== true) return enabled;
  if (!pool.passkeys.countsTwice) {
    throw invalidParameter(`${PASSKEYS} needs FactorConfiguration of the user pool.`);
  }
  const dropped = wishes.filter((wish) => !wish.enabled).map(({ name }) => name);
  const others = [...user.mfa.enabled].filter((name) => !dropped.includes(name));
  if (others.length === 0 && !wishes.some((wish) => wish.enabled)) {
    throw invalidParameter(`${PASSKEYS} needs another second factor beside it.`);
  }
  return true;
}
