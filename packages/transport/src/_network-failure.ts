/**
 * Says why a fetch failed without quoting it. Runtimes put what they sent or received into an error
 * (Node's parser error carries the raw answer), and so may a caller's own fetch: only codes pass.
 *
 * @module
 */
import { TransportError } from '@countersign/contract';

const CODE = /^[A-Za-z][A-Za-z0-9_]{1,63}$/;
const CAUSES_MAX = 4;

/** @param error - what `fetch`, or reading its body, rejected with. SECRET. */
export function networkFailure(
  error: unknown,
  endpoint: string,
  retryable: boolean,
): TransportError {
  const codes = codesOf(error);
  const why = codes.length === 0 ? '' : ` (${codes.join(', ')})`;
  return new TransportError(
    'network',
    `No answer from ${endpoint}${why}: offline, blocked (by CORS, in a browser) or cut off.`,
    // A connection that broke may have carried the request first.
    { outcome: 'unknown', retryable },
  );
}

/** For example `ECONNREFUSED`, which Node puts on the cause, or on the first of its errors. */
function codesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && isErrorLike(current); depth += 1) {
    const { code, cause, errors } = current;
    if (typeof code === 'string' && CODE.test(code)) codes.push(code);
    current = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return codes;
}

function isErrorLike(
  value: unknown,
): value is { readonly code?: unknown; readonly cause?: unknown; readonly errors?: unknown } {
  return typeof value === 'object' && value !== null;
}
