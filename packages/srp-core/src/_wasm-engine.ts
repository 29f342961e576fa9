/**
 * The engine in WebAssembly: fills the constants of the group, all of which are public, into the
 * module's memory. This code runs once, and so it is never compiled: that is why `BigInt` appears for a
 * few large operations, and nowhere in a loop over limbs.
 *
 * @module
 */
import type { Engine } from './_engine.ts';
import { PRIME_BYTES } from './_group.ts';
import { bytesFromHex, minimalHexFromBytes } from './_hex.ts';
import { limbsFromBytes } from './_secret-limbs.ts';
import { createEngine, ONE, VALUE } from './_secret-power.ts';
import type { Slots } from './_secret-power.ts';
import { createWasmSlots, FORMAT, LIMBS, LIMBS_WITH_MARGIN } from './_secret-wasm-slots.ts';
import { addressOf, RADIX_SQUARED, UNIT } from './_secret-wasm-slots.ts';
import { writeBalanced } from './_secret-wasm-slots.ts';
import type { WasmKernel } from './_secret-wasm-slots.ts';
import type { Slices } from './_slices.ts';

const LIMB_BITS = 13;
const HALF_LIMB = 0x1000;
/** R = 2^(8 · 390) = 2^48 · 2^3072. */
const RADIX_BYTES = 390;
const RADIX_BYTES_LENGTH = 9;
/** Addresses and extents as `LAYOUT` in `wasm/_columns.mjs` has them. */
const INVERSE_ADDRESS = 128;
/** N / 2^halvings mod 2^(13·limbs) − sign. */
const FOLDED = [
  { address: 1344, limbs: 60, sign: 1, entries: 64, halvings: 2 },
  { address: 1856, limbs: 60, sign: -1, entries: 64, halvings: 2 },
  { address: 2624, limbs: 120, sign: -1, entries: 128, halvings: 1 },
] as const;

/**
 * Make an engine; computes its public constants and the powers of two that it keeps.
 *
 * @param kernel - the exports of an instance of `src/arithmetic.wasm`, of its own.
 * @param prime - N, 384 bytes. Not any prime: the top and the low 64 bits must be all ones.
 */
export function* createWasmEngine(kernel: WasmKernel, prime: Uint8Array): Slices<Engine> {
  const memory = new Uint8Array(kernel.memory.buffer);
  const limbs = new Int32Array(LIMBS_WITH_MARGIN);
  limbsFromBytes(limbs, prime, FORMAT);
  yield;
  writeInverse(memory, prime);
  yield;
  writeFolded(memory, limbs);
  yield;
  const slots = createWasmSlots(kernel, prime);
  writePowers(memory, slots, prime);
  yield;
  return yield* createEngine(slots);
}

/**
 * Instantiate the module, and make an engine of it.
 *
 * @throws whatever the host throws where it has no WebAssembly, or no SIMD.
 */
export function instantiateWasmEngine(
  module: WebAssembly.Module,
  prime: Uint8Array,
): Slices<Engine> {
  const { exports } = new WebAssembly.Instance(module);
  return createWasmEngine(exports as unknown as WasmKernel, prime);
}

/**
 * −1/N mod R, by Newton's method: each round doubles the bits that are right. N ends in 64 one bits,
 * so the first 64 are.
 */
function writeInverse(memory: Uint8Array, prime: Uint8Array): void {
  const integer = BigInt(`0x${minimalHexFromBytes(prime)}`);
  let inverse = 1n;
  for (let bits = 128; bits < 16 * RADIX_BYTES; bits += bits) {
    inverse = BigInt.asUintN(bits, inverse * (2n + integer * inverse));
  }
  const hex = BigInt.asUintN(8 * RADIX_BYTES, inverse).toString(16);
  const limbs = new Int32Array(LIMBS_WITH_MARGIN);
  limbsFromBytes(limbs, bytesFromHex(hex.padStart(2 * RADIX_BYTES, '0')), FORMAT);
  balance(limbs);
  writeExpanded(memory, INVERSE_ADDRESS, 0, LIMBS, (index) => limbs[index] ?? 0);
}

