/**
 * Products and squares of numbers in the memory.
 *
 * @module
 */
import {
  add,
  addDot,
  call,
  forEach,
  get,
  int,
  load,
  loadPair,
  locals,
  narrow,
  numbered,
  repeat,
  scale,
  set,
  store,
  sum,
  VECTORS,
} from './_text.mjs';
import {
  carryInto,
  clearColumns,
  HALF,
  highColumns,
  LAYOUT,
  putColumns,
  takeColumns,
} from './_columns.mjs';

/** Columns of a tile, four to a vector. */
export const TILE = 16;

/**
 * The 16 columns at $out += the limbs from $a up to $end times the factor, whose entry for the first
 * limb and the first column is at $b.
 */
export function tile() {
  return `
  (func $tile (param $a i32) (param $end i32) (param $b i32) (param $out i32)
    ${locals('v128', ...numbered('sum'), ...numbered('pair'), 'even', 'odd', 'carried')}
    ${forEach(VECTORS, (index) => set(`sum${index}`, load(get('out'), LAYOUT.low + 16 * index)))}
    ${set('b', add(get('b'), int(-24)))}
    ${repeat(
      'a',
      16,
      get('end'),
      `${forEach(VECTORS, (index) => set(`pair${index}`, loadPair(get('a'), 4 * index)))}
      ${set('odd', load(get('b'), 0))} ${set('even', load(get('b'), 8))}
      ${forEach(
        VECTORS,
        (
          index,
        ) => `${addDot(`sum${index}`, 'pair2', 'even')} ${addDot(`sum${index}`, 'pair3', 'odd')}
      ${set('odd', load(get('b'), 16 + 16 * index))} ${set('even', load(get('b'), 24 + 16 * index))}
      ${addDot(`sum${index}`, 'pair0', 'even')} ${addDot(`sum${index}`, 'pair1', 'odd')}`,
      )}
      ${set('b', add(get('b'), int(-32)))}`,
    )}
    ${putColumns(highColumns)})`;
}

/** Carry the columns, write them to $to up to $end as limbs, and leave zeros in their place. */
export function carry() {
  return `
  (func $carry (param $to i32) (param $end i32)
    ${locals('i32', 'at')} ${locals('v128', 'first', 'second', 'below', 'carried')}
    ${repeat(
      'to',
      16,
      get('end'),
      `${set('first', takeColumns(get('at'), 0))} ${set('second', takeColumns(get('at'), 16))}
      ${clearColumns(get('at'), 0)} ${clearColumns(get('at'), 16)}
      ${carryInto('first', 'below')} ${carryInto('second', 'below')}
      ${store(get('to'), narrow(get('first'), get('second')))}
      ${set('at', add(get('at'), int(32)))}`,
    )})`;
}

/** Expand the number at $from into the factor: entry n = (b[n], b[n−1]), up to n = 247. */
export function expand() {
  const interleave = (lanes) => `(i8x16.shuffle ${lanes} ${get('limbs')} ${get('below')})`;
  return `
  (func $expand (param $from i32) ${locals('i32', 'to')} ${locals('v128', 'limbs', 'below')}
    ${set('to', int(LAYOUT.factor))}
    ${repeat(
      'to',
      32,
      int(LAYOUT.factor + 4 * 248),
      `${set('limbs', load(get('from')))} ${set('below', load(add(get('from'), int(-2))))}
      ${store(get('to'), interleave('0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23'))}
      ${store(get('to'), interleave('8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31'), 16)}
      ${set('from', add(get('from'), int(16)))}`,
    )})`;
}

/** $first = the number of the first tile of a diagonal that has all limbs: tile − 15, or 0. */
const firstTile = () =>
  set(
    'first',
    `(select ${int(0)} ${add(get('tile'), int(-15))} (i32.lt_s ${get('tile')} ${int(15)}))`,
  );
