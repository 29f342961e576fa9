/** What happens to secrets on the way: they are wiped, and bad input never reaches the arithmetic. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Engine } from '../src/_engine.ts';
import { openSrp } from '../src/index.ts';
import { createPasswordVerifier } from '../src/server.ts';
import { check, countingRandom, errorOf, openBoth, WHO } from './_sign-in.ts';

/** Everything that went through the engine, and how often it gave zero instead of an answer. */
const seen: { arrays: Uint8Array[]; zeros: number } = { arrays: [], zeros: 0 };

vi.mock(import('../src/_engine.ts'), async (importOriginal) => {
  const engine = (await importOriginal()).chooseEngine();
  const record = (array: Uint8Array): Uint8Array => {
    seen.arrays.push(array);
    return array;
  };
  const watched: Engine = {
    powerOfTwo: (exponent) => {
      const power = record(engine.powerOfTwo(record(exponent)));
      if (seen.zeros > 0) power.fill(0);
      seen.zeros -= 1;
      return power;
    },
    power: (base, exponent) => record(engine.power(record(base), record(exponent))),
    multiply: (left, right) => record(engine.multiply(record(left), record(right))),
  };
  return {
    chooseEngine: () => watched,
    *chooseEngineInSlices() {
      yield;
      return watched;
    },
  };
});

beforeEach(() => {
  seen.arrays = [];
  seen.zeros = 0;
});

const isWiped = (array: Uint8Array): boolean => array.every((byte) => byte === 0);
const hexOf = (array: Uint8Array): string =>
  Array.from(array, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^0+/, '');

/** What an array may still hold afterwards, for everybody may know it. */
function leftOver(...publicHex: readonly string[]): readonly Uint8Array[] {
  const known = new Set([...publicHex, K_HEX]);
  return seen.arrays.filter((array) => !isWiped(array) && !known.has(hexOf(array)));
}

const K_HEX = '538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6';

// Case 193 of the negative cases.
describe('secrets are wiped', () => {
  test('after a proof: a, x, g^x, the base, the exponent, S', () => {
    const { client, input, server } = openBoth();
    const [publicA, publicB] = [client.srpAHex, server.publicBHex];
    server.discard();
    client.prove(input);
    expect(seen.arrays.length).toBeGreaterThan(8);
    expect(leftOver(publicA, publicB)).toEqual([]);
  });

  test('after a judgement: b, v, v^u, the base, S', () => {
    const signIn = openBoth();
    const claim = signIn.client.prove(signIn.input);
    seen.arrays = [];
    expect(check(signIn, claim)).toBe(true);
    expect(seen.arrays.length).toBeGreaterThan(5);
    const [, scramblerU = new Uint8Array()] = seen.arrays;
    expect(scramblerU).toHaveLength(32);
    expect(leftOver(signIn.client.srpAHex, hexOf(scramblerU))).toEqual([]);
  });

  test('when the ephemeral is discarded unused', () => {
    const { client } = openBoth();
    const [secretA = new Uint8Array()] = seen.arrays;
    expect(isWiped(secretA)).toBe(false);
    client.discard();
    expect(isWiped(secretA)).toBe(true);
  });

  test('after a verifier was made: x, v', () => {
    createPasswordVerifier(WHO);
    expect(seen.arrays).toHaveLength(2);
    expect(seen.arrays.every(isWiped)).toBe(true);
  });
});

describe('bad input never reaches the arithmetic', () => {
  test.each([
    ['publicBHex', 'f'.repeat(1_000_000)],
    ['publicBHex', 'f'.repeat(768)],
    ['publicBHex', '0'],
    ['saltHex', 'f'.repeat(100_000)],
    ['saltHex', '0'],
    ['secretBlockBase64', 'QUJD'.repeat(262_144)],
    ['secretBlockBase64', '='],
    ['userIdForSrp', 'a'.repeat(100_000)],
    ['password', 'a'.repeat(1_000_000)],
    ['nowMs', Number.NaN],
  ])('%s', (name, value) => {
    const { client, input } = openBoth();
    seen.arrays = [];
    expect(errorOf(() => client.prove({ ...input, [name]: value })).code).toMatch(/^ERR_/);
    expect(seen.arrays).toEqual([]);
  });
});

// Case 11 of the negative cases. With a prime N only a broken engine gives A = 0.
describe('A = 0', () => {
  test('once is drawn again', () => {
    seen.zeros = 1;
    let draws = 0;
    const ephemeral = openSrp((length) => {
      draws += 1;
      return countingRandom(draws)(length);
    });
    expect(draws).toBe(2);
    expect(ephemeral.srpAHex).toBe(openSrp(countingRandom(2)).srpAHex);
  });

  test('twice is the end', () => {
    seen.zeros = 2;
    const expected = { code: 'ERR_UNSUPPORTED', reason: 'environment' };
    expect(errorOf(() => openSrp(countingRandom(1)))).toEqual(expected);
  });
});
