/**
 * Powers modulo N out of products modulo N: what the engines have in common.
 *
 * Whatever can multiply offers numbers in numbered slots; here is the order in which they are
 * multiplied. It depends on the length of the exponent alone: the same squarings and products for
 * every exponent, by an entry of a table that is always read whole.
 *
 * @see C. H. Lim, P. J. Lee, "More flexible exponentiation with precomputation", CRYPTO '94
 * @module
 */
import type { Engine } from './_engine.ts';
import type { Slices } from './_slices.ts';

/** Numbers modulo N in slots, in a form of their own. May be SECRET; times and addresses are not. */
export interface Slots {
  /** slot = number: 384 bytes, big-endian, below N. */
  enter(slot: number, number: Uint8Array): void;
  /** The number in a slot, as 384 bytes; the slot is spent. */
  leave(slot: number): Uint8Array;
  /** slot = slot^(2^times). @param times - at least 1. */
  square(slot: number, times: number): void;
  /** to = left · right; all three may be the same slot. */
  multiply(to: number, left: number, right: number): void;
  /** to = table + index. @param index - 0 to 31. SECRET. */
  select(to: number, table: number, index: number): void;
  /** Overwrite with zeros whatever may hold a secret: the slots from {@link VALUE} on, and more. */
  wipe(): void;
}

/** Entries of a table: five bits of an exponent choose one. */
export const TABLE_ENTRIES = 32;
/** What an implementation fills in itself: the number 1. */
export const ONE = 0;
/** Two tables of powers of two. Public, and made once. */
const COMBS = 1;
/** The slots from here on are wiped after each operation. */
export const VALUE = 65;
const SELECTED = 66;
const TABLE = 67;
/** How many slots there must be. */
export const SLOTS = 99;

const TABLE_BITS = 5;
// A comb's tooth is every 52nd bit, so five of them reach over 260 bits. Two combs of 26 columns.
const COMB_BYTES = 32;
const COMB_SPACING = 52;
const COMB_COLUMNS = 26;

/** Make an engine of slots; computes the powers of two that it keeps. */
export function* createEngine(slots: Slots): Slices<Engine> {
  // public: the powers in the combs are
  yield* createCombs(slots);
  return {
    powerOfTwo: (exponent) => powerOfTwo(slots, exponent),
    power: (base, exponent) => power(slots, base, exponent),
    multiply: (left, right) => multiply(slots, left, right),
  };
}

function powerOfTwo(slots: Slots, exponent: Uint8Array): Uint8Array {
  const two = new Uint8Array([2]);
  // public: a length
  return exponent.length > COMB_BYTES ? power(slots, two, exponent) : combPower(slots, exponent);
}

function multiply(slots: Slots, left: Uint8Array, right: Uint8Array): Uint8Array {
  slots.enter(VALUE, left);
  slots.enter(SELECTED, right);
  slots.multiply(VALUE, VALUE, SELECTED);
  return finish(slots);
}

/** A window of five bits: five squarings, and a product with one of base^0 … base^31. */
function power(slots: Slots, base: Uint8Array, exponent: Uint8Array): Uint8Array {
  slots.multiply(TABLE, ONE, ONE);
  slots.enter(TABLE + 1, base);
  for (let entry = 2; entry < TABLE_ENTRIES; entry += 1) {
    slots.multiply(TABLE + entry, TABLE + entry - 1, TABLE + 1);
  }
  const bits = reverseWithMargin(exponent, exponent.length + 1);
  // public: where the highest window starts that a number of this length can reach
  const top = Math.max(8 * exponent.length - 1 - ((8 * exponent.length - 1) % TABLE_BITS), 0);
  slots.select(VALUE, TABLE, gatherBits(bits, top, 1));
  // public: the exponent's length
  for (let window = top - TABLE_BITS; window >= 0; window -= TABLE_BITS) {
    slots.square(VALUE, TABLE_BITS);
    multiplyByEntry(slots, TABLE, gatherBits(bits, window, 1));
  }
  bits.fill(0);
  return finish(slots);
}

/** 2^exponent: 25 squarings, and two products each, with powers of two from the combs. */
function combPower(slots: Slots, exponent: Uint8Array): Uint8Array {
  const bits = reverseWithMargin(exponent, COMB_BYTES + 1);
  const last = COMB_COLUMNS - 1;
  slots.select(VALUE, COMBS, gatherBits(bits, last, COMB_SPACING));
  multiplyByEntry(
    slots,
    COMBS + TABLE_ENTRIES,
    gatherBits(bits, last + COMB_COLUMNS, COMB_SPACING),
  );
  for (let column = COMB_COLUMNS - 2; column >= 0; column -= 1) {
    slots.square(VALUE, 1);
    multiplyByEntry(slots, COMBS, gatherBits(bits, column, COMB_SPACING));
    multiplyByEntry(
      slots,
      COMBS + TABLE_ENTRIES,
      gatherBits(bits, column + COMB_COLUMNS, COMB_SPACING),
    );
  }
  bits.fill(0);
  return finish(slots);
}

/**
 * Entry e of the first table is the product of 2^(2^(52t)) over the bits t of e; the second table
 * is the first, squared 26 times.
 */
function* createCombs(slots: Slots): Slices<void> {
  slots.enter(VALUE, new Uint8Array([2]));
  slots.multiply(COMBS, ONE, ONE);
  slots.multiply(COMBS + TABLE_ENTRIES, ONE, ONE);
  // public: the numbers here are
  for (let entry = 1; entry < TABLE_ENTRIES; entry += entry) {
    // public: as above
    for (let table = COMBS; table < COMBS + 2 * TABLE_ENTRIES; table += TABLE_ENTRIES) {
      // public: as above
      if (table + entry > COMBS + 1) slots.square(VALUE, COMB_COLUMNS);
      // public: as above
      for (let lower = 0; lower < entry; lower += 1) {
        slots.multiply(table + entry + lower, table + lower, VALUE);
      }
    }
    // public: as above
    yield;
  }
  slots.wipe();
}

function multiplyByEntry(slots: Slots, table: number, index: number): void {
  slots.select(SELECTED, table, index);
  slots.multiply(VALUE, VALUE, SELECTED);
}

function finish(slots: Slots): Uint8Array {
  const number = slots.leave(VALUE);
  slots.wipe();
  return number;
}

/** Five bits, `spacing` apart, as a number; the one at `position` is its lowest. */
function gatherBits(bits: Uint8Array, position: number, spacing: number): number {
  let gathered = 0;
  for (let bit = 0; bit < TABLE_BITS; bit += 1) {
    const place = position + bit * spacing;
    gathered |= ((bits[place >> 3]! >> (place & 7)) & 1) << bit;
  }
  return gathered;
}

/** Least significant byte first, with zeros above. */
function reverseWithMargin(number: Uint8Array, length: number): Uint8Array {
  const reversed = new Uint8Array(length);
  for (let index = 0; index < number.length; index += 1) {
    reversed[number.length - 1 - index] = number[index]!;
  }
  return reversed;
}
