/**
 * SELECT_CHALLENGE: USER_AUTH offers the first factors that the user has, and the user chooses one.
 *
 * @module
 */
import { ProtocolError } from '@countersign/contract';
import type { ChallengeHandler } from '@countersign/contract';
import { requireChoice } from './_choice.ts';

/** What to choose from. UNTRUSTED. */
export interface SelectChallengePrompt {
  /** At least one, in Cognito's spelling: `PASSWORD_SRP`, `EMAIL_OTP`, `WEB_AUTHN`, … */
  readonly available: readonly string[];
}

/** What the user gives back. */
export interface SelectChallengeAnswer {
  /** One of {@link SelectChallengePrompt.available}. */
  readonly challenge: string;
  /**
   * Where a password was chosen, and the sign-in was not given it yet. It travels in plain (inside TLS)
   * with `PASSWORD` only; with `PASSWORD_SRP` it is proved. SECRET.
   */
  readonly password?: string;
}

/**
 * Sends the choice, and in the same request what the handler of the chosen challenge opens with, where
 * the sign-in has one: `PASSWORD`, or `SRP_A`.
 *
 * @throws `ProtocolError` `ERR_PROTOCOL` when there is nothing to choose from.
 * @throws `ArgumentError` `ERR_ARGUMENT` for what is not offered; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `SELECT_CHALLENGE`
 */
export const selectChallenge: ChallengeHandler<
  'SELECT_CHALLENGE',
  SelectChallengePrompt,
  SelectChallengeAnswer
> = {
  name: 'SELECT_CHALLENGE',

  read({ available }) {
    if (available.length > 0) return { available };
    throw new ProtocolError(
      'AvailableChallenges',
      'missing',
      'The service offers nothing to choose.',
    );
  },

  reply: ({ available }, { challenge, password }) => ({
    kind: 'respond',
    responses: { ANSWER: requireChoice(challenge, available) },
    opens: { challenge, ...(password !== undefined && { password }) },
  }),
};
