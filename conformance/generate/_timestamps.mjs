/**
 * Moments and their texts: what a client writes, and what a service makes of a text.
 *
 * @module
 */
import { timestampOf } from './_vectors.mjs';

const MOMENTS = [
  ['Calendar', 'the first second of 1970', '1970-01-01T00:00:00Z'],
  ['Calendar', 'the 29th of February of a century that has one', '2000-02-29T08:09:10Z'],
  ['Calendar', 'the day after the 28th of February of a century without', '2100-03-01T00:00:00Z'],
  ['Calendar', 'leap day', '2028-02-29T23:59:59Z'],
  ['Calendar', 'the last second of a year', '2026-12-31T23:59:59Z'],
  ['Calendar', 'the first second of a year', '2027-01-01T00:00:00Z'],
  ['Calendar', 'after 2038', '2038-01-19T03:14:08Z'],
  ['Calendar', 'the last second of 9999', '9999-12-31T23:59:59Z'],
  ['Calendar', 'milliseconds are cut off, not rounded', '2026-01-07T09:05:03.999Z'],
  ['Clock', 'midnight is 00', '2026-09-14T00:00:00Z'],
  ['Clock', 'half past midnight', '2026-09-14T00:30:00Z'],
  ['Clock', 'noon is 12', '2026-09-14T12:00:00Z'],
  ['Clock', 'one in the afternoon is 13', '2026-09-14T13:00:00Z'],
  ['Clock', 'the last second of a day', '2026-09-14T23:59:59Z'],
  ['Clock', 'one digit each of hour, minute and second', '2026-11-30T01:02:03Z'],
  ['Locale', 'the hour that a summer skips in Berlin', '2026-03-29T01:30:00Z'],
  ['Locale', 'the hour that an autumn repeats in Berlin', '2026-10-25T01:30:00Z'],
  ['Day', 'the first day of a month', '2026-05-01T10:20:30Z'],
  ['Day', 'the ninth day of a month', '2026-07-09T10:20:30Z'],
  ['Day', 'the tenth day of a month', '2026-07-10T10:20:30Z'],
  ['Day', 'the last day of a month', '2026-08-31T10:20:30Z'],
];
const MONTH_DAYS = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 11 + month, 10));

export function timestampsPrinted() {
  const printed = (flag, comment, nowMs) => ({
    comment,
    flags: [flag],
    nowMs,
    TIMESTAMP: timestampOf(nowMs),
    result: 'valid',
  });
  const refused = (comment, nowMs) => ({
    comment,
    flags: ['Calendar'],
    nowMs,
    result: 'invalid',
    error: { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument: 'nowMs' },
  });
  return [
    ...MOMENTS.map(([flag, comment, moment]) => printed(flag, comment, Date.parse(moment))),
    ...MONTH_DAYS.map((nowMs, month) => printed('Locale', `a day of month ${month + 1}`, nowMs)),
    refused('before 1970', -1),
    refused('after 9999', Date.UTC(10_000, 0, 1)),
    refused('after the last moment that there is', 8_640_000_000_000_001),
  ];
}

/** The signature is right over the text as it was sent. */
export function timestampsRead() {
  const serverTimeMs = Date.parse('2026-09-05T15:04:09Z');
  const read = (flag, comment, TIMESTAMP, service, at = serverTimeMs) => ({
    comment,
    flags: [flag],
    serverTimeMs: at,
    TIMESTAMP,
    ...(service === undefined ? { result: 'valid' } : { result: 'invalid', error: { service } }),
  });
  const wrong = (flag, comment, text) => read(flag, comment, text, 'NotAuthorizedException');
  const unreadable = (flag, comment, text) =>
    read(flag, comment, text, 'InvalidParameterException');
  const away = (milliseconds) => timestampOf(serverTimeMs + milliseconds);
  const day = 86_400_000;
  return [
    read('Right', 'of this second', away(0)),
    read('Right', 'of two seconds ago', away(-2000)),
    read(
      'Right',
      'of the day before, two seconds ago',
      timestampOf(Date.UTC(2026, 8, 5) - 1000),
      undefined,
      Date.UTC(2026, 8, 5) + 1000,
    ),
    read(
      'Calendar',
      'on leap day',
      'Tue Feb 29 12:00:00 UTC 2028',
      undefined,
      Date.UTC(2028, 1, 29, 12),
    ),
    wrong('Day', 'a zero before the day', 'Sat Sep 05 15:04:09 UTC 2026'),
    wrong('Calendar', 'another weekday', 'Fri Sep 5 15:04:09 UTC 2026'),
    wrong('Clock', 'on a 12-hour clock, twelve hours off', 'Sat Sep 5 03:04:09 UTC 2026'),
    wrong('Skew', 'of yesterday', away(-day)),
    wrong('Skew', 'of tomorrow', away(day)),
    wrong('Skew', 'of last year', timestampOf(Date.parse('2025-09-05T15:04:09Z'))),
    wrong('Skew', 'of 1970: a clock that was never set', timestampOf(0)),
    unreadable('Locale', 'in German', 'Sa Sep 5 15:04:09 UTC 2026'),
    unreadable('Locale', 'in French', 'sam. sept. 5 15:04:09 UTC 2026'),
    unreadable('Locale', 'as ISO 8601', '2026-09-05T15:04:09Z'),
    unreadable('Locale', 'as in HTTP', 'Sat, 05 Sep 2026 15:04:09 GMT'),
    unreadable('Locale', 'seconds since 1970', String(serverTimeMs / 1000)),
    unreadable('Locale', 'as Date writes it in JavaScript', 'Sat Sep 05 2026 15:04:09 GMT+0000'),
    unreadable('Calendar', 'without the year', 'Sat Sep 5 15:04:09 UTC'),
    unreadable('Calendar', 'no text of a date', 'now'),
  ];
}
