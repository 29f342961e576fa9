/**
 * SELECT_MFA_TYPE: the user has several second factors, prefers none, and chooses one now.
 *
 * @module
 */
import type { ChallengeHandler } from '@countersign/contract';
import { requireChoice } from './_choice.ts';
import { requireTextList } from './_wire.ts';

/** What to choose from. UNTRUSTED. */
export interface SelectMfaTypePrompt {
  /** At least one, in Cognito's spelling: `SMS_MFA`, `SOFTWARE_TOKEN_MFA`, `EMAIL_OTP`. */
  readonly available: readonly string[];
}

/** What the user gives back. */
export interface SelectMfaTypeAnswer {
  /** One of {@link SelectMfaTypePrompt.available}. */
  readonly challenge: string;
}

/**
 * The chosen challenge comes next; a code is sent now.
 *
 * @throws `ProtocolError` `ERR_PROTOCOL` when there is nothing to choose from.
 * @throws `ArgumentError` `ERR_ARGUMENT` for what is not offered; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `SELECT_MFA_TYPE`
 */
export const selectMfaType: ChallengeHandler<
  'SELECT_MFA_TYPE',
  SelectMfaTypePrompt,
  SelectMfaTypeAnswer
> = {
  name: 'SELECT_MFA_TYPE',

  read: ({ parameters }) => ({ available: requireTextList(parameters, 'MFAS_CAN_CHOOSE') }),

  reply: ({ available }, { challenge }) => ({
    kind: 'respond',
    responses: { ANSWER: requireChoice(challenge, available) },
  }),
};
