/**
 * AdminCreateUser: a user with a temporary password, and the invitation that tells it.
 *
 * @module
 */
import { addUsernameAttribute, findAliasHolders } from '../_aliases.ts';
import { requireAliasesFree, takeAliases } from '../_aliases.ts';
import { readAttributes, requireFitting } from '../_attributes.ts';
import { PASSWORD, readBoolean, readText, requireText, USER_POOL_ID, USERNAME } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { createPasswordRecord, makeTemporaryPassword } from '../_password.ts';
import { requireStrongPassword } from '../_password-policy.ts';
import { ServiceFault } from '../_service-fault.ts';
import { requirePool } from '../_service.ts';
import type { Service } from '../_service.ts';
import { addUser, describeUser, findUser, nameUser, requireUser, setPassword } from '../_user.ts';
import type { User } from '../_user.ts';
import type { UserPool } from '../_user-pool.ts';

export const adminCreateUser: PoolOperation = {
  name: 'AdminCreateUser',
  handle(service, input) {
    const pool = requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
    const username = requireText(input, 'Username', USERNAME);
    const action = readText(input, 'MessageAction', { choices: ['RESEND', 'SUPPRESS'] });
    const temporaryPassword = readTemporaryPassword(service, pool, input);
    const user =
      action === 'RESEND'
        ? renewInvitation(service, pool, { username, temporaryPassword })
        : createUser(service, pool, { username, temporaryPassword, input });
    if (action !== 'SUPPRESS') invite(service, pool, user, temporaryPassword);
    return { User: describeUser(user) };
  },
};

interface Invitation {
  readonly username: string;
  /** SECRET. */
  readonly temporaryPassword: string;
}

function readTemporaryPassword(service: Service, pool: UserPool, input: Input): string {
  const { passwordPolicy } = pool.settings;
  const given = readText(input, 'TemporaryPassword', PASSWORD);
  if (given === undefined) {
    return makeTemporaryPassword(service.random, passwordPolicy.minimumLength);
  }
  requireStrongPassword(passwordPolicy, given);
  return given;
}

function renewInvitation(service: Service, pool: UserPool, invitation: Invitation): User {
  const user = requireUser(pool, invitation.username);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new ServiceFault(
      'UnsupportedUserStateException',
      `Resend not possible: the user's status is ${user.status}.`,
    );
  }
  setTemporaryPassword(service, pool, user, invitation.temporaryPassword);
  return user;
}

function createUser(
  service: Service,
  pool: UserPool,
  { username, temporaryPassword, input }: Invitation & { readonly input: Input },
): User {
  const attributes = new Map(readAttributes(input, 'UserAttributes'));
  addUsernameAttribute(pool, username, attributes);
  requireFitting(pool, attributes);
  // The name must not be anybody's alias or `sub` either, or it would take over that login.
  if (pool.settings.usernameAttributes.length === 0 && findUser(pool, username) !== undefined) {
    throw new ServiceFault('UsernameExistsException', 'User account already exists');
  }
  if (readBoolean(input, 'ForceAliasCreation') === true) {
    takeAliases(pool, findAliasHolders(pool, attributes));
  }
  requireAliasesFree(pool, attributes);

  const names = nameUser(service, pool, username);
  const nameForSrp = { pool, userIdForSrp: names.username };
  const password = createPasswordRecord(service.random, nameForSrp, temporaryPassword);
  const user = addUser(service, pool, { ...names, attributes, password });
  setPassword(service, user, password, temporaryDays(pool));
  return user;
}

function setTemporaryPassword(
  service: Service,
  pool: UserPool,
  user: User,
  temporaryPassword: string,
): void {
  const names = { pool, userIdForSrp: user.username };
  const password = createPasswordRecord(service.random, names, temporaryPassword);
  setPassword(service, user, password, temporaryDays(pool));
}

function temporaryDays(pool: UserPool): number {
  return pool.settings.passwordPolicy.temporaryPasswordValidityDays;
}

function invite(service: Service, pool: UserPool, user: User, temporaryPassword: string): void {
  const { attributes, username } = user;
  service.outbox.send({
    kind: 'invitation',
    userPoolId: pool.id,
    username,
    destination: attributes.get('email') ?? attributes.get('phone_number') ?? null,
    temporaryPassword,
    sentAtMs: service.clock.nowMs(),
  });
}
