/**
 * TIMESTAMP of a password claim, read and written as the service does it.
 *
 * The proof is checked over the re-rendered text, never over the text that came: a zero-padded day
 * or a wrong weekday therefore fails as a wrong proof.
 *
 * @module
 */
import { invalidParameter } from './_service-fault.ts';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = [
  ...(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'] as const),
  ...(['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const),
];
const PATTERN =
  /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat) ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) UTC (\d{4})$/;

/**
 * @param text - UNTRUSTED: `Wed Jan 7 09:05:03 UTC 2026`.
 * @returns milliseconds since 1970.
 * @throws ServiceFault `InvalidParameterException` when it is no such date.
 */
export function parseTimestamp(text: string): number {
  const [, , month = '', ...numbers] = PATTERN.exec(text) ?? [];
  const [day = 0, hour = 0, minute = 0, second = 0, year = 0] = numbers.map(Number);
  const monthIndex = MONTHS.findIndex((name) => name === month);
  const timeMs = Date.UTC(year, monthIndex, day, hour, minute, second);
  const date = new Date(timeMs);
  const sameFields =
    monthIndex >= 0 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === monthIndex &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  if (!sameFields) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  return timeMs;
}

/** The one text that the service accepts a proof over. */
export function renderTimestamp(timeMs: number): string {
  const date = new Date(timeMs);
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  const weekday = WEEKDAYS[date.getUTCDay()]!;
  const month = MONTHS[date.getUTCMonth()]!;
  return `${weekday} ${month} ${date.getUTCDate()} ${time} UTC ${date.getUTCFullYear()}`;
}
