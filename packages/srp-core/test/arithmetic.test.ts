/** The limbs of the plain engine against native integers: every function, and every bound. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseEngine } from '../src/_engine.ts';
import { bytesFromLimbs, limbsFromBytes } from '../src/_secret-limbs.ts';
import { LIMBS, LIMBS_WITH_MARGIN } from '../src/_secret-montgomery.ts';
import { COLUMNS, doubleIf, multiplyInto, reduceInto } from '../src/_secret-montgomery.ts';
import { squareInto, subtractPrimeOnce } from '../src/_secret-montgomery.ts';
import { bigintFromBytes, bytesFromBigint, modularPower } from './_numbers.ts';
import { numberBelow, PRIME, runs } from './_numbers.ts';

const LIMB = 22n;
const LIMB_MAXIMUM = 2 ** 22 - 1;
const RADIX = 1n << 3080n;
/** A column sums at most 140 products. */
const COLUMN_MAXIMUM = LIMBS * LIMB_MAXIMUM ** 2;

function limbsFromBigint(number: bigint): Float64Array {
  const limbs = new Float64Array(LIMBS_WITH_MARGIN);
  for (let index = 0; index < LIMBS; index += 1) {
    limbs[index] = Number((number >> (LIMB * BigInt(index))) & BigInt(LIMB_MAXIMUM));
  }
  return limbs;
}

function bigintFromColumns(columns: Float64Array): bigint {
  return columns.reduceRight((sum, column) => (sum << LIMB) + BigInt(column), 0n);
}

const PRIME_PLUS_ONE = limbsFromBigint(PRIME + 1n);
const element = numberBelow(PRIME);
/** What the Montgomery functions take: anything below 4N. */
const operand = fc.oneof(
  numberBelow(4n * PRIME),
  // Every limb as large as it gets below 4N: the fullest columns.
  fc.constantFrom(4n * PRIME - 1n, (1n << 3073n) - 1n, (1n << 3058n) - 1n),
);

describe('limbs', () => {
  test.each([
    { limbs: 140, bits: 22 },
    { limbs: 240, bits: 13 },
  ])('$limbs limbs of $bits bits are the number, and give its bytes back', (format) => {
    const width = BigInt(format.bits);
    fc.assert(
      fc.property(numberBelow(1n << (width * BigInt(format.limbs))), (number) => {
        const limbs = new Float64Array(format.limbs + 1);
        limbsFromBytes(limbs, bytesFromBigint(number, 390), format);
        expect(limbs.reduceRight((sum, limb) => (sum << width) + BigInt(limb), 0n)).toBe(number);
        expect(limbs.every((limb) => limb >= 0 && limb < 2 ** format.bits)).toBe(true);
        const bytes = bytesFromBigint(BigInt.asUintN(3072, number), 384);
        limbsFromBytes(limbs, bytes, format);
        expect(bytesFromLimbs(limbs, format)).toEqual(bytes);
      }),
      runs(300, 20_000),
    );
  });
});

describe('columns', () => {
  const limbs = fc
    .array(fc.oneof(fc.nat(LIMB_MAXIMUM), fc.constantFrom(0, 1, LIMB_MAXIMUM)), {
      minLength: LIMBS,
      maxLength: LIMBS,
    })
    .map((values) => Float64Array.from([...values, 0, 0, 0, 0]));
  const fullest = new Float64Array(LIMBS_WITH_MARGIN).fill(LIMB_MAXIMUM, 0, LIMBS);

  test('a product is exact for any limbs at all', () => {
    fc.assert(
      fc.property(limbs, limbs, (left, right) => {
        const columns = new Float64Array(COLUMNS);
        multiplyInto(columns, left, right);
        expect(bigintFromColumns(columns)).toBe(bigintFromColumns(left) * bigintFromColumns(right));
      }),
      { ...runs(200, 10_000), examples: [[fullest, fullest]] },
    );
  });

  test('a square has the very columns of the product with itself', () => {
    fc.assert(
      fc.property(limbs, (value) => {
        const product = new Float64Array(COLUMNS);
        const square = new Float64Array(COLUMNS);
        multiplyInto(product, value, value);
        squareInto(square, value);
        expect(square).toEqual(product);
      }),
      { ...runs(200, 10_000), examples: [[fullest]] },
    );
  });

  test('the fullest product reaches the bound of the argument, and no more', () => {
    const columns = new Float64Array(COLUMNS);
    multiplyInto(columns, fullest, fullest);
    expect(Math.max(...columns)).toBe(COLUMN_MAXIMUM);
    expect(COLUMN_MAXIMUM).toBeLessThan(2 ** 53);
  });
});

