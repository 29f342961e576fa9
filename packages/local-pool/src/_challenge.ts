/**
 * What a challenge is, seen from the service.
 *
 * @module
 */
import type { WireMap } from '@countersign/contract';
import type { Attempt, SignIn } from './_attempt.ts';
import type { FirstFactor } from './_first-factor.ts';
import type { SecondFactor } from './_second-factor.ts';
import type { Service } from './_service.ts';
import type { NewSession } from './_sessions.ts';
import type { UserPoolClient } from './_user-pool-client.ts';
import type { EventAttributes } from './triggers.ts';

/** An answer to a challenge. UNTRUSTED, but for the client and its SECRET_HASH. */
export interface ChallengeAnswer {
  readonly service: Service;
  readonly client: UserPoolClient;
  readonly username: string;
  readonly responses: ReadonlyMap<string, string>;
  readonly session: string | undefined;
  readonly clientMetadata?: EventAttributes;
}

/**
 * The service's side of one challenge. One file each, in `challenges/`; a new one is added to
 * `challenges/registry.ts`.
 */
export interface PoolChallenge {
  readonly name: string;
  /**
   * Judges an answer.
   *
   * Whatever is single-use is looked at and spent before anything is waited for, so of two answers
   * sent in parallel one is accepted.
   *
   * @throws ServiceFault when the answer is refused.
   */
  answer(answer: ChallengeAnswer): Attempt | Promise<Attempt>;
  /** Present when the challenge may come before a first factor was shown. */
  readonly early?: AnyTurn<Attempt>;
  /** Present when it may come after that. */
  readonly later?: AnyTurn<SignIn>;
  /** Present when it is a first factor that can be chosen. */
  readonly first?: FirstFactor;
  /** Present when it is a second factor. */
  readonly second?: SecondFactor;
}

/** A turn of one or the other kind. */
export type AnyTurn<State extends Attempt> = Turn<State> | DecidingTurn<State>;

/** A turn that finds out by itself what comes next. */
export interface DecidingTurn<State extends Attempt> {
  isDue(state: State): boolean;
  /** @throws ServiceFault when the sign-in has come to its end. */
  decide(state: State): Promise<Decision>;
}

/** How a sign-in goes on. */
export interface Decision {
  readonly attempt: Attempt;
  /** `ChallengeParameters`; without them the challenge is not posed, and something else comes. */
  readonly parameters?: WireMap;
}

/** When a challenge comes, and with what. */
export interface Turn<State extends Attempt> {
  isDue(state: State): boolean;
  /**
   * `ChallengeParameters`.
   *
   * @param session - goes out with them, and keeps what the answer is judged by.
   */
  pose(state: State, session: NewSession): WireMap;
  /** `AvailableChallenges`. */
  available?(state: State): readonly string[];
}
