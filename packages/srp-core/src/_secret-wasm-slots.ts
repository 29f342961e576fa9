/**
 * Slots in the linear memory of the WebAssembly engine, and numbers on their way in and out.
 *
 * A number there is 240 signed limbs of 13 bits; `wasm/_arithmetic.mjs` says what is done with them,
 * and how large they get.
 *
 * @module
 */
import { bytesFromLimbs, limbsFromBytes } from './_secret-limbs.ts';
import type { LimbFormat } from './_secret-limbs.ts';
import { VALUE } from './_secret-power.ts';
import type { Slots } from './_secret-power.ts';

/** What the module exports. Numbers are given by their address. */
export interface WasmKernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  square(to: number, times: number): void;
  multiply(to: number, left: number, right: number): void;
  select(to: number, table: number, index: number): void;
}

/** 240 limbs of 13 bits: N and 48 bits of head room. */
export const LIMBS = 240;
/** Where the slots are, as `LAYOUT.slots` has it. */
export const SLOTS_ADDRESS = 10_752;
/** Where the work space is, as `LAYOUT.work` has it; it reaches up to the slots. */
export const WORK_ADDRESS = 3136;
/** A slot's bytes: the limbs, and 32 zeros. */
export const SLOT_BYTES = 512;
/** Slots beyond those of `_secret-power.ts`: R² mod N, and the integer 1. */
export const RADIX_SQUARED = 99;
export const UNIT = 100;

const LIMB_MASK = 0x1fff;
const HALF_LIMB = 0x1000;
const LIMB_BITS = 13;
/** What the module takes and gives, before balancing. */
export const FORMAT: LimbFormat = { limbs: LIMBS, bits: LIMB_BITS };
export const LIMBS_WITH_MARGIN = 241;
const SECRETS_ADDRESS = SLOTS_ADDRESS + VALUE * SLOT_BYTES;

/**
 * @param kernel - the module's exports; its memory has the constants in it already.
 * @param prime - N, 384 bytes.
 */
export function createWasmSlots(kernel: WasmKernel, prime: Uint8Array): Slots {
  const memory = new Uint8Array(kernel.memory.buffer);
  const primeLimbs = new Int32Array(LIMBS_WITH_MARGIN);
  limbsFromBytes(primeLimbs, prime, FORMAT);
  return {
    enter: (slot, number) => {
      const limbs = new Int32Array(LIMBS_WITH_MARGIN);
      limbsFromBytes(limbs, number, FORMAT);
      writeBalanced(memory, addressOf(slot), limbs);
      kernel.multiply(addressOf(slot), addressOf(slot), addressOf(RADIX_SQUARED));
      limbs.fill(0);
    },
    leave: (slot) => {
      kernel.multiply(addressOf(slot), addressOf(slot), addressOf(UNIT));
      const limbs = new Int32Array(LIMBS_WITH_MARGIN);
      readCanonical(limbs, memory, addressOf(slot), primeLimbs);
      const number = bytesFromLimbs(limbs, FORMAT);
      limbs.fill(0);
      return number;
    },
    square: (slot, times) => kernel.square(addressOf(slot), times),
    multiply: (to, left, right) =>
      kernel.multiply(addressOf(to), addressOf(left), addressOf(right)),
    select: (to, table, index) => kernel.select(addressOf(to), addressOf(table), index),
    wipe: () => {
      memory.fill(0, WORK_ADDRESS, SLOTS_ADDRESS);
      memory.fill(0, SECRETS_ADDRESS, addressOf(RADIX_SQUARED));
    },
  };
}

export function addressOf(slot: number): number {
  return SLOTS_ADDRESS + slot * SLOT_BYTES;
}

/** Write limbs as digits in [−2^12, 2^12), two bytes each, least significant first. */
export function writeBalanced(memory: Uint8Array, address: number, limbs: Int32Array): void {
  let carry = 0;
  for (let limb = 0; limb < LIMBS; limb += 1) {
    const value = limbs[limb]! + carry;
    carry = (value + HALF_LIMB) >> LIMB_BITS;
    const digit = value - (carry << LIMB_BITS);
    memory[address + limb + limb] = digit;
    memory[address + limb + limb + 1] = digit >> 8;
  }
}

/**
 * limbs = the number at `address` in [0, N), each limb in [0, 2^13). It comes in as −0.51·N to
 * 0.51·N, so N is added, and taken away again where that reached N.
 */
function readCanonical(
  limbs: Int32Array,
  memory: Uint8Array,
  address: number,
  prime: Int32Array,
): void {
  let carry = 0;
  let borrow = 0;
  for (let limb = 0; limb < LIMBS; limb += 1) {
    const digit =
      memory[address + limb + limb]! | ((memory[address + limb + limb + 1]! << 24) >> 16);
    borrow = (digit + borrow) >> LIMB_BITS;
    const value = digit + prime[limb]! + carry;
    limbs[limb] = value & LIMB_MASK;
    carry = value >> LIMB_BITS;
  }
  // The number without N is what to keep where it is not negative: `borrow` is −1 where it is.
  carry = 0;
  for (let limb = 0; limb < LIMBS; limb += 1) {
    const value = limbs[limb]! - (prime[limb]! & ~borrow) + carry;
    limbs[limb] = value & LIMB_MASK;
    carry = value >> LIMB_BITS;
  }
}
