/**
 * The one place for message texts. Cognito has one exception name for very different ends; texts are
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

/** By exception, then by prefix. */
export type RefusalTexts = {
  readonly [service: string]: { readonly [prefix: string]: TextMeaning };
};

// Exact punctuation of several is not documented: the shortest prefix that tells them apart.
/** What an answer to a challenge can be told. */
const SIGN_IN_TEXTS: RefusalTexts = {
  NotAuthorizedException: {
    'invalid session': 'session-spent',
    'cannot initiate device_srp_auth': 'session-spent',
    'password attempts exceeded': 'locked-out',
    'user is disabled': 'user-disabled',
    'temporary password has expired': 'temporary-password-expired',
    'unable to verify secret hash': 'client-misconfigured',
    'client ': 'client-misconfigured',
    // Of the token that a step-up goes on from.
    'invalid access token': 'token-void',
    'access token has': 'token-void',
  },
  ResourceNotFoundException: {
    'user pool': 'pool-misconfigured',
    'device does not exist': 'device-unknown',
  },
};

/** What a refresh can be told besides. */
export const REFRESH_TEXTS: RefusalTexts = {
  NotAuthorizedException: {
    'invalid refresh token': 'token-void',
    'refresh token has': 'token-void',
  },
};

/** `undefined` where the text says no more than the name. */
export function meaningOfText(
  { service, message }: ServiceError,
  texts: RefusalTexts = SIGN_IN_TEXTS,
): TextMeaning | undefined {
  const text = message.toLowerCase();
  return Object.entries(texts[service] ?? {}).find(([prefix]) => text.startsWith(prefix))?.[1];
}
