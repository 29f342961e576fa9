/** The bounds that `wasm/_arithmetic.mjs` argues with: computed again, and reached for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PRIME, runs } from './_numbers.ts';
import { createKernel } from './_wasm-kernel.ts';

const LIMBS = 240;
/** What a limb of a number may be, of a product, of a multiple of N. */
const LIMB = 4195;
const PRODUCT_LIMB = 4160;
const MULTIPLE_LIMB = 4129;
const BASE = 2 ** 13;
/** A carried column's low part, and the most that a column may be. */
const LOW = 2 ** 12;
const MAXIMUM = 2 ** 31 - 1;
const RADIX = 1n << 3120n;

const { kernel, address, write, read, constant, between } = createKernel();
const magnitude = (limbs: readonly number[]): number =>
  limbs.reduce((sum, limb) => sum + Math.abs(limb), 0);
const numberOf = (limbs: readonly number[]): bigint =>
  limbs.reduceRight((sum, limb) => (sum << 13n) + BigInt(limb), 0n);
const modulo = (number: bigint): bigint => ((number % PRIME) + PRIME) % PRIME;

describe('no sum leaves 32 bits:', () => {
  test('half a column of a product, with what the first half left', () => {
    expect(120 * LIMB ** 2 + LOW).toBeLessThan(MAXIMUM);
  });

  test('the rest of a column of a square, on top of twice a low part', () => {
    expect(16 * LIMB ** 2 + 2 * LOW).toBeLessThan(MAXIMUM);
  });

  test('−c/N', () => {
    expect(PRODUCT_LIMB * magnitude(constant('inverse', LIMBS))).toBeLessThan(MAXIMUM);
  });

  test('m·N modulo Y − 1, Y + 1 and X + 1', () => {
    expect(4 * MULTIPLE_LIMB * magnitude(constant('first', 60))).toBeLessThan(MAXIMUM);
    expect(4 * MULTIPLE_LIMB * magnitude(constant('second', 60))).toBeLessThan(MAXIMUM);
    expect(2 * MULTIPLE_LIMB * magnitude(constant('third', 120))).toBeLessThan(MAXIMUM);
  });
});

describe('after two carries a limb is no larger than it is said to be:', () => {
  /** At most `low` and a carry from at most `high` below: what a carry out of that is, at most. */
  const secondCarry = (low: number, high: number): number => Math.floor((low + high) / BASE + 0.5);
  const firstCarry = (column: number): number => Math.floor(column / BASE + 0.5);

  test('of a product', () => {
    // Halves are carried one by one, and rounded each; a square's are doubled and rounded again.
    const carry = firstCarry(240 * LIMB ** 2) + 2;
    expect(LOW + secondCarry(LOW, carry)).toBeLessThanOrEqual(PRODUCT_LIMB);
  });

  test('of a multiple', () => {
    expect(LOW + secondCarry(LOW, firstCarry(MAXIMUM))).toBeLessThanOrEqual(MULTIPLE_LIMB);
  });

  test('of a result', () => {
    const column = LOW + firstCarry(MAXIMUM);
    const carry = secondCarry(3 * column, 2 * PRODUCT_LIMB);
    expect(LOW + carry).toBeLessThanOrEqual(LIMB);
  });

  test('and every limb fits sixteen bits, folded twice too', () => {
    expect(4 * MULTIPLE_LIMB).toBeLessThan(2 ** 15);
  });
});

test('a result is itself, and not itself plus or minus R − 1', () => {
  // In units of R: the largest spelling, and the largest multiple of N.
  const spelling = LIMB / (BASE - 1);
  const multiple = MULTIPLE_LIMB / (BASE - 1) / 2 ** 48;
  expect(spelling + multiple + spelling ** 2).toBeLessThan(1);
});

describe('limbs at their bounds', () => {
  const limb = fc.oneof(
    fc.constantFrom(-LIMB, LIMB),
    fc.constantFrom(-LIMB, -LOW - 1, -LOW, -1, 0, 1, LOW - 1, LOW, LIMB),
    fc.integer({ min: -LIMB, max: LIMB }),
  );
  const free = fc.array(limb, { minLength: LIMBS, maxLength: LIMBS });
  // All of one sign, or alternating with a period: the fullest columns of either sign.
  const uniform = fc
    .tuple(fc.constantFrom(-LIMB, LIMB), fc.constantFrom(1, 2, 3, 8, 15, 16, 60, 120, LIMBS))
    .map(([value, period]) =>
      Array.from({ length: LIMBS }, (_, index) =>
        Math.floor(index / period) % 2 === 0 ? value : -value,
      ),
    );
  const limbs = fc.oneof(free, uniform);

  function expectProduct(left: readonly number[], right: readonly number[], slot: number): void {
    const { limbs: result, margin } = read(slot);
    expect(modulo(numberOf(result) * RADIX)).toBe(modulo(numberOf(left) * numberOf(right)));
    expect(Math.max(...result.map(Math.abs))).toBeLessThanOrEqual(LIMB);
    expect(margin.every((limb) => limb === 0)).toBe(true);
    expect(Math.max(...between('product', 2 * LIMBS).map(Math.abs))).toBeLessThanOrEqual(
      PRODUCT_LIMB,
    );
    expect(Math.max(...between('multiple', LIMBS).map(Math.abs))).toBeLessThanOrEqual(
      MULTIPLE_LIMB,
    );
  }

  test('multiply exactly, and give limbs within the bound', () => {
    fc.assert(
      fc.property(limbs, limbs, (left, right) => {
        write(1, left);
        write(2, right);
        kernel.multiply(address(3), address(1), address(2));
        expectProduct(left, right, 3);
        kernel.multiply(address(2), address(1), address(2));
        expectProduct(left, right, 2);
      }),
      runs(1000, 30_000),
    );
  });

  test('square exactly, to the very limbs of the product', () => {
    fc.assert(
      fc.property(limbs, (value) => {
        write(1, value);
        write(2, value);
        kernel.multiply(address(3), address(1), address(1));
        kernel.square(address(2), 1);
        expectProduct(value, value, 2);
        expect(numberOf(read(2).limbs)).toBe(numberOf(read(3).limbs));
      }),
      runs(1000, 30_000),
    );
  });

  test('squaring many times is squaring once, many times', () => {
    fc.assert(
      fc.property(limbs, fc.integer({ min: 1, max: 9 }), (value, times) => {
        write(1, value);
        write(2, value);
        kernel.square(address(1), times);
        for (let count = 0; count < times; count += 1) kernel.square(address(2), 1);
        expect(read(1)).toEqual(read(2));
      }),
      runs(100, 2000),
    );
  });
});

test('select copies the entry that was asked for, and no other', () => {
  for (let entry = 0; entry < 32; entry += 1) {
    const limbs = Array.from({ length: LIMBS }, (_, index) => (entry + 1) * 100 + index);
    write(10 + entry, limbs);
  }
  for (let entry = 0; entry < 32; entry += 1) {
    kernel.select(address(5), address(10), entry);
    expect(read(5)).toEqual(read(10 + entry));
  }
  kernel.select(address(5), address(10), 32);
  expect(read(5).limbs.every((limb) => limb === 0)).toBe(true);
});
