/**
 * MFA_SETUP at a terminal: an authenticator app learns its secret from a QR code, or this program stands
 * in for the app; or an e-mail address is set up, which EMAIL_OTP then sends a code to.
 *
 * @module
 */
import { totpSetupUri } from '@countersign/challenge-handlers/totp-setup-uri';
import type { MfaSetupAnswer, MfaSetupPrompt } from '@countersign/challenge-handlers/mfa-setup';
import { ArgumentError, UnsupportedError } from '@countersign/contract';
import { notEmpty } from '../io.ts';
import type { Prompter } from '../io.ts';
import type { AnswerContext, TerminalChallenge } from './terminal-challenge.ts';

/** Set up an authenticator, first code included. */
const TOTP = 'totp';
/** Get its secret, and leave the first code to somebody else. */
const APP = 'app';

/** Set up an address: what follows. */
const EMAIL = 'email:';

const APP_METHOD = 'SOFTWARE_TOKEN_MFA';
const EMAIL_METHOD = 'EMAIL_OTP';
const METHODS: readonly string[] = [APP_METHOD, EMAIL_METHOD];

/** The text is `totp`, `app`, `email:` and an address, or the first code of an app that has the secret. */
export const mfaSetup: TerminalChallenge<'MFA_SETUP', MfaSetupPrompt, MfaSetupAnswer> = {
  name: 'MFA_SETUP',
  values: 'totp (be the authenticator), app (get a secret), its code, or email:ADDRESS',

  fromText(text, prompt, { authenticator }) {
    switch (prompt.kind) {
      case 'choose':
        requireOffer(prompt.methods);
        if (text === TOTP || text === APP) return { kind: 'totp' };
        if (text.startsWith(EMAIL)) return { kind: 'email', email: text.slice(EMAIL.length) };
        throw new ArgumentError(
          '--answer',
          'invalid-value',
          'MFA_SETUP takes totp, app or email:ADDRESS here: a code can come only after the secret.',
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
        return askForMethod(prompt.methods, prompter);
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
      'Pass --answer MFA_SETUP=totp to set an authenticator up here, --answer MFA_SETUP=app to ' +
        `get its secret for an app, or --answer MFA_SETUP=email:ADDRESS. The user pool offers ${prompt.methods.join(', ')}.`
    );
  },

  keepsake: (prompt) =>
    prompt.kind === 'scan'
      ? { member: 'authenticatorSecret', label: 'authenticator secret', text: prompt.secretCode }
      : undefined,
};

const FIRST_CODE = { message: 'First code that the app shows', validate: notEmpty };

async function askForMethod(
  methods: readonly string[],
  prompter: Prompter,
): Promise<MfaSetupAnswer> {
  prompter.say('The user pool wants a second factor, and there is none yet.');
  const offered = METHODS.filter((name) => methods.includes(name));
  const method = offered.length > 1 ? await prompter.choose('Second factor', offered) : offered[0];
  if (method === APP_METHOD) return { kind: 'totp' };
  const message = 'E-mail address that codes shall go to';
  return { kind: 'email', email: await prompter.ask({ message, validate: notEmpty }) };
}

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
  if (METHODS.some((name) => methods.includes(name))) return undefined;
  return (
    `The user pool wants a second factor, and of those that it offers (${methods.join(', ')}) none ` +
    'can be set up here. Give the user an e-mail address or a phone number (an administrator can: ' +
    'AdminUpdateUserAttributes), and sign in again.'
  );
}
