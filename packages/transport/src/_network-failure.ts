/**
 * Says why a fetch failed without quoting it: only codes pass.
 *
 * @module
 */
import { failureCodesOf, TransportError } from '@countersign/contract';

/** @param error - what `fetch`, or reading its body, rejected with. SECRET. */
export function networkFailure(
  error: unknown,
  endpoint: string,
  retryable: boolean,
): TransportError {
  const codes = failureCodesOf(error);
  const why = codes.length === 0 ? '' : ` (${codes.join(', ')})`;
  return new TransportError(
    'network',
    `No answer from ${endpoint}${why}: offline, blocked (by CORS, in a browser) or cut off.`,
    // A connection that broke may have carried the request first.
    { retryable },
  );
}
