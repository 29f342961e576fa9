/**
 * Bytes to limbs and back, for both engines: a number is the sum of its limbs, each times 2^bits more
 * than the one before. Every number here may be SECRET.
 *
 * @module
 */
import { PRIME_BYTES } from './_group.ts';

/** How an engine cuts numbers up. */
export interface LimbFormat {
  /** How many limbs a number has. */
  readonly limbs: number;
  /** Bits of a limb: 8 to 25, so that four bytes hold one wherever it starts. */
  readonly bits: number;
}

/** Limbs as integers, least significant first. */
export type Limbs = Float64Array | Int32Array;

/** The last limb of either format starts at byte 388 at most, and four bytes are read from there. */
const BYTES_WITH_MARGIN = 392;

/**
 * Spread big-endian bytes over limbs.
 *
 * @param limbs - overwritten; each becomes 0 to 2^bits − 1.
 * @param number - as many bytes as there is room for in the limbs, or fewer.
 */
export function limbsFromBytes(limbs: Limbs, number: Uint8Array, format: LimbFormat): void {
  const reversed = new Uint8Array(BYTES_WITH_MARGIN);
  for (let index = 0; index < number.length; index += 1) {
    reversed[number.length - 1 - index] = number[index]!;
  }
  const mask = (1 << format.bits) - 1;
  // public: the format
  for (let limb = 0; limb < format.limbs; limb += 1) {
    const place = limb * format.bits;
    const byte = place >> 3;
    const low = reversed[byte]! | (reversed[byte + 1]! << 8);
    const high = reversed[byte + 2]! | (reversed[byte + 3]! << 8);
    limbs[limb] = ((low | (high << 16)) >> (place & 7)) & mask;
  }
  reversed.fill(0);
}

/**
 * Gather limbs into bytes.
 *
 * @param limbs - each 0 to 2^bits − 1; together below 2^3072.
 * @returns 384 bytes, big-endian.
 */
export function bytesFromLimbs(limbs: Limbs, { bits }: LimbFormat): Uint8Array {
  const number = new Uint8Array(PRIME_BYTES);
  let limb = 0;
  let shift = 0;
  for (let index = PRIME_BYTES - 1; index >= 0; index -= 1) {
    number[index] = (limbs[limb]! >> shift) | (limbs[limb + 1]! << (bits - shift));
    shift += 8;
    // public: a place
    if (shift >= bits) {
      shift -= bits;
      limb += 1;
    }
  }
  return number;
}
