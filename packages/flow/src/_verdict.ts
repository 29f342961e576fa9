/**
 * What a refused answer means for the sign-in.
 *
 * @module
 */
import type { ServiceError, Verdict } from '@countersign/contract';
import { meaningOfText } from './_refusal-texts.ts';

/**
 * Where the refusal speaks of the session, the user, the client or the pool. It is no judgement of the
 * answer then, and no handler is asked what it makes of it.
 */
export function verdictOnSignIn(error: ServiceError): Verdict | undefined {
  const meaning = meaningOfText(error);
  if (meaning === 'session-spent') return 'restart';
  // What becomes of a device is for its challenge to say.
  return meaning === undefined || meaning === 'device-unknown' ? undefined : 'refused';
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
  return meaningOfText(error) === 'device-unknown';
}
