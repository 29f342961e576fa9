/**
 * Hard case 4: the list is not among the parameters, and an answer may carry the chosen factor's own
 * input in the same request. Each factor says itself what it opens with.
 */
import { ArgumentError } from '@countersign/contract';
import type { ChallengeHandler, OpenedChallenge } from '@countersign/contract';

interface SelectPrompt {
  readonly available: readonly string[];
}

export const selectChallenge: ChallengeHandler<'SELECT_CHALLENGE', SelectPrompt, OpenedChallenge> =
  {
    name: 'SELECT_CHALLENGE',
    read: ({ available }) => ({ available }),
    reply({ available }, opens) {
      if (!available.includes(opens.challenge)) {
        throw new ArgumentError(
          'challenge',
          'invalid-value',
          `Choose one of ${available.join(', ')}.`,
        );
      }
      return { kind: 'respond', responses: { ANSWER: opens.challenge }, opens };
    },
  };
