/**
 * CUSTOM_CHALLENGE: whatever the pool's own Lambda triggers ask, as often as they like.
 *
 * @module
 */
import { invalidValue, isWellFormedText } from '@countersign/contract';
import type { ChallengeHandler, WireMap } from '@countersign/contract';

/** What CreateAuthChallenge made public. UNTRUSTED. */
export interface CustomChallengePrompt {
  readonly parameters: WireMap;
}

/** What the user gives back. */
export interface CustomChallengeAnswer {
  /** Any text; put JSON in it if you need structure. */
  readonly answer: string;
}

/**
 * A wrong answer is for the triggers to judge: the same challenge again is a new `challenge` step, a
 * failed sign-in is `refused`.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when the answer is no well-formed text; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `CUSTOM_CHALLENGE`
 */
export const customChallenge: ChallengeHandler<
  'CUSTOM_CHALLENGE',
  CustomChallengePrompt,
  CustomChallengeAnswer
> = {
  name: 'CUSTOM_CHALLENGE',

  read: ({ parameters }) => ({ parameters }),

  reply(_prompt, { answer }) {
    if (typeof answer !== 'string' || !isWellFormedText(answer)) {
      throw invalidValue('answer', 'must be well-formed text.');
    }
    return { kind: 'respond', offerDeviceKey: true, responses: { ANSWER: answer } };
  },
};