const factorOf = () =>
  add(int(LAYOUT.factor), scale(`(i32.sub ${get('tile')} ${get('first')})`, 4 * TILE));

/**
 * The number at $to becomes its square, $times times.
 *
 * In a tile of 16 columns from 16t on, the terms a[i]·a[j] with i or j below 8t come twice, and are
 * computed once; the rest has both limbs in the sixteen from 8t on: half of a 16 × 16 square.
 */
export function square() {
  const rest = [0, 1, 2, 3, 4, 5, 6, 7].map((pair) => {
    const entries = pair % 2 === 0 ? 'even' : 'odd';
    const terms = VECTORS.slice(pair >> 1).map((vector, index) =>
      addDot(`sum${vector}`, 'pair', `${entries}${index}`),
    );
    return `${set('pair', loadPair(get('a'), 4 * pair))} ${terms.join(' ')}`;
  });
  const double = (value) => sum(value, value);
  return `
  (func (export "square") (param $to i32) (param $times i32)
    ${locals('i32', 'a', 'b', 'out', 'tile', 'first')}
    ${locals('v128', ...numbered('sum'), ...numbered('even'), ...numbered('odd'), 'pair', 'carried')}
    (loop $again
    ${call('expand', get('to'))}
    ${set('tile', int(0))}
    ${repeat(
      'tile',
      1,
      int(30),
      `${firstTile()}
      ${set('out', scale(get('tile'), 4 * TILE))}
      ${set('a', add(get('to'), scale(get('tile'), TILE)))}
      (if ${get('tile')} (then
      ${call('tile', add(get('to'), scale(get('first'), 2 * TILE)), get('a'), factorOf(), get('out'))}))
      ${set('b', add(int(LAYOUT.factor - 8), scale(get('tile'), 32)))}
      ${forEach(
        VECTORS,
        (index) => `${set(`sum${index}`, double(load(get('out'), LAYOUT.low + 16 * index)))}
      ${set(`even${index}`, load(get('b'), 8 + 16 * index))}
      ${set(`odd${index}`, load(get('b'), 16 * index))}`,
      )}
      ${set('even0', `(v128.and ${get('even0')} (v128.const i32x4 0xffff -1 -1 -1))`)}
      ${set('odd0', `(v128.and ${get('odd0')} (v128.const i32x4 0 0 0xffff -1))`)}
      ${forEach(rest, (terms) => terms)}
      ${putColumns((index) => double(highColumns(index)))}`,
    )}
    ${call('reduce', get('to'))}
    (br_if $again (local.tee $times ${add(get('times'), int(-1))}))))`;
}

/** The number at $to = the one at $left times the one at $right. */
export function multiply() {
  return `
  (func (export "multiply") (param $to i32) (param $left i32) (param $right i32)
    ${locals('i32', 'tile', 'first', 'a', 'end', 'middle', 'out')}
    ${call('expand', get('right'))}
    ${repeat(
      'tile',
      1,
      int(30),
      `${firstTile()}
      ${set('out', scale(get('tile'), 4 * TILE))}
      ${set('a', add(get('left'), scale(get('first'), 2 * TILE)))}
      ${set('end', add(get('tile'), int(1)))}
      ${set('end', `(select ${get('end')} ${int(15)} (i32.lt_s ${get('end')} ${int(15)}))`)}
      ${set('end', add(get('left'), scale(get('end'), 2 * TILE)))}
      ${set('middle', add(get('a'), int(2 * HALF)))}
      ${set('middle', `(select ${get('middle')} ${get('end')} (i32.lt_u ${get('middle')} ${get('end')}))`)}
      ${call('tile', get('a'), get('middle'), factorOf(), get('out'))}
      (if (i32.lt_u ${get('middle')} ${get('end')}) (then
      ${call('tile', get('middle'), get('end'), add(factorOf(), int(-4 * HALF)), get('out'))}))`,
    )}
    ${call('reduce', get('to'))})`;
}
