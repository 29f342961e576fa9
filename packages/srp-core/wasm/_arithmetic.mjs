/**
 * The WebAssembly engine's arithmetic, as the text of a module: multiplication modulo N for numbers
 * in the linear memory, and the selection of one number from a table.
 *
 * **Numbers** are 240 signed limbs of 13 bits (`i16`), least significant first, each in ±4195: the
 * digits are balanced, and carries are not rippled through, so a number has many spellings. A slot
 * has 512 bytes; its last 32 are always zero. R = 2^3120 = 2^(13·240), and X = 2^1560, Y = 2^780.
 *
 * **Products.** `i32x4.dot_i16x8_s` multiplies eight pairs of limbs and adds them two by two. One
 * factor is expanded, entry n = (b[n], b[n−1]) as two `i16`, so that a pair (a[i], a[i+1]) in all
 * lanes, times four entries, gives terms of four neighbouring columns. A tile is 16 columns, kept in
 * registers while a loop runs over the limbs of a, eight at a time. What lies outside of a factor is
 * read as zero from the margins around it, so no tile has an edge.
 *
 * **Reduction** is Montgomery's, on whole numbers instead of limb by limb:
 *
 *     c = a·b        m = −c/N mod R        r = (c + m·N) / R
 *
 * R is 2^48·N, and |r| below 0.51·N, so it is enough to know r modulo R − 1, where R is 1:
 * r = c + m·N mod (R − 1). That needs no carry from the low half into the high one; and as R − 1 is
 * (Y − 1)·(Y + 1)·(X + 1), m·N is put together of three small products, w₁, w₂ and w₃, one for each
 * of the three. (`combine` says how. The halvings that it takes are in the constants.)
 *
 * **Bounds**, each from the one before; `test/wasm-bounds.test.ts` computes them from the constants
 * and tries to reach them. Every sum that is carried is exact in 32 bits:
 *
 * - A sum of at most 120 products of limbs: 120 · 4195² + 2^12 < 2^31. A column of c has up to 240
 *   products; so it is brought below 2^13 halfway, or, in a square, halved by symmetry.
 * - Carrying splits a column as hi·2^13 + lo with |lo| ≤ 2^12 and gives hi to the next one, twice.
 *   For c: |hi| ≤ 240 · 4195² / 2^13 + 2 < 515 573, and then ≤ 64, so limbs of c are in ±4160.
 * - m: 4160 · Σ|limbs of −1/N| < 2^31. Then |hi| ≤ 2^18, and then ≤ 33: limbs of m are in ±4129.
 * - m folded twice is in ±4·4129, which fits an `i16`; its products with the constants fit 32 bits,
 *   for the constants are half as long each time: 16 516 · Σ|limbs of w₁'s constant| < 2^31.
 * - r: three times (2^12 + 2^18) and 2 · 4160 are below 2^20, so |hi| ≤ 99, limbs are in ±4195.
 * - 240 limbs in ±4195 are less than 0.52·R. So they are r itself, and not r ± (R − 1).
 *
 * No branch, address or loop bound depends on a number; `select` reads its whole table.
 *
 * @module
 */
import {
  add,
  forEach,
  get,
  int,
  load,
  locals,
  numbered,
  repeat,
  set,
  store,
  sum,
  VECTORS,
  ZERO,
} from './_text.mjs';
import { carry, expand, multiply, square, tile } from './_products.mjs';
import { combine, reduce } from './_reduction.mjs';

export const SLOT_BYTES = 512;
const TABLE_ENTRIES = 32;

/** The text of the module. */
export function writeModule() {
  const functions = [tile, carry, expand, square, multiply, reduce, combine, select];
  return `(module
  (memory (export "memory") 1 1)
${functions.map((write) => write()).join('\n')})
`;
}

/** The number at $to = entry $index of the table of 32 slots at $table, all of which is read. */
function select() {
  return `
  (func (export "select") (param $to i32) (param $table i32) (param $index i32)
    ${locals('i32', 'entry', 'end')}
    ${locals('v128', ...numbered('sum'), 'counter', 'wanted', 'mask')}
    ${set('wanted', `(i32x4.splat ${get('index')})`)}
    ${set('end', add(get('table'), int(SLOT_BYTES)))}
    ${repeat(
      'table',
      64,
      get('end'),
      `${forEach(VECTORS, (index) => set(`sum${index}`, ZERO))}
      ${set('counter', ZERO)} ${set('entry', int(0))}
      ${repeat(
        'entry',
        SLOT_BYTES,
        int(TABLE_ENTRIES * SLOT_BYTES),
        `${set('mask', `(i32x4.eq ${get('counter')} ${get('wanted')})`)}
        ${set('counter', sum(get('counter'), '(v128.const i32x4 1 1 1 1)'))}
        ${forEach(VECTORS, (index) =>
          set(
            `sum${index}`,
            `(v128.or ${get(`sum${index}`)} (v128.and ${get('mask')} ${load(add(get('table'), get('entry')), 16 * index)}))`,
          ),
        )}`,
      )}
      ${forEach(VECTORS, (index) => store(get('to'), get(`sum${index}`), 16 * index))}
      ${set('to', add(get('to'), int(64)))}`,
    )})`;
}
