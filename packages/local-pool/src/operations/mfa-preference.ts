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

const UNSERVED = ['WebAuthnMfaSettings'];

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
  for (const member of UNSERVED) {
    if (readBoolean(readObject(input, member) ?? {}, 'Enabled') === true) {
      throw invalidParameter(`${member} is not served by the local pool.`);
    }
  }
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
