/**
 * SOFTWARE_TOKEN_MFA at a terminal: the code that the authenticator app shows.
 *
 * @module
 */
import type {
  SoftwareTokenMfaAnswer,
  SoftwareTokenMfaPrompt,
} from '@countersign/challenge-handlers/software-token-mfa';
import { notEmpty } from '../io.ts';
import type { TerminalChallenge } from './terminal-challenge.ts';

/** The text is the code. */
export const softwareTokenMfa: TerminalChallenge<
  'SOFTWARE_TOKEN_MFA',
  SoftwareTokenMfaPrompt,
  SoftwareTokenMfaAnswer
> = {
  name: 'SOFTWARE_TOKEN_MFA',

  fromText: (code) => ({ code }),

  async ask({ friendlyDeviceName }, prompter) {
    const app = friendlyDeviceName === '' ? 'the authenticator app' : friendlyDeviceName;
    return { code: await prompter.ask({ message: `Code from ${app}`, validate: notEmpty }) };
  },
};
