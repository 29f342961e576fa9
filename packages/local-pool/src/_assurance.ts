/**
 * How strongly somebody has shown who it is: methods of authentication, and the levels that they reach.
 *
 * Level 1 is a password, level 2 a code that was mailed or texted. Level 3 is a passkey, or a password
 * with such a code. Level 4 is a password with the code of an authenticator app. The combinations are
 * fixed; nothing else reaches a level: no remembered device, nothing that triggers ask, no code of a
 * sign-up.
 *
 * @see Amazon Cognito Developer Guide, "Authentication levels with ACR and AMR claims"
 * @module
 */
import type { Attempt } from './_attempt.ts';

/** As the `amr` claim calls it. A passkey is `hwk` on a device of its own, `swk` otherwise. */
export type Method = 'pwd' | 'otp' | 'sms' | 'email_otp' | 'swk' | 'hwk';

/** What a token says of how it was come by. */
export interface Assurance {
  /** The `acr` claim: what the pool called the level that was reached. */
  readonly acr: string;
  /** In the order in which they were shown. */
  readonly methods: readonly Method[];
}

/** Added to `amr` where two or more methods were shown. */
const SEVERAL = 'mfa';

/** What reaches a level, the highest first. */
const COMBINATIONS: readonly (readonly [level: number, ...methods: readonly Method[]])[] = [
  [4, 'pwd', 'otp'],
  [3, 'swk'],
  [3, 'hwk'],
  [3, 'pwd', 'sms'],
  [3, 'pwd', 'email_otp'],
  [2, 'sms'],
  [2, 'email_otp'],
  [1, 'pwd'],
];

/** The highest level that is reached in full; 0 when none is. */
export function levelOf(methods: readonly Method[]): number {
  const reached = COMBINATIONS.find(([, ...wanted]) =>
    wanted.every((method) => methods.includes(method)),
  );
  return reached?.[0] ?? 0;
}

/** The `amr` claim. */
export function amrOf({ methods }: Assurance): readonly string[] {
  return methods.length > 1 ? [...methods, SEVERAL] : methods;
}

/** A sign-in in which one more method was shown. */
export function showing<State extends Attempt>(attempt: State, method: Method): State {
  return { ...attempt, methods: [...new Set([...(attempt.methods ?? []), method])] };
}

/** The sign-in aims at a level that it has not reached. */
export function isTargetMissed({ stepUp, methods = [] }: Attempt): boolean {
  return stepUp !== undefined && levelOf(methods) < stepUp.target;
}
