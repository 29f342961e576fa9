/**
 * Bytes to limbs and back, in the number format of `_secret-montgomery.ts`.
 *
 * @module
 */
import { LIMBS } from './_secret-montgomery.ts';

/** Four limbs are 88 bits are 11 bytes, so 35 groups are the 385 bytes of a 3080-bit number. */
export const WIDE_BYTES = 385;

const LIMB_MASK = 0x3fffff;
const GROUP_LIMBS = 4;
const GROUP_BYTES = 11;
const LAST_BYTE = 384;

/**
 * Spread big-endian bytes over limbs.
 *
 * @param limbs - 144 limbs, overwritten.
 * @param wide - 385 bytes, big-endian. May be SECRET.
 */
export function limbsFromBytes(limbs: Float64Array, wide: Uint8Array): void {
  for (let group = 0; group < LIMBS; group += GROUP_LIMBS) {
    const last = LAST_BYTE - (group >> 2) * GROUP_BYTES;
    const low = wide[last]! | (wide[last - 1]! << 8) | (wide[last - 2]! << 16);
    const second = wide[last - 3]! | (wide[last - 4]! << 8) | (wide[last - 5]! << 16);
    const third = wide[last - 6]! | (wide[last - 7]! << 8) | (wide[last - 8]! << 16);
    const high = wide[last - 9]! | (wide[last - 10]! << 8);
    limbs[group] = low & LIMB_MASK;
    limbs[group + 1] = ((low >> 22) | (second << 2)) & LIMB_MASK;
    limbs[group + 2] = ((second >> 20) | (third << 4)) & LIMB_MASK;
    limbs[group + 3] = (third >> 18) | (high << 6);
  }
}

/**
 * Gather limbs into big-endian bytes.
 *
 * @param wide - 385 bytes, overwritten.
 * @param limbs - 144 limbs, each below 2^22. May be SECRET.
 */
export function bytesFromLimbs(wide: Uint8Array, limbs: Float64Array): void {
  for (let group = 0; group < LIMBS; group += GROUP_LIMBS) {
    const last = LAST_BYTE - (group >> 2) * GROUP_BYTES;
    const low = limbs[group]! | 0;
    const second = limbs[group + 1]! | 0;
    const third = limbs[group + 2]! | 0;
    const high = limbs[group + 3]! | 0;
    // A Uint8Array keeps the low eight bits of what it is given.
    wide[last] = low;
    wide[last - 1] = low >> 8;
    wide[last - 2] = (low >> 16) | (second << 6);
    wide[last - 3] = second >> 2;
    wide[last - 4] = second >> 10;
    wide[last - 5] = (second >> 18) | (third << 4);
    wide[last - 6] = third >> 4;
    wide[last - 7] = third >> 12;
    wide[last - 8] = (third >> 20) | (high << 2);
    wide[last - 9] = high >> 6;
    wide[last - 10] = high >> 14;
  }
}