function writeFolded(memory: Uint8Array, prime: Int32Array): void {
  for (const { address, limbs, sign, entries, halvings } of FOLDED) {
    const signOf = (turns: number): number => sign ** Math.abs(turns);
    const folded = new Int32Array(limbs);
    for (let limb = 0; limb < LIMBS; limb += 1) {
      folded[limb % limbs]! += prime[limb]! * signOf(Math.floor(limb / limbs));
    }
    for (let count = 0; count < halvings; count += 1) {
      halve(folded, sign);
    }
    // What is carried out of the top comes in at the bottom, where N leaves room for it.
    const carry = balance(folded);
    folded[0]! += sign * carry;
    // Entry n stands for limb n + limbs too, with its sign changed where 2^(13·limbs) is −1.
    writeExpanded(memory, address, -entries, entries, (index) => {
      const turns = Math.floor(index / limbs);
      return folded[index - turns * limbs]! * signOf(turns);
    });
  }
}

/** limbs = limbs / 2: a limb's low bit is the top bit of the one below; 1/2 is sign · 2^(13·n − 1). */
function halve(limbs: Int32Array, sign: number): void {
  const lowest = (limbs[0]! & 1) * sign;
  for (let limb = 0; limb < limbs.length; limb += 1) {
    const above = limb + 1 < limbs.length ? limbs[limb + 1]! & 1 : lowest;
    limbs[limb] = (limbs[limb]! >> 1) + HALF_LIMB * above;
  }
}

/** Bring limbs into [−2^12, 2^12). @returns what is carried out of the top. */
function balance(limbs: Int32Array): number {
  let carry = 0;
  for (let limb = 0; limb < limbs.length; limb += 1) {
    const value = limbs[limb]! + carry;
    carry = (value + HALF_LIMB) >> LIMB_BITS;
    limbs[limb] = value - (carry << LIMB_BITS);
  }
  return carry;
}

/** Entry n = (limb n, limb n − 1). */
function writeExpanded(
  memory: Uint8Array,
  address: number,
  from: number,
  to: number,
  limbAt: (index: number) => number,
): void {
  const entries = new DataView(memory.buffer, address + 4 * from);
  for (let index = from; index < to; index += 1) {
    entries.setInt16(4 * (index - from), limbAt(index), true);
    entries.setInt16(4 * (index - from) + 2, limbAt(index - 1), true);
  }
}

/** R mod N, which is 1 in Montgomery's form; R² mod N, which is 2^3120 there; and the integer 1. */
function writePowers(memory: Uint8Array, slots: Slots, prime: Uint8Array): void {
  memory[addressOf(UNIT)] = 1;
  writePowerOfTwo(memory, ONE, prime, 6);
  // 256 in Montgomery's form, and what is to become 256^390.
  writePowerOfTwo(memory, VALUE, prime, 7);
  slots.multiply(RADIX_SQUARED, VALUE, ONE);
  for (let bit = RADIX_BYTES_LENGTH - 2; bit >= 0; bit -= 1) {
    slots.square(RADIX_SQUARED, 1);
    // public: a constant
    if (((RADIX_BYTES >> bit) & 1) === 1) slots.multiply(RADIX_SQUARED, RADIX_SQUARED, VALUE);
  }
}

/**
 * slot = 2^3072 · 2^(8·bytes) mod N. 2^3072 − N, the two's complement of N, is short enough to be
 * moved up by eight bytes less a bit without reaching N again.
 */
function writePowerOfTwo(memory: Uint8Array, slot: number, prime: Uint8Array, bytes: number): void {
  const number = new Uint8Array(PRIME_BYTES);
  for (let index = bytes; index < PRIME_BYTES; index += 1) {
    number[index - bytes] = ~prime[index]!;
  }
  number[PRIME_BYTES - 1 - bytes]! += 1;
  const limbs = new Int32Array(LIMBS_WITH_MARGIN);
  limbsFromBytes(limbs, number, FORMAT);
  writeBalanced(memory, addressOf(slot), limbs);
}
