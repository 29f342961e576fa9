/**
 * What a refused answer means. Message texts are matched here alone and by prefix only: Cognito has one
 * exception name for very different ends.
 *
 * @module
 */
import type { ServiceError, Verdict } from '@countersign/contract';

const ABOUT_THE_SIGN_IN: readonly (readonly [service: string, prefix: string, verdict: Verdict])[] =
  [
    ['NotAuthorizedException', 'invalid session', 'restart'],
    ['NotAuthorizedException', 'password attempts exceeded', 'refused'],
    ['NotAuthorizedException', 'user is disabled', 'refused'],
    ['NotAuthorizedException', 'unable to verify secret hash', 'refused'],
    ['ResourceNotFoundException', 'user pool', 'refused'],
  ];

/**
 * Where the refusal speaks of the session, the user, the client or the pool. It is no judgement of the
 * answer then, and no handler is asked what it makes of it.
 */
export function verdictOnSignIn(error: ServiceError): Verdict | undefined {
  return ABOUT_THE_SIGN_IN.find(
    ([service, prefix]) => error.service === service && startsWith(error, prefix),
  )?.[2];
}

/**
 * The general rule, where the challenge's own handler has no opinion.
 *
 * @param byHuman - a human gave the answer, and can give it again; a proof was used up.
 */
export function generalVerdict(error: ServiceError, byHuman: boolean): Verdict {
  if (error.service === 'ExpiredCodeException') return 'restart';
  // Turned away unread: throttling spends nothing.
  if (error.retryable) return byHuman ? 'retry' : 'restart';
  return 'refused';
}

/**
 * The remembered device is gone on the service's side. This refusal spends neither the session nor
 * the secret block.
 */
export function isDeviceUnknown(error: ServiceError): boolean {
  return (
    error.service === 'ResourceNotFoundException' && startsWith(error, 'device does not exist')
  );
}

function startsWith(error: ServiceError, prefix: string): boolean {
  return error.message.toLowerCase().startsWith(prefix);
}
