/**
 * The engine in plain JavaScript: no WebAssembly, no `BigInt`, no code generation, so that it runs
 * under a strict Content-Security-Policy and on Hermes too.
 *
 * @module
 */
import type { Engine } from './_engine.ts';
import { PRIME_BYTES } from './_group.ts';
import { bytesFromLimbs, limbsFromBytes } from './_secret-limbs.ts';
import type { LimbFormat } from './_secret-limbs.ts';
import { COLUMNS, LIMBS, LIMBS_WITH_MARGIN } from './_secret-montgomery.ts';
import { doubleIf, multiplyInto, reduceInto } from './_secret-montgomery.ts';
import { squareInto, subtractPrimeOnce } from './_secret-montgomery.ts';
import { createEngine, ONE, SLOTS, TABLE_ENTRIES, VALUE } from './_secret-power.ts';
import type { Slots } from './_secret-power.ts';
import type { Slices } from './_slices.ts';

const FORMAT: LimbFormat = { limbs: LIMBS, bits: 22 };
/** The bits of R = 2^3080. */
const RADIX_BITS = 3080;
const RADIX_BITS_LENGTH = 12;
/** A slot beyond those of `_secret-power.ts`: R² mod N. */
const RADIX_SQUARED = SLOTS;

/** All that the engine works on. What is not listed as public may be SECRET. */
interface Memory {
  /** Numbers in Montgomery's form, 144 limbs each. */
  readonly slots: readonly Float64Array[];
  readonly columns: Float64Array;
  readonly difference: Float64Array;
  readonly masks: Float64Array;
  /** N + 1. Public. */
  readonly primePlusOne: Float64Array;
}

/**
 * Make an engine; computes its public constants and the powers of two that it keeps.
 *
 * @param prime - N, 384 bytes. Not any prime: the low 64 bits and the top byte must be all ones.
 */
export function* createPlainEngine(prime: Uint8Array): Slices<Engine> {
  // public: all that an engine keeps is
  return yield* createEngine(yield* createPlainSlots(prime));
}

/** The engine's slots, which the tests look into. */
export function* createPlainSlots(prime: Uint8Array): Slices<Slots> {
  const memory = createMemory();
  // public: the constants are
  yield* createConstants(memory, prime);
  const { slots, columns, primePlusOne } = memory;
  return {
    enter: (slot, number) => {
      limbsFromBytes(slots[slot]!, number, FORMAT);
      multiplyInto(columns, slots[slot]!, slots[RADIX_SQUARED]!);
      reduceInto(slots[slot]!, columns, primePlusOne);
    },
    leave: (slot) => leaveMontgomeryForm(memory, slots[slot]!),
    square: (slot, times) => {
      // public: how often
      for (let count = 0; count < times; count += 1) {
        squareInto(columns, slots[slot]!);
        reduceInto(slots[slot]!, columns, primePlusOne);
      }
    },
    multiply: (to, left, right) => {
      multiplyInto(columns, slots[left]!, slots[right]!);
      reduceInto(slots[to]!, columns, primePlusOne);
    },
    select: (to, table, index) => selectInto(memory, to, table, index),
    wipe: () => {
      for (let slot = VALUE; slot < SLOTS; slot += 1) {
        slots[slot]!.fill(0);
      }
      columns.fill(0);
      memory.difference.fill(0);
      memory.masks.fill(0);
    },
  };
}

/** Every entry of the table is read, whatever the index: the address is what a cache would leak. */
function selectInto(memory: Memory, to: number, table: number, index: number): void {
  const { slots, masks } = memory;
  const selected = slots[to]!;
  selected.fill(0);
  for (let entry = 0; entry < TABLE_ENTRIES; entry += 1) {
    // 1 where entry and index are equal; their difference plus 31 reaches 32 where they are not.
    masks[entry] = 1 - (((entry ^ index) + 31) >> 5);
  }
  for (let entry = 0; entry < TABLE_ENTRIES; entry += 1) {
    const mask = masks[entry]!;
    const number = slots[table + entry]!;
    for (let limb = 0; limb < LIMBS; limb += 1) {
      selected[limb]! += mask * number[limb]!;
    }
  }
}

function leaveMontgomeryForm(memory: Memory, value: Float64Array): Uint8Array {
  const { columns, difference, primePlusOne } = memory;
  columns.fill(0);
  columns.set(value);
  reduceInto(value, columns, primePlusOne);
  subtractPrimeOnce(value, difference, primePlusOne);
  return bytesFromLimbs(value, FORMAT);
}

function createMemory(): Memory {
  const slots: Float64Array[] = [];
  for (let slot = 0; slot <= RADIX_SQUARED; slot += 1) {
    slots[slot] = new Float64Array(LIMBS_WITH_MARGIN);
  }
  return {
    slots,
    columns: new Float64Array(COLUMNS),
    difference: new Float64Array(LIMBS_WITH_MARGIN),
    masks: new Float64Array(TABLE_ENTRIES),
    primePlusOne: new Float64Array(LIMBS_WITH_MARGIN),
  };
}

function* createConstants(
  { slots, columns, primePlusOne }: Memory,
  prime: Uint8Array,
): Slices<void> {
  limbsFromBytes(primePlusOne, prime, FORMAT);
  // N ends in 64 one bits: adding one clears two whole limbs and carries into the third.
  primePlusOne[0] = 0;
  primePlusOne[1] = 0;
  primePlusOne[2]! += 1;
  // R = 2^8 · 2^3072, and 2^3072 − N, the two's complement of N, is short enough to be moved up by
  // a byte without reaching N again.
  const radix = new Uint8Array(PRIME_BYTES + 1);
  for (let byte = 0; byte < PRIME_BYTES; byte += 1) {
    radix[byte] = ~prime[byte]!;
  }
  radix[PRIME_BYTES - 1]! += 1;
  limbsFromBytes(slots[ONE]!, radix, FORMAT);
  // 2^3080 in Montgomery's form is R² mod N.
  const radixSquared = slots[RADIX_SQUARED]!;
  radixSquared.set(slots[ONE]!);
  for (let bit = RADIX_BITS_LENGTH - 1; bit >= 0; bit -= 1) {
    squareInto(columns, radixSquared);
    reduceInto(radixSquared, columns, primePlusOne);
    doubleIf(radixSquared, (RADIX_BITS >> bit) & 1);
    // public: the constants are
    yield;
  }
}
