/**
 * The flows that `--flow` can name.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { AuthFlow } from '@countersign/contract';
import { customAuth, customAuthAfterSrp } from '@countersign/flow/custom-auth';
import { userAuth } from '@countersign/flow/user-auth';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { didYouMean } from './suggest.ts';

/** One flow at a terminal. */
export interface TerminalFlow {
  readonly authFlow: AuthFlow;
  /** What it becomes where the password is given. */
  readonly withPassword: AuthFlow;
  readonly needsPassword: boolean;
  /** A few words for the help. */
  readonly about: string;
}

const terminalFlows: readonly TerminalFlow[] = [
  {
    authFlow: userSrpAuth,
    withPassword: userSrpAuth,
    needsPassword: true,
    about: 'proves the password and never sends it',
  },
  {
    authFlow: userPasswordAuth,
    withPassword: userPasswordAuth,
    needsPassword: true,
    about: 'sends the password',
  },
  {
    authFlow: userAuth,
    withPassword: userAuth,
    needsPassword: false,
    about: 'lets the user choose a first factor, a password or another',
  },
  {
    authFlow: customAuth,
    withPassword: customAuthAfterSrp,
    needsPassword: false,
    about: 'asks what the user pool likes; a password that is given is proved first',
  },
];

/** The first is the default. */
export const authFlowNames: readonly string[] = terminalFlows.map(({ authFlow }) => authFlow.name);

/** Of each: its name and what it does. */
export const authFlowNotes: readonly (readonly [name: string, about: string])[] = terminalFlows.map(
  ({ authFlow, about }) => [authFlow.name, about],
);

/** @throws {@link ArgumentError} `ERR_ARGUMENT` when there is no such flow here. */
export function requireAuthFlow(name: string): TerminalFlow {
  const flow = terminalFlows.find(({ authFlow }) => authFlow.name === name);
  if (flow !== undefined) return flow;
  throw new ArgumentError(
    '--flow',
    'invalid-value',
    `--flow takes one of ${authFlowNames.join(', ')}.${didYouMean(name, authFlowNames)}`,
  );
}
