/**
 * The one table of message texts. Cognito has one exception name for very different ends; texts are
 * matched by prefix, without regard to case, and kept as they came.
 *
 * @module
 */
import type { ServiceError } from '@countersign/contract';

/** What a text gives away that the exception's name does not. */
export type TextMeaning =
  | 'session-spent'
  | 'token-void'
  | 'locked-out'
  | 'user-disabled'
  | 'temporary-password-expired'
  | 'client-misconfigured'
  | 'pool-misconfigured'
  | 'device-unknown';

// Exact punctuation of several is not documented: the shortest prefix that tells them apart.
const TEXTS: readonly (readonly [service: string, prefix: string, meaning: TextMeaning])[] = [
  ['NotAuthorizedException', 'invalid session', 'session-spent'],
  ['NotAuthorizedException', 'cannot initiate device_srp_auth', 'session-spent'],
  ['NotAuthorizedException', 'invalid refresh token', 'token-void'],
  ['NotAuthorizedException', 'refresh token has', 'token-void'],
  ['NotAuthorizedException', 'invalid access token', 'token-void'],
  ['NotAuthorizedException', 'access token has', 'token-void'],
  ['NotAuthorizedException', 'password attempts exceeded', 'locked-out'],
  ['NotAuthorizedException', 'user is disabled', 'user-disabled'],
  ['NotAuthorizedException', 'temporary password has expired', 'temporary-password-expired'],
  ['NotAuthorizedException', 'unable to verify secret hash', 'client-misconfigured'],
  ['NotAuthorizedException', 'client ', 'client-misconfigured'],
  ['ResourceNotFoundException', 'user pool', 'pool-misconfigured'],
  ['ResourceNotFoundException', 'device does not exist', 'device-unknown'],
];

/** `undefined` where the text says no more than the name. */
export function meaningOfText({ service, message }: ServiceError): TextMeaning | undefined {
  const text = message.toLowerCase();
  return TEXTS.find(([name, prefix]) => name === service && text.startsWith(prefix))?.[2];
}
