/**
 * SELECT_MFA_TYPE at a terminal: which second factor shall it be?
 *
 * @module
 */
import type {
  SelectMfaTypeAnswer,
  SelectMfaTypePrompt,
} from '@countersign/challenge-handlers/select-mfa-type';
import type { TerminalChallenge } from './terminal-challenge.ts';

export const selectMfaType: TerminalChallenge<
  'SELECT_MFA_TYPE',
  SelectMfaTypePrompt,
  SelectMfaTypeAnswer
> = {
  name: 'SELECT_MFA_TYPE',
  values: 'a factor that is offered: SMS_MFA, EMAIL_OTP, …',
  fromText: (challenge) => ({ challenge }),
  ask: async ({ available }, prompter) => ({
    challenge: await prompter.choose('Second factor', available),
  }),
  advice: ({ available }) => `Pass --answer SELECT_MFA_TYPE=VALUE, one of ${available.join(', ')}.`,
};
