/**
 * The engine in plain JavaScript: no WebAssembly, no `BigInt`, no code generation, so that it runs
 * under a strict Content-Security-Policy and on Hermes too.
 *
 * @module
 */
import type { Engine } from './_engine.ts';
import { PRIME_BYTES } from './_group.ts';
import { bytesFromLimbs, limbsFromBytes, WIDE_BYTES } from './_secret-limbs.ts';
import { COLUMNS, LIMBS, LIMBS_WITH_MARGIN } from './_secret-montgomery.ts';
import { doubleIf, multiplyInto, reduceInto } from './_secret-montgomery.ts';
import { squareInto, subtractPrimeOnce } from './_secret-montgomery.ts';

// A window of four bits: two to a byte, and a table of sixteen powers.
const WINDOW_ENTRIES = 16;

/** Public numbers: N + 1, R mod N (which is 1 in Montgomery's form) and R² mod N. */
interface Constants {
  readonly primePlusOne: Float64Array;
  readonly one: Float64Array;
  readonly radixSquared: Float64Array;
}

/**
 * Make an engine; computes its public constants, which costs as much as a dozen products.
 *
 * @param prime - N, 384 bytes. Not any prime: the low 64 bits and the top byte must be all ones.
 */
export function createPlainEngine(prime: Uint8Array): Engine {
  const constants = createConstants(prime);
  return {
    powerOfTwo: (exponent) => powerOfTwo(constants, exponent),
    power: (base, exponent) => power(constants, base, exponent),
    multiply: (left, right) => multiply(constants, left, right),
  };
}

function powerOfTwo(constants: Constants, exponent: Uint8Array): Uint8Array {
  const columns = new Float64Array(COLUMNS);
  const value = powerOfTwoInMontgomeryForm(constants, exponent, columns);
  return leaveMontgomeryForm(constants, value, columns);
}

function power(constants: Constants, base: Uint8Array, exponent: Uint8Array): Uint8Array {
  const columns = new Float64Array(COLUMNS);
  const table = createPowers(constants, base, columns);
  const selected = new Float64Array(LIMBS_WITH_MARGIN);
  const masks = new Float64Array(WINDOW_ENTRIES);
  const value = constants.one.slice();
  for (let byte = 0; byte < exponent.length; byte += 1) {
    for (let shift = 4; shift >= 0; shift -= 4) {
      for (let bit = 0; bit < 4; bit += 1) {
        squareInto(columns, value);
        reduceInto(value, columns, constants.primePlusOne);
      }
      selectInto(selected, table, (exponent[byte]! >> shift) & 15, masks);
      multiplyInto(columns, value, selected);
      reduceInto(value, columns, constants.primePlusOne);
    }
  }
  table.fill(0);
  selected.fill(0);
  masks.fill(0);
  return leaveMontgomeryForm(constants, value, columns);
}

function multiply(constants: Constants, left: Uint8Array, right: Uint8Array): Uint8Array {
  const columns = new Float64Array(COLUMNS);
  const value = enterMontgomeryForm(constants, left, columns);
  const factor = enterMontgomeryForm(constants, right, columns);
  multiplyInto(columns, value, factor);
  reduceInto(value, columns, constants.primePlusOne);
  factor.fill(0);
  return leaveMontgomeryForm(constants, value, columns);
}

function powerOfTwoInMontgomeryForm(
  constants: Constants,
  exponent: Uint8Array,
  columns: Float64Array,
): Float64Array {
  const value = constants.one.slice();
  for (let byte = 0; byte < exponent.length; byte += 1) {
    for (let shift = 7; shift >= 0; shift -= 1) {
      squareInto(columns, value);
      reduceInto(value, columns, constants.primePlusOne);
      doubleIf(value, (exponent[byte]! >> shift) & 1);
    }
  }
  return value;
}

