/**
 * The time as clients sign it.
 *
 * @module
 */

/** `Wed Jan 7 09:05:03 UTC 2026`, cut out of the one date format that ECMAScript fixes. */
export function timestampOf(nowMs: number): string {
  const [weekday, day, month, year, clock] = new Date(nowMs).toUTCString().split(/,? /);
  return `${weekday} ${month} ${Number(day)} ${clock} UTC ${year}`;
}
