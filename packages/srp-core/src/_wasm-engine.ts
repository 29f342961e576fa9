/**
 * The engine in WebAssembly: fills the constants of the group, all of which are public, into the
 * module's memory.
 *
 * @module
 */
import type { Engine } from './_engine.ts';
import { createEngine, ONE } from './_secret-power.ts';
import { createWasmSlots, LIMBS, RADIX_SQUARED, SLOT_BYTES } from './_secret-wasm-slots.ts';
import { SLOTS_ADDRESS, UNIT } from './_secret-wasm-slots.ts';
import type { WasmKernel } from './_secret-wasm-slots.ts';

const LIMB_BITS = 13n;
// R, X and Y of `wasm/_arithmetic.mjs`.
const RADIX = 1n << 3120n;
const HALF_RADIX = 1n << 1560n;
const QUARTER_RADIX = 1n << 780n;
/** Addresses and extents as `LAYOUT` in `wasm/_columns.mjs` has them. */
const INVERSE_ADDRESS = 128;
const FOLDED = [
  { address: 1344, modulus: QUARTER_RADIX - 1n, limbs: 60, sign: 1, entries: 64, divisor: 4n },
  { address: 1856, modulus: QUARTER_RADIX + 1n, limbs: 60, sign: -1, entries: 64, divisor: 4n },
  { address: 2624, modulus: HALF_RADIX + 1n, limbs: 120, sign: -1, entries: 128, divisor: 2n },
] as const;

/**
 * Make an engine; computes its public constants and the powers of two that it keeps.
 *
 * @param kernel - the exports of an instance of `src/arithmetic.wasm`, of its own.
 * @param prime - N, 384 bytes.
 */
export function createWasmEngine(kernel: WasmKernel, prime: Uint8Array): Engine {
  writeConstants(new DataView(kernel.memory.buffer), integerFromBytes(prime));
  return createEngine(createWasmSlots(kernel, prime));
}

/**
 * Instantiate the module, and make an engine of it.
 *
 * @throws whatever the host throws where it has no WebAssembly, or no SIMD.
 */
export function instantiateWasmEngine(module: WebAssembly.Module, prime: Uint8Array): Engine {
  const { exports } = new WebAssembly.Instance(module);
  return createWasmEngine(exports as unknown as WasmKernel, prime);
}

function writeConstants(memory: DataView, prime: bigint): void {
  const inverse = digitsOf(invert(-prime, RADIX), LIMBS);
  writeExpanded(memory, INVERSE_ADDRESS, { from: 0, to: LIMBS }, (index) => inverse[index] ?? 0);
  for (const { address, modulus, limbs, sign, entries, divisor } of FOLDED) {
    const digits = digitsOf(prime * invertOdd(divisor, modulus), limbs, modulus);
    // Entry n stands for limb n + limbs too, with its sign changed where 2^(13·limbs) is −1.
    const limbAt = (index: number): number => {
      const turns = Math.floor(index / limbs);
      return digits[index - turns * limbs]! * sign ** Math.abs(turns);
    };
    writeExpanded(memory, address, { from: -entries, to: entries }, limbAt);
  }
  writeNumber(memory, ONE, digitsOf(RADIX % prime, LIMBS));
  writeNumber(memory, RADIX_SQUARED, digitsOf((RADIX * RADIX) % prime, LIMBS));
  writeNumber(memory, UNIT, [1]);
}

/** Entry n = (limb n, limb n − 1). */
function writeExpanded(
  memory: DataView,
  address: number,
  entries: { readonly from: number; readonly to: number },
  limbAt: (index: number) => number,
): void {
  for (let index = entries.from; index < entries.to; index += 1) {
    memory.setInt16(address + 4 * index, limbAt(index), true);
    memory.setInt16(address + 4 * index + 2, limbAt(index - 1), true);
  }
}

function writeNumber(memory: DataView, slot: number, digits: readonly number[]): void {
  for (const [index, digit] of digits.entries()) {
    memory.setInt16(SLOTS_ADDRESS + slot * SLOT_BYTES + 2 * index, digit, true);
  }
}

/** The number nearest to zero of its class, as digits in [−2^12, 2^12). */
function digitsOf(number: bigint, count: number, modulus: bigint = RADIX): readonly number[] {
  const reduced = ((number % modulus) + modulus) % modulus;
  let rest = 2n * reduced > modulus ? reduced - modulus : reduced;
  return Array.from({ length: count }, () => {
    const low = Number(BigInt.asIntN(13, rest));
    rest = (rest - BigInt(low)) >> LIMB_BITS;
    return low;
  });
}

/** 1/number modulo a power of two, by Newton's method: each round doubles the bits that are right. */
function invert(number: bigint, modulus: bigint): bigint {
  let inverse = 1n;
  for (let rounds = 0; rounds < 12; rounds += 1) {
    inverse = (((inverse * (2n - number * inverse)) % modulus) + modulus) % modulus;
  }
  return inverse;
}

/** 1/2 or 1/4 modulo an odd number. */
function invertOdd(divisor: 2n | 4n, modulus: bigint): bigint {
  const half = (modulus + 1n) / 2n;
  return divisor === 2n ? half : half * half;
}

function integerFromBytes(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
}
