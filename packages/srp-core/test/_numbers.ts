/** Native integers, for what tests compare with. */
import fc from 'fast-check';
import { PRIME_HEX } from '../src/_group.ts';

export const PRIME: bigint = BigInt(`0x${PRIME_HEX}`);

/** How often a property runs: `quick` in `npm test`, `full` where COUNTERSIGN_FULL is set. */
export function runs(quick: number, full: number): { numRuns: number } {
  return { numRuns: process.env['COUNTERSIGN_FULL'] === '1' ? full : quick };
}

export function bigintFromBytes(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
}

export function bytesFromBigint(number: bigint, length: number): Uint8Array {
  const digits = number.toString(16).padStart(2 * length, '0');
  return Uint8Array.from({ length }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}

export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

/** Numbers below `limit`: uniform ones, and the ones where carries and borrows run far. */
export function numberBelow(limit: bigint): fc.Arbitrary<bigint> {
  const nearPower = fc
    .tuple(fc.nat(limit.toString(2).length), fc.bigInt(-2n, 2n))
    .map(([bits, offset]) => (1n << BigInt(bits)) + offset);
  const edge = fc.oneof(
    fc.bigInt(0n, 3n),
    fc.bigInt(limit - 3n, limit - 1n),
    nearPower,
    nearPower.map((number) => limit - number),
  );
  return fc.oneof(
    fc.bigInt(0n, limit - 1n),
    edge.filter((number) => number >= 0n && number < limit),
  );
}
