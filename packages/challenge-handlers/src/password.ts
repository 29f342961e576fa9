/**
 * PASSWORD: the password itself, in plain inside TLS, as the first factor of USER_AUTH.
 *
 * @module
 */
import { ArgumentError, isWellFormedText } from '@countersign/contract';
import type { ChallengeHandler, WireMap } from '@countersign/contract';

/** The parameters as they came: nothing in them is needed. UNTRUSTED. */
export type PasswordPrompt = WireMap;

/** What the user gives back. */
export interface PasswordAnswer {
  /** SECRET. 1 to 256 characters. */
  readonly password: string;
}

const PASSWORD_MAX_LENGTH = 256;

/**
 * Asked for it, this handler always asks the user, also where the sign-in was given the password: a
 * service that wants it in plain in place of a proof must not get it by itself. It opens a flow, or
 * goes with a choice, only where the caller chose `PASSWORD`.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when the password is missing or impossible; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `PASSWORD`
 */
export const password: ChallengeHandler<'PASSWORD', PasswordPrompt, PasswordAnswer> = {
  name: 'PASSWORD',

  begin: ({ known }) => ({ parameters: { PASSWORD: requirePassword(known.password) } }),

  read: ({ parameters }) => parameters,

  reply: (_prompt, answer) => ({
    kind: 'respond',
    offerDeviceKey: true,
    responses: { PASSWORD: requirePassword(answer.password) },
  }),
};

function requirePassword(value: string | undefined): string {
  if (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= PASSWORD_MAX_LENGTH &&
    isWellFormedText(value)
  ) {
    return value;
  }
  throw new ArgumentError(
    'password',
    value === undefined ? 'missing-input' : 'invalid-value',
    `password must be text of 1 to ${PASSWORD_MAX_LENGTH} characters.`,
  );
}
