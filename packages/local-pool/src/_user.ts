/**
 * Users: who they are, how they are found, what state they are in.
 *
 * @module
 */
import type { WireObject, WireValue } from '@countersign/contract';
import type { Confirmation } from './_confirmation.ts';
import type { Device } from './_devices.ts';
import { createGuards } from './_guards.ts';
import type { Guards } from './_guards.ts';
import { makeUuid } from './_opaque.ts';
import type { Passkey, PendingPasskey } from './_passkeys.ts';
import type { PasswordRecord } from './_password.ts';
import type { MfaPreference } from './_second-factor.ts';
import { notAuthorized, ServiceFault } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { SoftwareToken } from './_software-token.ts';
import type { UserPool } from './_user-pool.ts';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'RESET_REQUIRED' | 'FORCE_CHANGE_PASSWORD';

export interface User {
  /** The real one: also `USER_ID_FOR_SRP`, and what tokens call `username`. */
  readonly username: string;
  readonly sub: string;
  /** All but `sub`. */
  readonly attributes: Map<string, string>;
  readonly guards: Guards;
  readonly createdAtMs: number;
  modifiedAtMs: number;
  enabled: boolean;
  status: UserStatus;
  /** Of a password that nobody knows, where there is none. */
  password: PasswordRecord;
  hasPassword: boolean;
  /** When a temporary password stops to work. */
  temporaryUntilMs: number | undefined;
  /** An authenticator app that has shown a right code. */
  softwareToken: SoftwareToken | undefined;
  /** One that was given its secret, with an access token, and has not shown a code yet. */
  pendingSoftwareToken: SoftwareToken | undefined;
  readonly mfa: MfaPreference;
  /** Codes that stand on their own, by what they are for. */
  readonly confirmations: Map<string, Confirmation>;
  /** By credential id. */
  readonly passkeys: Map<string, Passkey>;
  pendingPasskey: PendingPasskey | undefined;
  /** `WebAuthnMfaSettings`. */
  isPasskeySecondFactor: boolean;
  /** Confirmed ones, by device key. */
  readonly devices: Map<string, Device>;
}

/** What a new user brings along. */
export type NewUser = Pick<User, 'username' | 'sub' | 'attributes' | 'password'>;

/** A user with a permanent password. */
export function addUser(service: Service, pool: UserPool, newUser: NewUser): User {
  const nowMs = service.clock.nowMs();
  const user: User = {
    ...newUser,
    guards: createGuards(),
    createdAtMs: nowMs,
    modifiedAtMs: nowMs,
    enabled: true,
    status: 'CONFIRMED',
    hasPassword: true,
    temporaryUntilMs: undefined,
    softwareToken: undefined,
    pendingSoftwareToken: undefined,
    mfa: { enabled: new Set(), preferred: undefined },
    confirmations: new Map(),
    passkeys: new Map(),
    pendingPasskey: undefined,
    isPasskeySecondFactor: false,
    devices: new Map(),
  };
  pool.users.set(foldName(pool, user.username), user);
  return user;
}

/** Where an address is the name, the pool makes up the real user name, and it is the `sub`. */
export function nameUser(
  service: Service,
  pool: UserPool,
  givenName: string,
  sub: string = makeUuid(service.random),
): Pick<User, 'username' | 'sub'> {
  return { username: pool.settings.usernameAttributes.length > 0 ? sub : givenName, sub };
}

/** Sets a password that works until it is changed, or one that has to be changed at once. */
export function setPassword(
  service: Service,
  user: User,
  password: PasswordRecord,
  temporaryDays: number | undefined,
): void {
  const nowMs = service.clock.nowMs();
  user.password = password;
  user.hasPassword = true;
  user.modifiedAtMs = nowMs;
  user.status = temporaryDays === undefined ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
  user.temporaryUntilMs =
    temporaryDays === undefined ? undefined : nowMs + temporaryDays * 24 * 3600 * 1000;
}

/** By user name, by whatever the pool takes in its place, or by `sub`. */
export function findUser(pool: UserPool, name: string): User | undefined {
  const named = pool.users.get(foldName(pool, name));
  if (named !== undefined) return named;
  const folded = foldName(pool, name);
  for (const user of pool.users.values()) {
    if (user.sub === name) return user;
    if (aliasesOf(pool, user).some((alias) => foldName(pool, alias) === folded)) return user;
  }
  return undefined;
}

/** @throws ServiceFault `UserNotFoundException`. For callers who may know who exists. */
export function requireUser(pool: UserPool, name: string): User {
  const user = findUser(pool, name);
  if (user === undefined) throw userNotFound();
  return user;
}

/** The refusal that admits that nobody has this name. */
export function userNotFound(): ServiceFault {
  return new ServiceFault('UserNotFoundException', 'User does not exist.');
}

/** The same object is still in the pool: not deleted, and not deleted and made anew. */
export function isInPool(pool: UserPool, user: User): boolean {
  return pool.users.get(foldName(pool, user.username)) === user;
}

/**
 * To be asked only of somebody who has shown the password: the answer says that the user exists.
 *
 * @throws ServiceFault when a user may not sign in although the password is right.
 */
export function requireSignInAllowed(user: User, nowMs: number): void {
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED') {
    throw new ServiceFault('UserNotConfirmedException', 'User is not confirmed.');
  }
  if (user.status === 'RESET_REQUIRED') {
    throw new ServiceFault(
      'PasswordResetRequiredException',
      'Password reset required for the user',
    );
  }
  if (user.temporaryUntilMs !== undefined && nowMs >= user.temporaryUntilMs) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  }
}

/** As `GetUser` and its kin list attributes: `sub` first. */
export function listAttributes(user: User): WireValue[] {
  return [['sub', user.sub] as const, ...user.attributes].map(([Name, Value]) => ({ Name, Value }));
}

/** A user as the administrator's operations show one. */
export function describeUser(user: User): WireObject {
  return {
    Username: user.username,
    Attributes: listAttributes(user),
    UserCreateDate: user.createdAtMs / 1000,
    UserLastModifiedDate: user.modifiedAtMs / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** The form that names are compared in. */
export function foldName(pool: UserPool, name: string): string {
  return pool.settings.caseSensitive ? name : name.toLowerCase();
}

function aliasesOf(pool: UserPool, user: User): readonly string[] {
  const { usernameAttributes, aliasAttributes } = pool.settings;
  const usable: readonly string[] = [
    ...usernameAttributes,
    // Anybody can write an address into a profile; only a verified one signs in.
    ...aliasAttributes.filter(
      (name) => name === 'preferred_username' || user.attributes.get(`${name}_verified`) === 'true',
    ),
  ];
  return usable.flatMap((name) => user.attributes.get(name) ?? []);
}
