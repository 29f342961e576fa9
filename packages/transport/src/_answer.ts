/**
 * An HTTP answer read to its end, and the checks that make it one.
 *
 * @module
 */
import { parseHttpDate, TransportError } from '@countersign/contract';
import type { CallScope } from './_call-scope.ts';
import { readBody } from './_body.ts';

/** UNTRUSTED throughout. */
export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** SECRET. */
  readonly body: Uint8Array;
  /** The `Date` header, milliseconds since 1970. */
  readonly serverTimeMs?: number;
}

/**
 * @param response - whatever `fetch` resolved with. UNTRUSTED.
 * @throws {@link TransportError} `ERR_TRANSPORT`: `redirect`, `too-large`, or `bad-response` for what
 * is no usable `Response`; rejects with whatever the body or the scope rejects with.
 */
export async function readAnswer(
  response: unknown,
  maxBodyBytes: number,
  scope: CallScope,
): Promise<Answer> {
  if (!isResponse(response)) {
    throw new TransportError(
      'bad-response',
      'fetch gave back something that is not a Response with an unread body.',
    );
  }
  const { status, headers } = response;
  if (isRedirect(response)) {
    // Where it points to stays unsaid: a sign-in page's address can carry secrets.
    throw new TransportError(
      'redirect',
      'The endpoint redirects. Credentials are not sent anywhere else: check the endpoint.',
      { status },
    );
  }
  const serverTimeMs = parseHttpDate(headers.get('date'));
  return {
    status,
    header: (name) => headers.get(name),
    body: await readBody(response, maxBodyBytes, scope),
    ...(serverTimeMs !== undefined && { serverTimeMs }),
  };
}

// By shape: a Response of a polyfill, or of another realm, is no instance of ours.
function isResponse(value: unknown): value is Response {
  if (typeof value !== 'object' || value === null) return false;
  const { status, headers, arrayBuffer, bodyUsed } = value as Partial<Response>;
  return (
    Number.isInteger(status) &&
    typeof headers?.get === 'function' &&
    typeof arrayBuffer === 'function' &&
    bodyUsed !== true
  );
}

// Browsers show an opaque answer of status 0; others the 3xx itself; React Native follows unasked.
function isRedirect({ status, type, redirected }: Response): boolean {
  return type === 'opaqueredirect' || redirected || (status >= 300 && status < 400);
}
