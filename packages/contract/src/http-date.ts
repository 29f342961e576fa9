/**
 * The service's clock, as the `Date` header tells it.
 *
 * @module
 */

// A proof signed for an earlier day than this could only be a mistake.
const EARLIEST_MS = Date.UTC(2020, 0, 1);
// A proof's year has four digits, and the clock goes on.
const LATEST_MS = Date.UTC(9000, 0);

/**
 * @param text - UNTRUSTED; null or undefined where CORS hides the header.
 * @returns milliseconds since 1970, or `undefined` when it is no date that a proof should use.
 * @see RFC 9110 §5.6.7, IMF-fixdate: the one form that may be sent, and the form of `toUTCString`
 */
export function parseHttpDate(text: string | null | undefined): number | undefined {
  const timeMs = Date.parse(text ?? '');
  const isUsable = timeMs >= EARLIEST_MS && timeMs < LATEST_MS;
  return isUsable && new Date(timeMs).toUTCString() === text ? timeMs : undefined;
}
