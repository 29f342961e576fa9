/**
 * The challenges that can be answered from a terminal. Some are not among them because the flow answers
 * on its own: DEVICE_SRP_AUTH, DEVICE_PASSWORD_VERIFIER, PASSWORD_SRP, PASSWORD_VERIFIER. WEB_AUTHN is not
 * because a passkey's authenticator speaks to browsers.
 *
 * @module
 */
import { customChallenge } from './custom-challenge.ts';
import { mfaSetup } from './mfa-setup.ts';
import { newPasswordRequired } from './new-password-required.ts';
import { password } from './password.ts';
import { selectChallenge } from './select-challenge.ts';
import { selectMfaType } from './select-mfa-type.ts';
import { emailOtp, smsMfa, smsOtp } from './sent-codes.ts';
import { softwareTokenMfa } from './software-token-mfa.ts';
import type { AnyTerminalChallenge } from './terminal-challenge.ts';

const challenges: readonly AnyTerminalChallenge[] = [
  customChallenge,
  emailOtp,
  mfaSetup,
  newPasswordRequired,
  password,
  selectChallenge,
  selectMfaType,
  smsMfa,
  smsOtp,
  softwareTokenMfa,
];

/** Why a challenge cannot be answered here, and what to do instead. */
const REASONS: ReadonlyMap<string, string> = new Map([
  [
    'WEB_AUTHN',
    'A passkey is asked for, and no terminal can ask an authenticator: go on in a browser with the ' +
      'state that --json prints, or sign in again with another factor.',
  ],
]);

/** Of each: its name and what VALUE can be. */
export const challengeValues: readonly (readonly [name: string, values: string])[] = challenges.map(
  ({ name, values }) => [name, values],
);

/** In Cognito's own spelling. */
export const challengeNames: readonly string[] = challenges.map(({ name }) => name);

export function whyNot(name: string): string {
  return REASONS.get(name) ?? 'This version cannot answer it.';
}

export function findChallenge(name: string): AnyTerminalChallenge | undefined {
  return challenges.find((challenge) => challenge.name === name);
}
