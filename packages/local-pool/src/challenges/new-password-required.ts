/**
 * NEW_PASSWORD_REQUIRED: a temporary password has done its work, and the user chooses a real one.
 *
 * @module
 */
import { ADMINISTRATIVE_ATTRIBUTES, requireFitting } from '../_attributes.ts';
import { distrustAddress, replacedAddresses } from '../_attribute-changes.ts';
import { requireAliasesFree } from '../_aliases.ts';
import type { PoolChallenge } from '../_challenge.ts';
import { printable, requireEntry } from '../_input.ts';
import { createPasswordRecord, LONGEST_PASSWORD } from '../_password.ts';
import { requireStrongPassword } from '../_password-policy.ts';
import { invalidParameter, notAuthorized } from '../_service-fault.ts';
import { requireOwnSignIn } from '../_sessions.ts';
import { setPassword } from '../_user.ts';
import type { User } from '../_user.ts';
import type { UserPool } from '../_user-pool.ts';

const NAME = 'NEW_PASSWORD_REQUIRED';
const PREFIX = 'userAttributes.';

export const newPasswordRequired: PoolChallenge = {
  name: NAME,
  later: {
    isDue: ({ user }) => isDue(user),
    pose: ({ client, user }) => ({
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(
        missingAttributes(client.pool, user).map((name) => PREFIX + name),
      ),
      userAttributes: JSON.stringify(Object.fromEntries(user.attributes)),
    }),
  },
  answer(answer) {
    const { service, client, responses } = answer;
    const { pool } = client;
    const session = requireOwnSignIn(answer, NAME);
    const { user } = session.attempt;
    if (!isDue(user)) throw notAuthorized('Invalid session for the user.');
    const password = requireNewPassword(pool, responses);
    const attributes = readNewAttributes(pool, user, responses);

    // Everything is checked and nothing was changed so far: a refused answer keeps the session.
    session.spend();
    const replaced = replacedAddresses(user, attributes);
    for (const [name, value] of attributes) user.attributes.set(name, value);
    for (const name of replaced) distrustAddress(user, name);
    const names = { pool, userIdForSrp: user.username };
    setPassword(service, user, createPasswordRecord(service.random, names, password), undefined);
    return { ...session.attempt, hasNewPassword: true };
  },
};

function isDue(user: User): boolean {
  return user.status === 'FORCE_CHANGE_PASSWORD';
}

function requireNewPassword(pool: UserPool, responses: ReadonlyMap<string, string>): string {
  const password = requireEntry(responses, 'NEW_PASSWORD');
  if (password.length > LONGEST_PASSWORD) {
    throw invalidParameter(`NEW_PASSWORD cannot be longer than ${LONGEST_PASSWORD} characters.`);
  }
  requireStrongPassword(pool.settings.passwordPolicy, password);
  return password;
}

function readNewAttributes(
  pool: UserPool,
  user: User,
  responses: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [key, value] of responses) {
    if (key.startsWith(PREFIX)) attributes.set(key.slice(PREFIX.length), value);
  }
  for (const name of attributes.keys()) {
    const { required = false, mutable = true } =
      pool.settings.schema.find((attribute) => attribute.name === name) ?? {};
    const taken = hasValue(user, name) && (required || !mutable);
    if (ADMINISTRATIVE_ATTRIBUTES.has(name) || taken) {
      throw invalidParameter(`Cannot modify the attribute ${printable(name)}`);
    }
  }
  requireFitting(pool, attributes);
  const missing = missingAttributes(pool, user).filter((name) => !attributes.get(name));
  if (missing.length > 0) {
    throw invalidParameter(`Invalid attributes given, ${missing.join(', ')} is missing`);
  }
  requireAliasesFree(pool, attributes, user);
  return attributes;
}

function missingAttributes(pool: UserPool, user: User): readonly string[] {
  return pool.settings.schema
    .filter(({ name, required }) => required && name !== 'sub' && !hasValue(user, name))
    .map(({ name }) => name);
}

function hasValue(user: User, name: string): boolean {
  return (user.attributes.get(name) ?? '') !== '';
}
