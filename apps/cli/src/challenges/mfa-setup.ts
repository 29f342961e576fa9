/**
 * MFA_SETUP at a terminal: an authenticator app learns its secret from a QR code, or this program stands
 * in for the app.
 *
 * @module
 */
import { totpSetupUri } from '@countersign/challenge-handlers/mfa-setup';
import type { MfaSetupAnswer, MfaSetupPrompt } from '@countersign/challenge-handlers/mfa-setup';
import { ArgumentError, UnsupportedError } from '@countersign/contract';
import { notEmpty } from '../io.ts';
import type { Prompter } from '../io.ts';
import type { AnswerContext, TerminalChallenge } from './terminal-challenge.ts';

/** Set up an authenticator, first code included. */
const TOTP = 'totp';
/** Get its secret, and leave the first code to somebody else. */
const APP = 'app';

const METHOD = 'SOFTWARE_TOKEN_MFA';

/** The text is `totp`, `app`, or the first code of an app that has the secret. */
export const mfaSetup: TerminalChallenge<'MFA_SETUP', MfaSetupPrompt, MfaSetupAnswer> = {
  name: 'MFA_SETUP',
  values: "totp (be the authenticator), app (get its secret), or the app's first code",

  fromText(text, prompt, { authenticator }) {
    switch (prompt.kind) {
      case 'choose':
        requireOffer(prompt.methods);
        if (text === TOTP || text === APP) return { kind: 'totp' };
        throw new ArgumentError(
          '--answer',
          'invalid-value',
          'MFA_SETUP takes totp or app here: a code can come only after the secret.',
        );
      case 'scan':
        if (text === APP) return undefined;
        return {
          kind: 'code',
          code: text === TOTP ? authenticator.nextCode(prompt.secretCode) : text,
        };
      case 'verified':
      case 'not-verified':
        return { kind: 'finish' };
    }
  },

  async ask(prompt, prompter, context) {
    switch (prompt.kind) {
      case 'choose':
        requireOffer(prompt.methods);
        prompter.say('The user pool wants a second factor: an authenticator app.');
        return { kind: 'totp' };
      case 'scan':
        if (!context.isAgain) showSecret(prompt.secretCode, prompter, context);
        return { kind: 'code', code: await prompter.ask(FIRST_CODE) };
      case 'verified':
      case 'not-verified':
        return { kind: 'finish' };
    }
  },

  advice(prompt) {
    if (prompt.kind !== 'choose') return 'Pass --answer MFA_SETUP=CODE, the first code of the app.';
    return (
      noOffer(prompt.methods) ??
      'Pass --answer MFA_SETUP=totp to set an authenticator up here, or --answer MFA_SETUP=app to ' +
        'get its secret for an app.'
    );
  },

  keepsake: (prompt) =>
    prompt.kind === 'scan'
      ? { member: 'authenticatorSecret', label: 'authenticator secret', text: prompt.secretCode }
      : undefined,
};

const FIRST_CODE = { message: 'First code that the app shows', validate: notEmpty };

function showSecret(secretCode: string, prompter: Prompter, who: AnswerContext): void {
  const uri = totpSetupUri({ secretCode, account: who.username, issuer: who.userPoolId });
  const inFours = secretCode.replace(/.{4}(?=.)/g, '$& ');
  prompter.say(`Scan the QR code with the app, or type its secret: ${inFours}`);
  prompter.showQrCode(uri);
}

function requireOffer(methods: readonly string[]): void {
  const problem = noOffer(methods);
  if (problem !== undefined) throw new UnsupportedError('challenge', problem);
}

function noOffer(methods: readonly string[]): string | undefined {
  if (methods.includes(METHOD)) return undefined;
  return (
    `The user pool wants a second factor, and of those that it offers (${methods.join(', ')}) none ` +
    'can be set up here. Give the user an e-mail address or a phone number (an administrator can: ' +
    'AdminUpdateUserAttributes), and sign in again.'
  );
}
