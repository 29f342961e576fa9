/** Integers as bytes against native integers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addModPrime, isBelow, isEqual, isZero } from '../src/_secret-bytes.ts';
import { multiplyAndAdd, padInteger, subtractModPrime } from '../src/_secret-bytes.ts';
import { bigintFromBytes, bytesFromBigint, numberBelow, PRIME, runs } from './_numbers.ts';

const element = numberBelow(PRIME);
const primeBytes = bytesFromBigint(PRIME, 384);
const bytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 40 }),
  fc
    .tuple(fc.nat(20), fc.uint8Array({ minLength: 1, maxLength: 20 }))
    .map(([zeros, tail]) => Uint8Array.from([...new Uint8Array(zeros), ...tail])),
);

describe('padInteger', () => {
  test('keeps the number, in ⌊bits / 8⌋ + 1 bytes, with the top bit clear', () => {
    fc.assert(
      fc.property(bytes, (number) => {
        const padded = padInteger(number);
        const bits = bigintFromBytes(number).toString(2).replace(/^0$/, '').length;
        expect(bigintFromBytes(padded)).toBe(bigintFromBytes(number));
        expect(padded).toHaveLength(Math.floor(bits / 8) + 1);
        expect(padded.at(0)).toBeLessThan(0x80);
      }),
      runs(1000, 100_000),
    );
  });

  test.each([
    ['zero is one byte', [0, 0, 0], [0]],
    ['leading zeros go', [0, 0, 0x7f, 0], [0x7f, 0]],
    ['a sign byte comes', [0x80], [0, 0x80]],
    ['a sign byte stays', [0, 0x80], [0, 0x80]],
    ['one of two zeros stays', [0, 0, 0xff, 1], [0, 0xff, 1]],
  ])('%s', (_name, from, to) => {
    expect([...padInteger(Uint8Array.from(from))]).toEqual(to);
  });
});

describe('comparisons', () => {
  const pair = fc
    .nat(12)
    .chain((length) =>
      fc.tuple(
        fc.uint8Array({ minLength: length, maxLength: length }),
        fc.uint8Array({ minLength: length, maxLength: length }),
      ),
    );

  test('isZero, isEqual and isBelow agree with native integers', () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const [first, second] = [bigintFromBytes(left), bigintFromBytes(right)];
        expect(isZero(left)).toBe(Number(first === 0n));
        expect(isEqual(left, right)).toBe(Number(first === second));
        expect(isEqual(left, left.slice())).toBe(1);
        expect(isBelow(left, right)).toBe(Number(first < second));
        expect(isBelow(left, left)).toBe(0);
      }),
      runs(1000, 100_000),
    );
  });

  test('one changed bit is seen, wherever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.nat(7), (left, place, bit) => {
        const changed = place % left.length;
        const right = left.map((byte, index) => (index === changed ? byte ^ (1 << bit) : byte));
        expect(isEqual(left, right)).toBe(0);
        expect(isBelow(left, right) + isBelow(right, left)).toBe(1);
      }),
      runs(500, 20_000),
    );
  });
});

describe('arithmetic', () => {
  test('subtractModPrime and addModPrime', () => {
    fc.assert(
      fc.property(element, element, (left, right) => {
        const first = bytesFromBigint(left, 384);
        const second = bytesFromBigint(right, 384);
        const difference = bigintFromBytes(subtractModPrime(first, second, primeBytes));
        const sum = bigintFromBytes(addModPrime(first, second, primeBytes));
        expect(difference).toBe((((left - right) % PRIME) + PRIME) % PRIME);
        expect(sum).toBe((left + right) % PRIME);
      }),
      {
        ...runs(300, 20_000),
        examples: [
          [0n, 0n],
          [PRIME - 1n, 1n],
          [0n, PRIME - 1n],
        ],
      },
    );
  });

  test('multiplyAndAdd is a plain integer, of a length that depends on lengths alone', () => {
    const factor = fc.uint8Array({ maxLength: 40 });
    const addend = fc.uint8Array({ maxLength: 130 });
    fc.assert(
      fc.property(addend, factor, factor, (sum, left, right) => {
        const result = multiplyAndAdd(sum, left, right);
        const expected = bigintFromBytes(sum) + bigintFromBytes(left) * bigintFromBytes(right);
        expect(bigintFromBytes(result)).toBe(expected);
        const product = left.length + right.length;
        const fits = sum.length <= Math.max(left.length, right.length);
        const length = fits ? product : Math.max(sum.length, product) + 1;
        expect(result).toHaveLength(length);
      }),
      {
        ...runs(500, 20_000),
        examples: [
          [
            new Uint8Array(130).fill(255),
            new Uint8Array(40).fill(255),
            new Uint8Array(40).fill(255),
          ],
          [new Uint8Array(40).fill(255), new Uint8Array(40).fill(255), new Uint8Array(9).fill(255)],
        ],
      },
    );
  });
});
