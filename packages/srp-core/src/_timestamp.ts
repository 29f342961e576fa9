/**
 * The TIMESTAMP that is signed and sent. The service parses it and prints it again before it
 * verifies, so a form it would not print itself is a wrong password.
 *
 * @module
 */
import { invalidValue } from '@countersign/contract';

/**
 * Java's `EEE MMM d HH:mm:ss z yyyy` in English and UTC: `Wed Jan 7 09:05:03 UTC 2026`. The day has
 * no leading zero. Out of `toUTCString`, whose form ECMAScript fixes (`Wed, 07 Jan 2026 09:05:03 GMT`):
 * `Intl` differs between runtimes.
 *
 * @param nowMs - milliseconds since 1970, on the service's clock as far as it is known.
 * @throws `ArgumentError` `ERR_ARGUMENT` when that is no moment of the years 1970 to 9999.
 * @see ECMA-262, `Date.prototype.toUTCString`
 */
export function formatTimestamp(nowMs: number): string {
  const date = new Date(nowMs);
  const year = date.getUTCFullYear();
  if (!(year >= 1970 && year <= 9999)) {
    throw invalidValue('nowMs', 'must be milliseconds since 1970, at most to the year 9999.');
  }
  const [weekday, day, month, , clock] = date.toUTCString().split(/,? /);
  return `${weekday} ${month} ${Number(day)} ${clock} UTC ${year}`;
}
