/**
 * Second factors: what each of them says about itself, and which of them a sign-in still has to show.
 * None is known by name here: whatever challenge has a `second` is one.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import type { Attempt, SignIn } from './_attempt.ts';
import type { Input } from './_input.ts';
import { notAuthorized } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';

/** A challenge as a second factor. Its name is the challenge's. */
export interface SecondFactor {
  /** Member of `SetUserMFAPreference`. */
  readonly preferenceMember: string;
  /** Member of `SetUserPoolMfaConfig`. */
  readonly configurationMember: string;
  /**
   * @param configuration - that member. UNTRUSTED.
   * @returns what is shown again by `GetUserPoolMfaConfig`; `undefined` turns the factor off.
   */
  readConfiguration(configuration: Input): WireObject | undefined;
  /** What a seed switches it on with. */
  readonly defaultConfiguration: WireObject;
  /** What is shown while the factor is off; nothing when left out. */
  readonly offConfiguration?: WireObject;
  /** The user has what it takes. */
  isSetUp(user: User): boolean;
  /** What a user hears who wants the factor without that. */
  readonly notSetUp: string;
  /** A remembered device may stand in for it. */
  readonly isReplacedByDevice: boolean;
  /**
   * Sets the factor up from an answer to MFA_SETUP. Absent when no sign-in can.
   *
   * @param responses - UNTRUSTED.
   * @returns `undefined` when the answer is not about this factor.
   * @throws ServiceFault when the answer is refused. Then nothing was changed.
   */
  setUp?(signIn: SignIn, responses: ReadonlyMap<string, string>): SignIn | undefined;
}

/** What a user wants. `SetUserMFAPreference` changes it. */
export interface MfaPreference {
  /** By name. */
  readonly enabled: Set<string>;
  preferred: string | undefined;
}

/** All of them, by name. */
export function secondFactorsOf({
  challenges,
}: Service): readonly (readonly [name: string, factor: SecondFactor])[] {
  return [...challenges.values()].flatMap(({ name, second }) =>
    second === undefined ? [] : [[name, second] as const],
  );
}

/** Names of the factors that a pool has switched on. */
export function offeredFactors(service: Service, pool: UserPool): readonly string[] {
  return secondFactorsOf(service)
    .map(([name]) => name)
    .filter((name) => pool.mfa.factors.has(name));
}

/** Which factors the user could show now; of several, she has to choose one. */
export function dueFactors(signIn: SignIn): readonly string[] {
  const { service, client, user, isSecondFactorSettled = false, secondFactor } = signIn;
  const { configuration } = client.pool.mfa;
  if (configuration === 'OFF' || isSecondFactorSettled) return [];
  if (secondFactor !== undefined) return [secondFactor];
  const usable = usableFactors(service, client.pool, user);
  const wanted = usable.filter((name) => user.mfa.enabled.has(name));
  // A pool that insists takes what it can get from users who never chose.
  const due = wanted.length === 0 && configuration === 'ON' ? usable : wanted;
  const preferred = due.find((name) => name === user.mfa.preferred);
  return preferred === undefined ? due : [preferred];
}

/** This factor is what the user has to show, without a choice. */
export function isFactorDue(signIn: SignIn, name: string): boolean {
  const due = dueFactors(signIn);
  return due.length === 1 && due[0] === name;
}

/** Whoever it is will have to show a second factor, or to set one up. */
export function needsSecondFactor({ service, client, account }: Attempt): boolean {
  const { pool } = client;
  const { user } = account;
  if (pool.mfa.configuration !== 'OPTIONAL') return pool.mfa.configuration === 'ON';
  if (user === undefined) return false;
  return usableFactors(service, pool, user).some((name) => user.mfa.enabled.has(name));
}

/** The pool insists on a second factor, and the user has none. */
export function isSetUpDue(signIn: SignIn): boolean {
  const { client, isSecondFactorSettled = false } = signIn;
  const insists = client.pool.mfa.configuration === 'ON' && !isSecondFactorSettled;
  return insists && dueFactors(signIn).length === 0;
}

/**
 * Asked again when a set-up ends: who only knows the password must not put a factor beside one that was
 * set up meanwhile.
 *
 * @throws ServiceFault `NotAuthorizedException`.
 */
export function requireSetUpDue(signIn: SignIn): void {
  const { secondFactor: _, ...unchosen } = signIn;
  if (!isSetUpDue(unchosen)) throw notAuthorized('Invalid session for the user.');
}

/** Which second factors `GetUser` and its kin list. */
export function listMfaSettings(service: Service, user: User): WireObject {
  const { enabled, preferred } = user.mfa;
  const names = secondFactorsOf(service)
    .filter(([name, factor]) => enabled.has(name) && factor.isSetUp(user))
    .map(([name]) => name);
  if (names.length === 0) return {};
  const isPreferredUsable = preferred !== undefined && names.includes(preferred);
  return {
    UserMFASettingList: names,
    ...(isPreferredUsable && { PreferredMfaSetting: preferred }),
  };
}

function usableFactors(service: Service, pool: UserPool, user: User): readonly string[] {
  return secondFactorsOf(service)
    .filter(([name, factor]) => pool.mfa.factors.has(name) && factor.isSetUp(user))
    .map(([name]) => name);
}
