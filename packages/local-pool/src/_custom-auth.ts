/**
 * What CUSTOM_AUTH keeps of a sign-in: the triggers decide what comes next, from what went before.
 *
 * @module
 */
import type { Attempt } from './_attempt.ts';
import type { ChallengeResult, EventAttributes } from './triggers.ts';

export interface CustomAuth {
  /** `session` of the triggers' events. */
  readonly history: readonly ChallengeResult[];
  /** `SRP_A`, until the trigger wants its proof. */
  readonly publicAHex?: string;
  /** Of the challenge that was posed last. SECRET. */
  readonly privateParameters?: EventAttributes;
  readonly metadata?: string;
  /** The trigger said that there shall be tokens. */
  readonly isDone: boolean;
}

/** Every accepted answer is something that the triggers hear of. */
export function recordAnswer(attempt: Attempt, challengeName: string): Attempt {
  const { custom, outcome = { challengeResult: true }, ...rest } = attempt;
  if (custom === undefined) return rest;
  const history = [...custom.history, { challengeName, ...outcome }];
  return { ...rest, custom: { ...custom, history } };
}
