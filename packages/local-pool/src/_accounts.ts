/**
 * Whoever tries to sign in: a user, or a name that nobody has and that must look the same from
 * outside when the client hides who exists.
 *
 * @module
 */
import { createPasswordVerifier } from '@countersign/srp-core/server';
import { createGuards, GUARDS_MEMORY_MS } from './_guards.ts';
import type { Guards } from './_guards.ts';
import { hmac } from './_hmac.ts';
import { asUuid, makeLowerCase, toMinimalHex } from './_opaque.ts';
import type { PasswordRecord } from './_password.ts';
import type { Service } from './_service.ts';
import { findUser, foldName, userNotFound } from './_user.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';
import type { UserPoolClient } from './_user-pool-client.ts';

export interface Account {
  /** `undefined` for a name that nobody has. */
  readonly user: User | undefined;
  readonly userIdForSrp: string;
  /** When the sign-in began. */
  readonly password: PasswordRecord;
  readonly guards: Guards;
  /** Where codes go. Made up for a name that nobody has: it has an e-mail address, as most have. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What was given as USERNAME when the sign-in began. */
  readonly givenName: string;
}

/**
 * @param name - UNTRUSTED: as it was typed.
 * @throws ServiceFault `UserNotFoundException` when there is none and the client does not hide it.
 */
export async function findAccount(
  service: Service,
  client: UserPoolClient,
  name: string,
): Promise<Account> {
  const user = findUser(client.pool, name);
  if (user !== undefined) return accountOf(user, name);
  if (client.settings.preventUserExistenceErrors === 'LEGACY') throw userNotFound();
  return simulateAccount(service, client.pool, name);
}

/** @param givenName - a name of the user, as it was typed. */
export function accountOf(user: User, givenName: string): Account {
  const { username, password, guards, attributes } = user;
  return { user, userIdForSrp: username, password, guards, attributes, givenName };
}

/** The password as it is now: it may have been changed since the sign-in began. */
export function passwordOf({ user, password }: Account): PasswordRecord {
  return user?.password ?? password;
}

/** Does this USERNAME, which may be spelled in another way now, mean the same account? */
export function isSameAccount(pool: UserPool, account: Account, name: string): boolean {
  if (account.user !== undefined) return findUser(pool, name) === account.user;
  return name === account.userIdForSrp || name === account.givenName;
}

async function simulateAccount(service: Service, pool: UserPool, name: string): Promise<Account> {
  // The same name gets the same salt and id for ever: a salt that changes would give it away.
  const stable = await hmac(pool.simulation.key, foldName(pool, name));
  const userIdForSrp = asUuid(stable.slice(16));
  const password = {
    saltHex: toMinimalHex(stable.slice(0, 16)),
    verifierHex: simulatedVerifier(service, pool),
  };
  return {
    user: undefined,
    userIdForSrp,
    password,
    guards: guardsOfStranger(service, pool, name),
    attributes: simulateAttributes(stable),
    givenName: name,
  };
}

function simulateAttributes(stable: Uint8Array): ReadonlyMap<string, string> {
  // Two letters of it are shown, the same for ever.
  const [local = 'a', domain = 'a'] = Array.from(stable.slice(0, 2), toLetter);
  return new Map([
    ['email', `${local}@${domain}`],
    ['email_verified', 'true'],
  ]);
}

function toLetter(byte: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + (byte % 26));
}

function guardsOfStranger(service: Service, pool: UserPool, name: string): Guards {
  const key = foldName(pool, name);
  const guards = pool.strangers.get(key) ?? createGuards();
  pool.strangers.set(key, guards, service.clock.nowMs() + GUARDS_MEMORY_MS);
  return guards;
}

/** One for all strangers: SRP_B hides it, and nobody knows the password behind it. */
function simulatedVerifier(service: Service, pool: UserPool): string {
  pool.simulation.verifierHex ??= createPasswordVerifier({
    poolName: pool.srpName,
    userIdForSrp: 'nobody',
    password: makeLowerCase(service.random, 52),
    saltHex: '1',
  });
  return pool.simulation.verifierHex;
}
