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
import { readSecret } from '../authenticator.ts';
import { notEmpty } from '../io.ts';
import type { AnswerContext, TerminalChallenge } from './terminal-challenge.ts';

/** The authenticator that this run has set up. */
const TOTP = 'totp';
/** Any other, by its secret. */
const TOTP_SECRET = 'totp:';

/** The text is the code, or `totp:` and the app's base32 secret, from which the code is computed. */
export const softwareTokenMfa: TerminalChallenge<
  'SOFTWARE_TOKEN_MFA',
  SoftwareTokenMfaPrompt,
  SoftwareTokenMfaAnswer
> = {
  name: 'SOFTWARE_TOKEN_MFA',
  values: "the code, or totp: and the app's base32 secret",

  fromText(text, _prompt, { authenticator }) {
    const isComputed = text === TOTP || text.startsWith(TOTP_SECRET);
    return { code: isComputed ? authenticator.nextCode(secretOf(text, authenticator)) : text };
  },

  async ask({ friendlyDeviceName }, prompter) {
    const app = friendlyDeviceName === '' ? 'the authenticator app' : friendlyDeviceName;
    return { code: await prompter.ask({ message: `Code from ${app}`, validate: notEmpty }) };
  },
};

function secretOf(text: string, { newestSecret }: AnswerContext['authenticator']): string {
  const secret = text === TOTP ? newestSecret : readSecret(text.slice(TOTP_SECRET.length));
  if (secret !== undefined) return secret;
  throw new ArgumentError(
    '--answer',
    'invalid-value',
    text === TOTP
      ? 'SOFTWARE_TOKEN_MFA=totp is for an authenticator that MFA_SETUP=totp has just set up; any ' +
          'other needs its secret: totp:BASE32.'
      : 'SOFTWARE_TOKEN_MFA=totp:… takes the base32 secret of the authenticator app.',
  );
}
