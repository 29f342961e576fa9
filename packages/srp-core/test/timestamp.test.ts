import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTimestamp } from '../src/index.ts';
import { runs } from './_numbers.ts';
import { errorOf } from './_sign-in.ts';

test.each([
  ['2026-01-07T09:05:03Z', 'Wed Jan 7 09:05:03 UTC 2026'],
  ['2026-09-14T00:00:00.999Z', 'Mon Sep 14 00:00:00 UTC 2026'],
  ['2028-02-29T23:59:59Z', 'Tue Feb 29 23:59:59 UTC 2028'],
  ['2026-12-31T12:00:00Z', 'Thu Dec 31 12:00:00 UTC 2026'],
  ['1970-01-01T00:00:00Z', 'Thu Jan 1 00:00:00 UTC 1970'],
])('%s is %s', (moment, timestamp) => {
  expect(formatTimestamp(Date.parse(moment))).toBe(timestamp);
});

test('says the same second as ECMAScript’s own UTC text, with a day that has no zero', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (nowMs) => {
      const [, weekday, day, month, year, clock] =
        /^(...), (..) (...) (....) (.{8}) GMT$/.exec(new Date(nowMs).toUTCString()) ?? [];
      const expected = `${weekday} ${month} ${Number(day)} ${clock} UTC ${year}`;
      expect(formatTimestamp(nowMs)).toBe(expected);
    }),
    runs(2000, 200_000),
  );
});

describe('is refused', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 253_402_300_800_000, 8.64e15 + 1])(
    '%d',
    (nowMs) => {
      const expected = { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument: 'nowMs' };
      expect(errorOf(() => formatTimestamp(nowMs))).toEqual(expected);
    },
  );
});
