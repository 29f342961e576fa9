/**
 * Where things are in the linear memory, and how columns are read, carried and written.
 *
 * @module
 */
import { difference, forEach, get, int, load, set, store, sum, VECTORS, ZERO } from './_text.mjs';

export const LIMBS = 240;
export const HALF = LIMBS / 2;
export const QUARTER = LIMBS / 4;
const LIMB_BITS = 13;

/** Where things are in the linear memory, in bytes. Each has margins of zeros around it. */
export const LAYOUT = {
  /** −1/N mod R, expanded: entries −32 to 239. */
  inverse: 128,
  /** N/4 mod Y − 1, N/4 mod Y + 1, N/2 mod X + 1, expanded and wrapped around. */
  first: 1344,
  second: 1856,
  third: 2624,
  /** From here to the slots: work space. */
  work: 3136,
  /** A factor, expanded: entries −32 to 271. */
  factor: 3264,
  product: 4352,
  multiple: 5344,
  foldedFirst: 5856,
  foldedSecond: 5984,
  foldedThird: 6112,
  /** Columns: the part below 2^13, and the part above. All zero between two uses. */
  low: 6400,
  high: 8336,
  slots: 10752,
};

/** round(value / 2^13), halves up. */
export const carryOf = (value) =>
  `(i32x4.shr_s ${sum(value, '(v128.const i32x4 4096 4096 4096 4096)')} ${int(LIMB_BITS)})`;
export const withoutCarry = (value, carried) =>
  difference(value, `(i32x4.shl ${carried} ${int(LIMB_BITS)})`);

/** The lanes of `value` one up, and the top lane of `below` moved in. */
export const shiftLanes = (below, value) =>
  `(i8x16.shuffle 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 ${below} ${value})`;

/** Carry $value, four columns, into the four columns above, and take in from those below. */
export const carryInto = (value, below) => `
      ${set('carried', carryOf(get(value)))}
      ${set(value, sum(withoutCarry(get(value), get('carried')), shiftLanes(get(below), get('carried'))))}
      ${set(below, get('carried'))}`;

/** Four columns, with the carries of the columns below them. */
export const takeColumns = (address, offset) =>
  sum(load(address, LAYOUT.low + offset), load(address, LAYOUT.high - 4 + offset));
/** The same four, and no more: the carry of the top one belongs to the next four. */
export const clearColumns = (address, offset) =>
  `${store(address, ZERO, LAYOUT.low + offset)} ${store(address, ZERO, LAYOUT.high - 4 + offset)}`;

/** Write `vectors` back as carried columns: the low part, and what is added to the high part. */
export const putColumns = (high) =>
  forEach(
    VECTORS,
    (index) => `${set('carried', carryOf(get(`sum${index}`)))}
      ${store(get('out'), withoutCarry(get(`sum${index}`), get('carried')), LAYOUT.low + 16 * index)}
      ${store(get('out'), sum(high(index), get('carried')), LAYOUT.high + 16 * index)}`,
  );
export const highColumns = (index) => load(get('out'), LAYOUT.high + 16 * index);
