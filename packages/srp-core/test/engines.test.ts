/** Each engine against the slow reference, which shares no code with either. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createReference } from '../../../conformance/reference/srp.mjs';
import { chooseEngine, engineName, useEngine } from '../src/_engine.ts';
import type { Engine } from '../src/_engine.ts';
import { bigintFromBytes, bytesFromBigint, PRIME, runs } from './_numbers.ts';
import { element, exponentUpTo } from './_operands.ts';

const reference = createReference({
  hash: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
});
// The reference's formulas with a 1 or a 0 in the right places.
const slowPower = (base: bigint, exponent: bigint): bigint =>
  reference.serverS({ publicA: base, v: 1n, b: exponent, u: 0n });
const slowProduct = (left: bigint, right: bigint): bigint =>
  reference.serverS({ publicA: left, v: right, b: 1n, u: 1n });
const bytes = (number: bigint): Uint8Array => bytesFromBigint(number, 384);

describe.each(['wasm', 'plain'] as const)('the engine %s', (name) => {
  let engine: Engine;

  beforeAll(() => {
    useEngine(name);
    engine = chooseEngine();
    expect(engineName()).toBe(name);
  });

  // 5,000 operations per engine in all, 100,000 where everything runs.
  test('multiplies', () => {
    fc.assert(
      fc.property(element, element, (left, right) => {
        const product = engine.multiply(bytes(left), bytes(right));
        expect(product).toHaveLength(384);
        expect(bigintFromBytes(product)).toBe(slowProduct(left, right));
      }),
      runs(4000, 80_000),
    );
  });

  test('squares', () => {
    fc.assert(
      fc.property(element, fc.constantFrom(2, 4, 6), (base, exponent) => {
        const power = engine.power(bytes(base), Uint8Array.of(exponent));
        expect(bigintFromBytes(power)).toBe(slowPower(base, BigInt(exponent)));
      }),
      runs(700, 14_000),
    );
  });

  test('raises to powers', () => {
    fc.assert(
      fc.property(element, exponentUpTo(65), (base, exponent) => {
        const power = engine.power(bytes(base), exponent);
        expect(power).toHaveLength(384);
        expect(bigintFromBytes(power)).toBe(slowPower(base, bigintFromBytes(exponent)));
      }),
      runs(100, 2000),
    );
  });

  test('raises two to powers, of every length that is in use', () => {
    fc.assert(
      fc.property(fc.oneof(exponentUpTo(32), exponentUpTo(34)), (exponent) => {
        const power = engine.powerOfTwo(exponent);
        expect(power).toHaveLength(384);
        expect(bigintFromBytes(power)).toBe(reference.publicA(bigintFromBytes(exponent)));
      }),
      runs(190, 3900),
    );
    fc.assert(
      fc.property(exponentUpTo(128), (exponent) => {
        const power = bigintFromBytes(engine.powerOfTwo(exponent));
        expect(power).toBe(reference.publicA(bigintFromBytes(exponent)));
      }),
      runs(10, 100),
    );
  });

  test('takes every bit of an exponent for what it is worth', () => {
    for (let bit = 0; bit < 256; bit += 1) {
      const exponent = bytesFromBigint(1n << BigInt(bit), 32);
      const expected = reference.publicA(1n << BigInt(bit));
      expect(bigintFromBytes(engine.powerOfTwo(exponent))).toBe(expected);
    }
    const three = bytes(3n);
    for (let bit = 0; bit < 512; bit += 23) {
      const exponent = bytesFromBigint(1n << BigInt(bit), 64);
      const expected = slowPower(3n, 1n << BigInt(bit));
      expect(bigintFromBytes(engine.power(three, exponent))).toBe(expected);
    }
  });

  test('knows zero, one and minus one', () => {
    const [zero, one, minusOne] = [bytes(0n), bytes(1n), bytes(PRIME - 1n)];
    const nothing = new Uint8Array(0);
    expect(engine.power(zero, Uint8Array.of(1))).toEqual(zero);
    expect(engine.power(zero, nothing)).toEqual(one);
    expect(engine.powerOfTwo(nothing)).toEqual(one);
    expect(engine.power(minusOne, Uint8Array.of(0, 2))).toEqual(one);
    expect(engine.power(minusOne, Uint8Array.of(3))).toEqual(minusOne);
    expect(engine.multiply(minusOne, minusOne)).toEqual(one);
    expect(engine.multiply(zero, minusOne)).toEqual(zero);
  });

  test('gives arrays that are nobody else’s', () => {
    const first = engine.powerOfTwo(Uint8Array.of(9));
    const copy = first.slice();
    engine.powerOfTwo(Uint8Array.of(10));
    expect(first).toEqual(copy);
    first.fill(0);
    expect(engine.powerOfTwo(Uint8Array.of(9))).toEqual(copy);
  });
});
