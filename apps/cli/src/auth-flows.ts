/**
 * The flows that `--flow` can name.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { AuthFlow } from '@countersign/contract';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { didYouMean } from './suggest.ts';

const authFlows: readonly AuthFlow[] = [userSrpAuth, userPasswordAuth];

/** The first is the default. */
export const authFlowNames: readonly string[] = authFlows.map(({ name }) => name);

/** @throws {@link ArgumentError} `ERR_ARGUMENT` when there is no such flow here. */
export function requireAuthFlow(name: string): AuthFlow {
  const authFlow = authFlows.find((candidate) => candidate.name === name);
  if (authFlow !== undefined) return authFlow;
  throw new ArgumentError(
    '--flow',
    'invalid-value',
    `--flow takes ${authFlowNames.join(' or ')}.${didYouMean(name, authFlowNames)}`,
  );
}
