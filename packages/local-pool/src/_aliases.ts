/**
 * Keeps what users sign in with unique: two users with one e-mail address would be one login.
 *
 * @module
 */
import { isEmail, isTelephone } from './_attributes.ts';
import { invalidParameter, ServiceFault } from './_service-fault.ts';
import { foldName } from './_user.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';

/** Somebody else who already signs in with one of these values. */
export interface AliasHolder {
  readonly attribute: string;
  readonly holder: User;
}

/**
 * @param attributes - about to be given to `owner`, or to a user who does not exist yet.
 * @throws ServiceFault `UsernameExistsException` or `AliasExistsException`; of somebody who exists the
 * latter alone.
 */
export function requireAliasesFree(
  pool: UserPool,
  attributes: ReadonlyMap<string, string>,
  owner?: User,
): void {
  const { usernameAttributes } = pool.settings;
  const taken = findAliasHolders(pool, attributes, owner)[0];
  if (taken === undefined) return;
  throw owner === undefined && usernameAttributes.some((name) => name === taken.attribute)
    ? new ServiceFault(
        'UsernameExistsException',
        `An account with the given ${taken.attribute} already exists.`,
      )
    : new ServiceFault(
        'AliasExistsException',
        `An account with the ${taken.attribute} already exists.`,
      );
}

/** Where an address is the user name, it becomes an attribute; elsewhere it must not be one. */
export function addUsernameAttribute(
  pool: UserPool,
  username: string,
  attributes: Map<string, string>,
): void {
  const { usernameAttributes, aliasAttributes } = pool.settings;
  const kind = isEmail(username) ? 'email' : isTelephone(username) ? 'phone_number' : undefined;
  if (usernameAttributes.length > 0) {
    if (kind === undefined || !usernameAttributes.includes(kind)) {
      throw invalidParameter(`Username should be an ${usernameAttributes.join(' or ')}.`);
    }
    attributes.set(kind, username);
  } else if (kind !== undefined && aliasAttributes.includes(kind)) {
    throw invalidParameter(
      `Username cannot be of ${kind} format, since user pool is configured for ${kind} alias.`,
    );
  }
}

/** Whose aliases the given attributes would take. */
export function findAliasHolders(
  pool: UserPool,
  attributes: ReadonlyMap<string, string>,
  owner?: User,
): readonly AliasHolder[] {
  const { usernameAttributes, aliasAttributes } = pool.settings;
  const names: readonly string[] = [
    ...usernameAttributes,
    ...aliasAttributes.filter((name) => isActive(name, attributes)),
  ];
  return names.flatMap((attribute) => {
    const value = attributes.get(attribute);
    if (value === undefined || value === '') return [];
    return [...pool.users.values()]
      .filter((user) => user !== owner && holds(pool, user, attribute, value))
      .map((holder) => ({ attribute, holder }));
  });
}

/** `ForceAliasCreation`: whoever had the address before no longer signs in with it. */
export function takeAliases(pool: UserPool, holders: readonly AliasHolder[]): void {
  const { usernameAttributes } = pool.settings;
  for (const { attribute, holder } of holders) {
    if (usernameAttributes.some((name) => name === attribute)) continue;
    if (attribute === 'preferred_username') holder.attributes.delete(attribute);
    else holder.attributes.set(`${attribute}_verified`, 'false');
  }
}

function holds(pool: UserPool, user: User, attribute: string, value: string): boolean {
  const held = user.attributes.get(attribute);
  if (held === undefined || foldName(pool, held) !== foldName(pool, value)) return false;
  const { usernameAttributes } = pool.settings;
  return (
    usernameAttributes.some((name) => name === attribute) || isActive(attribute, user.attributes)
  );
}

/** Anybody can write an address into a profile; only a verified one signs in. */
function isActive(attribute: string, attributes: ReadonlyMap<string, string>): boolean {
  return attribute === 'preferred_username' || attributes.get(`${attribute}_verified`) === 'true';
}