describe('reduction', () => {
  function expectReduced(columns: Float64Array): void {
    const number = bigintFromColumns(columns);
    const value = new Float64Array(LIMBS_WITH_MARGIN);
    reduceInto(value, columns, PRIME_PLUS_ONE);
    const reduced = bigintFromColumns(value);
    expect((reduced * RADIX - number) % PRIME).toBe(0n);
    expect(reduced < 2n * PRIME).toBe(true);
    expect(value.every((limb) => limb >= 0 && limb <= LIMB_MAXIMUM)).toBe(true);
  }

  test('of a product of operands below 4N is right, normal and below 2N', () => {
    fc.assert(
      fc.property(operand, operand, (left, right) => {
        const columns = new Float64Array(COLUMNS);
        multiplyInto(columns, limbsFromBigint(left), limbsFromBigint(right));
        expectReduced(columns);
      }),
      runs(200, 10_000),
    );
  });

  // Not every set of columns is a product. These are as full as a product's could be, and the low
  // half is chosen so that every multiple of N that is added is one of the largest too.
  test('is right for columns at the bound with the largest multiples of N on top', () => {
    const nearMaximum = fc
      .oneof(fc.constant(0), fc.nat(2 ** 23))
      .map((n) => LIMB_MAXIMUM - (n & 7));
    fc.assert(
      fc.property(fc.array(nearMaximum, { minLength: LIMBS, maxLength: LIMBS }), (multiples) => {
        const multiple = bigintFromColumns(Float64Array.from(multiples));
        const low = (RADIX - ((multiple * PRIME) % RADIX)) % RADIX;
        const columns = new Float64Array(COLUMNS);
        columns.set(limbsFromBigint(low));
        columns.fill(COLUMN_MAXIMUM, LIMBS, COLUMNS - 4);
        expectReduced(columns);
        const fullestColumn = Math.max(...columns);
        expect(fullestColumn).toBeGreaterThan(2 ** 51.5);
        expect(fullestColumn).toBeLessThan(2 ** 53);
      }),
      runs(100, 5000),
    );
  });
});

describe('masked steps', () => {
  test('doubleIf doubles on 1 and leaves alone on 0', () => {
    fc.assert(
      fc.property(numberBelow(2n * PRIME), fc.nat(1), (number, bit) => {
        const value = limbsFromBigint(number);
        doubleIf(value, bit);
        expect(value).toEqual(limbsFromBigint(number << BigInt(bit)));
      }),
      runs(300, 20_000),
    );
  });

  test('subtractPrimeOnce brings [0, 2N) into [0, N)', () => {
    fc.assert(
      fc.property(
        fc.oneof(numberBelow(2n * PRIME), fc.bigInt(PRIME - 2n, PRIME + 2n)),
        (number) => {
          const value = limbsFromBigint(number);
          subtractPrimeOnce(value, new Float64Array(LIMBS_WITH_MARGIN), PRIME_PLUS_ONE);
          expect(value).toEqual(limbsFromBigint(number % PRIME));
        },
      ),
      runs(300, 20_000),
    );
  });
});

describe('engine', () => {
  const engine = chooseEngine();
  const exponent = fc.uint8Array({ minLength: 0, maxLength: 40 });

  test('powerOfTwo', () => {
    fc.assert(
      fc.property(exponent, (bytes) => {
        const expected = modularPower(2n, bigintFromBytes(bytes), PRIME);
        expect(bigintFromBytes(engine.powerOfTwo(bytes))).toBe(expected);
      }),
      runs(40, 2000),
    );
  });

  test('power', () => {
    fc.assert(
      fc.property(element, exponent, (base, bytes) => {
        const expected = modularPower(base, bigintFromBytes(bytes), PRIME);
        const actual = engine.power(bytesFromBigint(base, 384), bytes);
        expect(bigintFromBytes(actual)).toBe(expected);
        expect(actual).toHaveLength(384);
      }),
      runs(40, 2000),
    );
  });

  test('multiply', () => {
    fc.assert(
      fc.property(element, element, (left, right) => {
        const product = engine.multiply(bytesFromBigint(left, 384), bytesFromBigint(right, 384));
        expect(bigintFromBytes(product)).toBe((left * right) % PRIME);
      }),
      runs(100, 10_000),
    );
  });

  test('leading zeros of an exponent do not count, and 0 gives 1', () => {
    const one = bytesFromBigint(1n, 384);
    expect(engine.powerOfTwo(new Uint8Array(32))).toEqual(one);
    expect(engine.power(bytesFromBigint(PRIME - 1n, 384), new Uint8Array(3))).toEqual(one);
    expect(engine.powerOfTwo(new Uint8Array([0, 0, 9]))).toEqual(bytesFromBigint(512n, 384));
  });
});
