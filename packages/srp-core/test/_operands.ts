/** Numbers at which limbs of 13 and of 22 bits are as full, as empty or as close to a carry as they get. */
import fc from 'fast-check';
import { numberBelow, PRIME } from './_numbers.ts';

/** Bits of a limb in the WebAssembly engine, and in the plain one. */
const LIMB_BITS = [13, 22];

/** Every limb the same digit, up to the bit length of N. */
function repeated(limbBits: number, digit: bigint): bigint {
  let number = 0n;
  for (let place = 0; place < 3072; place += limbBits) number += digit << BigInt(place);
  return number % PRIME;
}

/** The digits around which a balanced limb wraps, and the ends of a plain one. */
const UNIFORM = LIMB_BITS.flatMap((bits) => {
  const half = 1n << BigInt(bits - 1);
  return [1n, half - 1n, half, half + 1n, 2n * half - 1n].map((digit) => repeated(bits, digit));
});

/** ±1 around a power of two, at the edge of a limb. */
const AT_LIMB_EDGE = LIMB_BITS.flatMap((bits) =>
  [1, 2, 59, 60, 61, 119, 120, 121, 138, 139, 235, 236]
    .map((limb) => limb * bits)
    .filter((place) => place < 3072)
    .flatMap((place) => [-1n, 0n, 1n].map((offset) => (1n << BigInt(place)) + offset)),
);

const sparse = fc
  .uniqueArray(fc.nat(3070), { minLength: 1, maxLength: 4 })
  .map((places) => places.reduce((sum, place) => sum + (1n << BigInt(place)), 0n));

/** Elements modulo N, edges more often than not. */
export const element: fc.Arbitrary<bigint> = fc.oneof(
  numberBelow(PRIME),
  fc.constantFrom(0n, 1n, 2n, PRIME - 1n, PRIME - 2n, (PRIME - 1n) / 2n, (PRIME + 1n) / 2n),
  fc.constantFrom(...UNIFORM),
  fc.constantFrom(...UNIFORM).map((number) => PRIME - 1n - number),
  fc.constantFrom(...AT_LIMB_EDGE).map((number) => number % PRIME),
  sparse,
  sparse.map((number) => PRIME - number),
);

/** Exponents of `maximum` bytes at most: any, all ones, all zeros, one bit, with zeros in front. */
export function exponentUpTo(maximum: number): fc.Arbitrary<Uint8Array> {
  const length = fc.nat(maximum);
  return fc.oneof(
    fc.uint8Array({ maxLength: maximum }),
    length.map((bytes) => new Uint8Array(bytes).fill(255)),
    length.map((bytes) => new Uint8Array(bytes)),
    fc.tuple(length, fc.nat()).map(([bytes, place]) => {
      const exponent = new Uint8Array(bytes + 1);
      exponent[place % (bytes + 1)] = 1 << (place & 7);
      return exponent;
    }),
    fc
      .tuple(fc.nat(maximum >> 1), fc.uint8Array({ maxLength: (maximum + 1) >> 1 }))
      .map(([zeros, tail]) => Uint8Array.from([...new Uint8Array(zeros), ...tail])),
  );
}
