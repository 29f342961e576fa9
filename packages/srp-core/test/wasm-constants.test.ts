/** The public constants in the module's memory, against what they are by definition. */
import { describe, expect, test } from 'vitest';
import { ONE } from '../src/_secret-power.ts';
import { RADIX_SQUARED, UNIT } from '../src/_secret-wasm-slots.ts';
import { PRIME } from './_numbers.ts';
import { createKernel } from './_wasm-kernel.ts';

const RADIX = 1n << 3120n;
const HALF = 1n << 1560n;
const QUARTER = 1n << 780n;

const { read, constant } = createKernel();
const numberOf = (limbs: readonly number[]): bigint =>
  limbs.reduceRight((sum, limb) => (sum << 13n) + BigInt(limb), 0n);
const modulo = (number: bigint, modulus: bigint): bigint =>
  ((number % modulus) + modulus) % modulus;
const slot = (number: number): bigint => modulo(numberOf(read(number).limbs), PRIME);

describe('what the reduction multiplies by:', () => {
  test('−1/N modulo R', () => {
    const inverse = numberOf(constant('inverse', 240));
    expect(modulo(inverse * PRIME, RADIX)).toBe(RADIX - 1n);
  });

  for (const [name, limbs, modulus, divisor] of [
    ['first', 60, QUARTER - 1n, 4n],
    ['second', 60, QUARTER + 1n, 4n],
    ['third', 120, HALF + 1n, 2n],
  ] as const) {
    test(`${name}: N/${divisor} modulo its factor of R − 1, in balanced limbs`, () => {
      const digits = constant(name, limbs);
      expect(modulo(divisor * numberOf(digits) - PRIME, modulus)).toBe(0n);
      expect(digits.filter((digit) => digit < -4096 || digit > 4095)).toEqual([]);
    });
  }
});

test('1 and R in the form of Montgomery, and the integer 1', () => {
  expect(slot(ONE)).toBe(RADIX % PRIME);
  expect(slot(RADIX_SQUARED)).toBe((RADIX * RADIX) % PRIME);
  expect(numberOf(read(UNIT).limbs)).toBe(1n);
});
