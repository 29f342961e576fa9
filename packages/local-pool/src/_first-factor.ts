/**
 * First factors that a user may choose among, in USER_AUTH: what each of them says about itself, and
 * which of them there are for an account. None is known by name here: whatever challenge has a
 * `first` is one.
 *
 * @module
 */
import type { Attempt } from './_attempt.ts';
import type { Service } from './_service.ts';

/** A challenge as a first factor. Its name is the challenge's. */
export interface FirstFactor {
  /** The value of `AllowedFirstAuthFactors` that the pool has to have. */
  readonly allowedBy: string;
  /** Has the account what it takes? Also asked of a name that nobody has. */
  isAvailable(attempt: Attempt): boolean;
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
    .filter(([, factor]) => factor.isAvailable(attempt))
    .map(([name]) => name);
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
