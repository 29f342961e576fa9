/**
 * Hard case 4: the list is not among the parameters, and an answer may carry the chosen factor's own
 * input in the same request. Each factor says itself what it opens with.
 */
import { ArgumentError } from '@countersign/contract';
import type { ChallengeHandler, Opening, ReplyContext } from '@countersign/contract';

interface SelectPrompt {
  readonly available: readonly string[];
}

interface SelectAnswer {
  readonly challenge: string;
  /** What the chosen factor adds to the request; made by that factor's own handler. */
  readonly opening?: (context: ReplyContext) => Opening;
}

export const selectChallenge: ChallengeHandler<'SELECT_CHALLENGE', SelectPrompt, SelectAnswer> = {
  name: 'SELECT_CHALLENGE',
  read: ({ available }) => ({ available }),
  reply({ available }, { challenge, opening }, context) {
    if (!available.includes(challenge)) {
      throw new ArgumentError(
        'challenge',
        'invalid-value',
        `Choose one of ${available.join(', ')}.`,
      );
    }
    const { parameters = {}, ephemeral } = opening?.(context) ?? {};
    return {
      kind: 'respond',
      responses: { ...parameters, ANSWER: challenge },
      ...(ephemeral && { ephemeral }),
    };
  },
};
