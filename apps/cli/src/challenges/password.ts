/**
 * PASSWORD at a terminal: the password itself, asked for by the service.
 *
 * @module
 */
import type { PasswordAnswer, PasswordPrompt } from '@countersign/challenge-handlers/password';
import { notEmpty } from '../io.ts';
import type { Prompter } from '../io.ts';
import type { TerminalChallenge } from './terminal-challenge.ts';

export const password: TerminalChallenge<'PASSWORD', PasswordPrompt, PasswordAnswer> = {
  name: 'PASSWORD',
  values: 'the password, which is sent',
  fromText: (text) => ({ password: text }),
  ask: async (_prompt, prompter) => ({ password: await askForPassword(prompter) }),
};

/** SECRET. */
export function askForPassword(prompter: Prompter): Promise<string> {
  return prompter.askSecret({ message: 'Password', validate: notEmpty });
}
