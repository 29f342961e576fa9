/**
 * CUSTOM_CHALLENGE at a terminal: whatever the user pool's triggers ask.
 *
 * @module
 */
import type {
  CustomChallengeAnswer,
  CustomChallengePrompt,
} from '@countersign/challenge-handlers/custom-challenge';
import type { TerminalChallenge } from './terminal-challenge.ts';

/** Who asks is known; what they ask is in the others. */
const NOT_A_QUESTION = 'USERNAME';

export const customChallenge: TerminalChallenge<
  'CUSTOM_CHALLENGE',
  CustomChallengePrompt,
  CustomChallengeAnswer
> = {
  name: 'CUSTOM_CHALLENGE',
  values: 'any text',
  fromText: (answer) => ({ answer }),
  async ask({ parameters }, prompter) {
    for (const [name, value] of Object.entries(parameters)) {
      if (name !== NOT_A_QUESTION) prompter.say(`${name}: ${value}`);
    }
    return { answer: await prompter.askSecret({ message: 'Answer' }) };
  },
};
