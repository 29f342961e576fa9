/**
 * SOFTWARE_TOKEN_MFA at a terminal: the code that the authenticator app shows.
 *
 * @module
 */
import type {
  SoftwareTokenMfaAnswer,
  SoftwareTokenMfaPrompt,
} from '@countersign/challenge-handlers/software-token-mfa';
import { ArgumentError } from '@countersign/contract';
import { TOTP } from 'otpauth';
import { notEmpty } from '../io.ts';
import type { TerminalChallenge } from './terminal-challenge.ts';

const SECRET = 'totp:';
const BASE32 = /^[A-Za-z2-7]{16,}=*$/;

/** The text is the code, or `totp:` and the app's base32 secret, from which the code is computed. */
export const softwareTokenMfa: TerminalChallenge<
  'SOFTWARE_TOKEN_MFA',
  SoftwareTokenMfaPrompt,
  SoftwareTokenMfaAnswer
> = {
  name: 'SOFTWARE_TOKEN_MFA',

  fromText: (text) => ({
    code: text.startsWith(SECRET) ? codeOf(text.slice(SECRET.length)) : text,
  }),

  async ask({ friendlyDeviceName }, prompter) {
    const app = friendlyDeviceName === '' ? 'the authenticator app' : friendlyDeviceName;
    return { code: await prompter.ask({ message: `Code from ${app}`, validate: notEmpty }) };
  },
};

function codeOf(secret: string): string {
  if (BASE32.test(secret)) return new TOTP({ secret }).generate();
  throw new ArgumentError(
    '--answer',
    'invalid-value',
    'SOFTWARE_TOKEN_MFA=totp:… takes the base32 secret of the authenticator app.',
  );
}
