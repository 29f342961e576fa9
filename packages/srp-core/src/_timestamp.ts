/**
 * The TIMESTAMP that is signed and sent. The service parses it and prints it again before it
 * verifies, so a form it would not print itself is a wrong password.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Java's `EEE MMM d HH:mm:ss z yyyy` in English and UTC: `Wed Jan 7 09:05:03 UTC 2026`. The day has
 * no leading zero. Built from tables, because `Intl` differs between runtimes.
 *
 * @param nowMs - milliseconds since 1970, on the service's clock as far as it is known.
 * @throws {@link ArgumentError} `ERR_ARGUMENT` when that is no moment of the years 1970 to 9999.
 */
export function formatTimestamp(nowMs: number): string {
  const date = new Date(nowMs);
  const year = date.getUTCFullYear();
  if (!(year >= 1970 && year <= 9999)) {
    const message = 'nowMs must be milliseconds since 1970, at most to the year 9999.';
    throw new ArgumentError('nowMs', 'invalid-value', message);
  }
  const weekday = WEEKDAYS[date.getUTCDay()];
  const month = MONTHS[date.getUTCMonth()];
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `${weekday} ${month} ${date.getUTCDate()} ${clock} UTC ${year}`;
}
