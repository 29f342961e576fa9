/**
 * SRP-6a as Amazon Cognito speaks it: the client's side.
 *
 * @module
 */
export { secureRandom } from '@countersign/contract';
export { isSrpEphemeral, openSrp, openSrpInTasks } from './_client.ts';
export type { ClaimInput, PasswordClaim, SrpEphemeral } from './_client.ts';
export { formatTimestamp } from './_timestamp.ts';
