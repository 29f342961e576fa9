/**
 * First factors that a user may choose among, in USER_AUTH: what each of them says about itself, and
 * which of them there are for an account. None is known by name here: whatever challenge has a
 * `first` is one.
 *
 * @module
 */
import type { Method } from './_assurance.ts';
import type { Attempt } from './_attempt.ts';
import { accountOf } from './_accounts.ts';
import type { Account } from './_accounts.ts';
import { leadsToTarget, needsSecondFactor } from './_second-factor.ts';
import type { Service } from './_service.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';

/** A challenge as a first factor. Its name is the challenge's. */
export interface FirstFactor {
  /** The value of `AllowedFirstAuthFactors` that the pool has to have. */
  readonly allowedBy: string;
  /** What it shows. */
  readonly method: Method;
  /** Has the account what it takes? Also asked of a name that nobody has. */
  isSetUp(account: Account): boolean;
  /** Accounts that need a second factor cannot begin with it. */
  readonly standsAlone: boolean;
  /** They can after all: it is as good as two. */
  isEnough?(attempt: Attempt): boolean;
  /**
   * Looks at what came along with the choice, and goes as far as that reaches.
   *
   * @param input - UNTRUSTED.
   * @throws ServiceFault when it is wrong.
   */
  take?(attempt: Attempt, input: ReadonlyMap<string, string>): Attempt;
}

/** All of them, by name. */
export function firstFactorsOf({ challenges }: Service): ReadonlyMap<string, FirstFactor> {
  return new Map(
    [...challenges.values()].flatMap(({ name, first }) =>
      first === undefined ? [] : [[name, first] as const],
    ),
  );
}

/** Every value that `AllowedFirstAuthFactors` may have. */
export function firstFactorPermits(service: Service): readonly string[] {
  return [...new Set([...firstFactorsOf(service).values()].map(({ allowedBy }) => allowedBy))];
}

/** What an account may begin with: `AvailableChallenges`. */
export function availableFactors(attempt: Attempt): readonly string[] {
  const { service, client } = attempt;
  const { firstFactors } = client.pool.settings;
  return [...firstFactorsOf(service)]
    .filter(([, { allowedBy }]) => firstFactors.includes(allowedBy))
    .filter(([, factor]) => isSufficient(factor, attempt))
    .filter(([, factor]) => factor.isSetUp(attempt.account))
    .filter(([, { method }]) => isWanted(method, attempt))
    .map(([name]) => name);
}

/** Whoever aims at a level shows what helps to reach it, and nothing twice. */
function isWanted(method: Method, attempt: Attempt): boolean {
  const { stepUp, methods = [] } = attempt;
  if (stepUp === undefined) return true;
  return !methods.includes(method) && leadsToTarget(attempt, [...methods, method]);
}

function isSufficient(factor: FirstFactor, attempt: Attempt): boolean {
  if (!factor.standsAlone || !needsSecondFactor(attempt)) return true;
  return factor.isEnough?.(attempt) === true;
}

/** `ConfiguredUserAuthFactors`, in the words of `AllowedFirstAuthFactors`. */
export function configuredFactors(service: Service, pool: UserPool, user: User): readonly string[] {
  const account = accountOf(user, user.username);
  const permits = [...firstFactorsOf(service).values()]
    .filter((factor) => factor.isSetUp(account))
    .map(({ allowedBy }) => allowedBy);
  return pool.settings.firstFactors.filter((permit) => permits.includes(permit));
}

/** Chooses an available factor, and takes what came along. */
export function chooseFactor(
  attempt: Attempt,
  name: string,
  input: ReadonlyMap<string, string>,
): Attempt {
  const chosen = { ...attempt, firstFactor: name };
  return firstFactorsOf(attempt.service).get(name)?.take?.(chosen, input) ?? chosen;
}
