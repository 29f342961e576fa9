/**
 * SELECT_CHALLENGE at a terminal: which first factor shall it be?
 *
 * @module
 */
import type {
  SelectChallengeAnswer,
  SelectChallengePrompt,
} from '@countersign/challenge-handlers/select-challenge';
import { ArgumentError, UnsupportedError } from '@countersign/contract';
import { askForPassword } from './password.ts';
import type { TerminalChallenge } from './terminal-challenge.ts';

/** What a password goes along with. */
const WITH_PASSWORD: readonly string[] = ['PASSWORD', 'PASSWORD_SRP'];
const WITHOUT_TERMINAL = 'WEB_AUTHN';

/** The text is a factor's name; the password goes behind a colon where the run was not given it. */
export const selectChallenge: TerminalChallenge<
  'SELECT_CHALLENGE',
  SelectChallengePrompt,
  SelectChallengeAnswer
> = {
  name: 'SELECT_CHALLENGE',
  values: 'a factor that is offered: EMAIL_OTP, PASSWORD_SRP:PASSWORD, …',

  fromText(text, _prompt, { hasPassword }) {
    const [, name = '', password] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
    requireTerminalFactor(name);
    if (password === undefined && WITH_PASSWORD.includes(name) && !hasPassword) {
      throw new ArgumentError(
        '--answer',
        'missing-input',
        `${name} needs the password: pass --password-stdin, or SELECT_CHALLENGE=${name}:PASSWORD.`,
      );
    }
    return { challenge: name, ...(password !== undefined && { password }) };
  },

  async ask({ available }, prompter, { hasPassword }) {
    const factors = available.filter((name) => name !== WITHOUT_TERMINAL);
    if (factors.length === 0) requireTerminalFactor(WITHOUT_TERMINAL);
    const challenge = await prompter.choose('Sign in with', factors);
    const isAsked = WITH_PASSWORD.includes(challenge) && !hasPassword;
    return { challenge, ...(isAsked && { password: await askForPassword(prompter) }) };
  },

  advice: ({ available }) =>
    `Pass --answer SELECT_CHALLENGE=VALUE, one of ${available.join(', ')}; ` +
    'WEB_AUTHN cannot be answered from a terminal.',
};

function requireTerminalFactor(name: string): void {
  if (name !== WITHOUT_TERMINAL) return;
  const message = 'A passkey is for a browser: no terminal can ask an authenticator for one.';
  throw new UnsupportedError('challenge', message);
}