/** base^0 … base^15, limb by limb: entry e of limb l is at 16·l + e. */
function createPowers(constants: Constants, base: Uint8Array, columns: Float64Array): Float64Array {
  const table = new Float64Array(LIMBS * WINDOW_ENTRIES);
  const factor = enterMontgomeryForm(constants, base, columns);
  const value = constants.one.slice();
  for (let entry = 0; entry < WINDOW_ENTRIES; entry += 1) {
    for (let limb = 0; limb < LIMBS; limb += 1) {
      table[limb * WINDOW_ENTRIES + entry] = value[limb]!;
    }
    multiplyInto(columns, value, factor);
    reduceInto(value, columns, constants.primePlusOne);
  }
  factor.fill(0);
  value.fill(0);
  return table;
}

/** Every entry of the table is read, whatever the index: the address is what a cache would leak. */
function selectInto(
  selected: Float64Array,
  table: Float64Array,
  index: number,
  masks: Float64Array,
): void {
  for (let entry = 0; entry < WINDOW_ENTRIES; entry += 1) {
    // 1 where entry and index are equal; their difference plus 15 reaches 16 where they are not.
    masks[entry] = 1 - (((entry ^ index) + 15) >> 4);
  }
  for (let limb = 0; limb < LIMBS; limb += 1) {
    const first = limb * WINDOW_ENTRIES;
    let sum = 0;
    for (let entry = 0; entry < WINDOW_ENTRIES; entry += 1) {
      sum += masks[entry]! * table[first + entry]!;
    }
    selected[limb] = sum;
  }
}

function enterMontgomeryForm(
  constants: Constants,
  number: Uint8Array,
  columns: Float64Array,
): Float64Array {
  const value = limbsFromNumber(number);
  multiplyInto(columns, value, constants.radixSquared);
  reduceInto(value, columns, constants.primePlusOne);
  return value;
}

/** Takes `value` and `columns` for its own: both are wiped. */
function leaveMontgomeryForm(
  constants: Constants,
  value: Float64Array,
  columns: Float64Array,
): Uint8Array {
  columns.fill(0);
  columns.set(value);
  const wide = new Uint8Array(WIDE_BYTES);
  const difference = new Float64Array(LIMBS_WITH_MARGIN);
  reduceInto(value, columns, constants.primePlusOne);
  subtractPrimeOnce(value, difference, constants.primePlusOne);
  bytesFromLimbs(wide, value);
  const number = wide.slice(WIDE_BYTES - PRIME_BYTES);
  columns.fill(0);
  value.fill(0);
  difference.fill(0);
  wide.fill(0);
  return number;
}

function limbsFromNumber(number: Uint8Array): Float64Array {
  const wide = new Uint8Array(WIDE_BYTES);
  const limbs = new Float64Array(LIMBS_WITH_MARGIN);
  wide.set(number, WIDE_BYTES - PRIME_BYTES);
  limbsFromBytes(limbs, wide);
  wide.fill(0);
  return limbs;
}

function createConstants(prime: Uint8Array): Constants {
  const primePlusOne = limbsFromNumber(prime);
  // N ends in 64 one bits: adding one clears two whole limbs and carries into the third.
  primePlusOne[0] = 0;
  primePlusOne[1] = 0;
  primePlusOne[2]! += 1;
  // R = 2^8 · 2^3072, and 2^3072 − N, the two's complement of N, is short enough to be moved up by
  // a byte without reaching N again.
  const wide = new Uint8Array(WIDE_BYTES);
  for (let byte = 0; byte < PRIME_BYTES; byte += 1) {
    wide[byte] = ~prime[byte]!;
  }
  wide[PRIME_BYTES - 1]! += 1;
  const one = new Float64Array(LIMBS_WITH_MARGIN);
  limbsFromBytes(one, wide);
  // 2^3080 in Montgomery's form is R² mod N, and 3080 is 0x0c08.
  const partial: Constants = { primePlusOne, one, radixSquared: one };
  const radixSquared = powerOfTwoInMontgomeryForm(
    partial,
    new Uint8Array([0x0c, 0x08]),
    new Float64Array(COLUMNS),
  );
  return { primePlusOne, one, radixSquared };
}
