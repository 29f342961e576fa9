/**
 * What a refused answer means where the challenge's own handler has no opinion. Message texts are
 * matched by prefix only: Cognito has one exception name for very different ends.
 *
 * @module
 */
import type { ServiceError, Verdict } from '@countersign/contract';

/**
 * The general rule.
 *
 * @param byHuman - a human gave the answer, and can give it again; a proof was used up.
 */
export function generalVerdict(error: ServiceError, byHuman: boolean): Verdict {
  if (error.service === 'ExpiredCodeException') return 'restart';
  if (isSessionSpent(error)) return 'restart';
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

function isSessionSpent(error: ServiceError): boolean {
  return error.service === 'NotAuthorizedException' && startsWith(error, 'invalid session');
}

function startsWith(error: ServiceError, prefix: string): boolean {
  return error.message.toLowerCase().startsWith(prefix);
}
