/**
 * Second factors: what each of them says about itself, and which of them a sign-in still has to show.
 * None is known by name here: whatever challenge has a `second` is one.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import type { Account } from './_accounts.ts';
import { isTargetMissed, levelOf } from './_assurance.ts';
import type { Method } from './_assurance.ts';
import type { Attempt, SignIn } from './_attempt.ts';
import type { Input } from './_input.ts';
import { notAuthorized } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';

/** A challenge as a second factor. Its name is the challenge's. */
export interface SecondFactor {
  /** What it shows. */
  readonly method: Method;
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
  /** It is the user's for certain. Also asked of a name that nobody has. */
  isVerified(account: Account): boolean;
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
  const { client, user, methods = [], isSecondFactorSettled = false, secondFactor } = signIn;
  const isMissed = isTargetMissed(signIn);
  if (client.pool.mfa.configuration === 'OFF' || (isSecondFactorSettled && !isMissed)) return [];
  if (secondFactor !== undefined) return [secondFactor];
  const due = isMissed ? factorsToTarget(signIn, methods) : insistedFactors(signIn);
  const preferred = due.find((name) => name === user.mfa.preferred);
  return preferred === undefined ? due : [preferred];
}

/** One of them has to be shown, whatever level is aimed at. */
export function insistedFactors({ service, client, account }: Attempt): readonly string[] {
  const { pool } = client;
  const { user } = account;
  if (pool.mfa.configuration === 'OFF' || user === undefined) return [];
  const usable = usableFactors(service, pool, user);
  const wanted = usable.filter((name) => user.mfa.enabled.has(name));
  // A pool that insists takes what it can get from users who never chose.
  return wanted.length === 0 && pool.mfa.configuration === 'ON' ? usable : wanted;
}

/** These methods reach the level that is aimed at, alone or with a second factor of the user's. */
export function leadsToTarget(attempt: Attempt, methods: readonly Method[]): boolean {
  return !isTargetMissed({ ...attempt, methods }) || factorsToTarget(attempt, methods).length > 0;
}

/**
 * Second factors that would make up what these methods lack. Nobody gets around the ones that are
 * insisted on; whoever has to show none can show those that are hers for certain.
 */
function factorsToTarget(attempt: Attempt, methods: readonly Method[]): readonly string[] {
  const { service, client, account, stepUp } = attempt;
  const { configuration, factors } = client.pool.mfa;
  if (configuration === 'OFF' || stepUp === undefined) return [];
  const insisted = insistedFactors(attempt);
  return secondFactorsOf(service)
    .filter(([name, factor]) =>
      insisted.length > 0
        ? insisted.includes(name)
        : factors.has(name) && factor.isVerified(account),
    )
    .filter(([, { method }]) => levelOf([...methods, method]) >= stepUp.target)
    .map(([name]) => name);
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
  const { client, isSecondFactorSettled = false, secondFactor } = signIn;
  const insists = client.pool.mfa.configuration === 'ON' && !isSecondFactorSettled;
  return insists && secondFactor === undefined && insistedFactors(signIn).length === 0;
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
