/**
 * The challenges that can be answered from a terminal. PASSWORD_VERIFIER is not among them: the
 * password is known, and the flow answers on its own.
 *
 * @module
 */
import { mfaSetup } from './mfa-setup.ts';
import { newPasswordRequired } from './new-password-required.ts';
import { softwareTokenMfa } from './software-token-mfa.ts';
import type { AnyTerminalChallenge } from './terminal-challenge.ts';

const challenges: readonly AnyTerminalChallenge[] = [
  mfaSetup,
  newPasswordRequired,
  softwareTokenMfa,
];

/** Of each: its name and what VALUE can be. */
export const challengeValues: readonly (readonly [name: string, values: string])[] = challenges.map(
  ({ name, values }) => [name, values],
);

/** In Cognito's own spelling. */
export const challengeNames: readonly string[] = challenges.map(({ name }) => name);

export function findChallenge(name: string): AnyTerminalChallenge | undefined {
  return challenges.find((challenge) => challenge.name === name);
}
