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
 * r = c + m·N mod (R − 1). That needs no carry from the low half into the high one, and R − 1 is
 * (Y − 1)·(Y + 1)·(X + 1): three small products instead of a large one, with
 *
 *     m·N = (w₁ + w₂) + Y·(w₁ − w₂) + (w₃ + X·(…)) …
 *
 * spelled out at `combine`. The halvings that this takes are in the constants, not here.
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
export const LIMBS = 240;
export const SLOT_BYTES = 512;
export const TABLE_ENTRIES = 32;

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

const LIMB_BITS = 13;
/** Columns of a tile, four to a vector. */
const TILE = 16;
const VECTORS = [0, 1, 2, 3];
const HALF = LIMBS / 2;
const QUARTER = LIMBS / 4;
/** Where the columns of w₁, w₂ and w₃ start. Those of the first two are filled up to whole tiles. */
const FIRST = 0;
const SECOND = 64;
const THIRD = 128;

/** The text of the module. */
export function writeModule() {
  return `(module
  (memory (export "memory") 1 1)
${tile()}
${carry()}
${expand()}
${square()}
${multiply()}
${reduce()}
${combine()}
${select()})
`;
}

const get = (name) => `(local.get $${name})`;
const set = (name, value) => `(local.set $${name} ${value})`;
const int = (value) => `(i32.const ${value})`;
const add = (left, right) => `(i32.add ${left} ${right})`;
const scale = (value, factor) => `(i32.mul ${value} ${int(factor)})`;
const call = (name, ...values) => `(call $${name} ${values.join(' ')})`;
const load = (address, offset = 0) => `(v128.load offset=${offset} align=1 ${address})`;
const loadPair = (address, offset) => `(v128.load32_splat offset=${offset} align=1 ${address})`;
const loadFourLimbs = (address, offset) => `(v128.load16x4_s offset=${offset} align=1 ${address})`;
const store = (address, value, offset = 0) =>
  `(v128.store offset=${offset} align=1 ${address} ${value})`;
const sum = (left, right) => `(i32x4.add ${left} ${right})`;
const difference = (left, right) => `(i32x4.sub ${left} ${right})`;
const addDot = (to, left, right) =>
  set(to, sum(get(to), `(i32x4.dot_i16x8_s ${get(left)} ${get(right)})`));
const narrow = (low, high) => `(i16x8.narrow_i32x4_s ${low} ${high})`;
const ZERO = '(v128.const i32x4 0 0 0 0)';
const locals = (type, ...names) => names.map((name) => `(local $${name} ${type})`).join(' ');
const numbered = (name) => VECTORS.map((index) => `${name}${index}`);
const forEach = (list, write) => list.map(write).join('\n      ');

/** `body` at least once, and as long as $pointer, which goes up by `step`, is below `end`. */
const repeat = (pointer, step, end, body) => `
    (loop $${pointer}
      ${body}
      (br_if $${pointer} (i32.lt_u (local.tee $${pointer} ${add(get(pointer), int(step))}) ${end})))`;

/** round(value / 2^13), halves up. */
const carryOf = (value) =>
  `(i32x4.shr_s ${sum(value, '(v128.const i32x4 4096 4096 4096 4096)')} ${int(LIMB_BITS)})`;
const withoutCarry = (value, carried) =>
  difference(value, `(i32x4.shl ${carried} ${int(LIMB_BITS)})`);

/** The lanes of `value` one up, and the top lane of `below` moved in. */
const shiftLanes = (below, value) =>
  `(i8x16.shuffle 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 ${below} ${value})`;

/** Carry $value, four columns, into the four columns above, and take in from those below. */
const carryInto = (value, below) => `
      ${set('carried', carryOf(get(value)))}
      ${set(value, sum(withoutCarry(get(value), get('carried')), shiftLanes(get(below), get('carried'))))}
      ${set(below, get('carried'))}`;

/** Four columns, with the carries of the columns below them. */
const takeColumns = (address, offset) =>
  sum(load(address, LAYOUT.low + offset), load(address, LAYOUT.high - 4 + offset));
/** The same four, and no more: the carry of the top one belongs to the next four. */
const clearColumns = (address, offset) =>
  `${store(address, ZERO, LAYOUT.low + offset)} ${store(address, ZERO, LAYOUT.high - 4 + offset)}`;

/** Write `vectors` back as carried columns: the low part, and what is added to the high part. */
const putColumns = (high) =>
  forEach(
    VECTORS,
    (index) => `${set('carried', carryOf(get(`sum${index}`)))}
      ${store(get('out'), withoutCarry(get(`sum${index}`), get('carried')), LAYOUT.low + 16 * index)}
      ${store(get('out'), sum(high(index), get('carried')), LAYOUT.high + 16 * index)}`,
  );
const highColumns = (index) => load(get('out'), LAYOUT.high + 16 * index);

/**
 * The 16 columns at $out += the limbs from $a up to $end times the factor, whose entry for the first
 * limb and the first column is at $b.
 */
function tile() {
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
function carry() {
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
function expand() {
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
function square() {
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
function multiply() {
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

/** The number at $to = what is in the columns, divided by R, modulo N. */
function reduce() {
  /** Columns from `to` on = `limbs` limbs at `a` times an expanded constant, wrapped around. */
  const wrapped = (to, a, limbs, b) => `
    ${set('out', int(4 * to))}
    ${repeat(
      'out',
      4 * TILE,
      int(4 * (to + limbs)),
      call('tile', int(a), int(a + 2 * limbs), add(get('out'), int(b - 4 * to)), get('out')),
    )}`;
  return `
  (func $reduce (param $to i32) ${locals('i32', 'a', 'out')}
    ${locals('v128', ...numbered('part'), 'plus', 'minus')}
    ${call('carry', int(LAYOUT.product), int(LAYOUT.product + 4 * LIMBS))}
    ${repeat(
      'out',
      4 * TILE,
      int(4 * LIMBS),
      call(
        'tile',
        int(LAYOUT.product),
        add(`(i32.shr_u ${get('out')} ${int(1)})`, int(LAYOUT.product + 2 * TILE)),
        add(get('out'), int(LAYOUT.inverse)),
        get('out'),
      ),
    )}
    ${call('carry', int(LAYOUT.multiple), int(LAYOUT.multiple + 2 * LIMBS))}
    (i32.store offset=${LAYOUT.high + 4 * (LIMBS - 1)} ${int(0)} ${int(0)})
    ${set('a', int(128))}
    (loop $fold
      ${set('a', add(get('a'), int(-16)))}
      ${forEach(VECTORS, (index) =>
        set(`part${index}`, load(get('a'), LAYOUT.multiple + 2 * QUARTER * index)),
      )}
      ${store(get('a'), `(i16x8.sub ${get('part0')} ${get('part2')})`, LAYOUT.foldedThird)}
      ${store(get('a'), `(i16x8.sub ${get('part1')} ${get('part3')})`, LAYOUT.foldedThird + 2 * QUARTER)}
      ${set('plus', `(i16x8.add ${get('part0')} ${get('part2')})`)}
      ${set('minus', `(i16x8.add ${get('part1')} ${get('part3')})`)}
      ${store(get('a'), `(i16x8.add ${get('plus')} ${get('minus')})`, LAYOUT.foldedFirst)}
      ${store(get('a'), `(i16x8.sub ${get('plus')} ${get('minus')})`, LAYOUT.foldedSecond)}
      (br_if $fold ${get('a')}))
    (i64.store offset=${LAYOUT.foldedFirst + 2 * QUARTER} align=1 ${int(0)} (i64.const 0))
    (i64.store offset=${LAYOUT.foldedSecond + 2 * QUARTER} align=1 ${int(0)} (i64.const 0))
    ${wrapped(FIRST, LAYOUT.foldedFirst, 64, LAYOUT.first)}
    ${wrapped(SECOND, LAYOUT.foldedSecond, 64, LAYOUT.second)}
    ${wrapped(THIRD, LAYOUT.foldedThird, HALF, LAYOUT.third)}
    ${call('combine', get('to'))})`;
}

/**
 * The number at $to = c + m·N mod (R − 1), from c and w₁, w₂, w₃.
 *
 * With w₃ = p + q·Y, the four quarters of m·N are w₁ + w₂ + p, w₁ − w₂ + q, w₁ + w₂ − p and
 * w₁ − w₂ − q: the first two without p and q are m·N/2 modulo X − 1, and w₃ is m·N/2 modulo X + 1.
 */
function combine() {
  const quarters = [
    { plus: sum, third: sum, part: 'p' },
    { plus: difference, third: sum, part: 'q' },
    { plus: sum, third: difference, part: 'p' },
    { plus: difference, third: difference, part: 'q' },
  ];
  const wrap = (to, top, value) =>
    `(i32.store offset=${LAYOUT.high + 4 * (to - 1)} ${int(0)} ${value(`(i32.load offset=${LAYOUT.high + 4 * (to + top - 1)} ${int(0)})`)})`;
  const same = (value) => value;
  const negative = (value) => `(i32.sub ${int(0)} ${value})`;
  const clear = (column, vectors) =>
    forEach(vectors, (index) => clearColumns(int(0), 4 * column + 16 * index));
  const addToLimb = (limb, value) => {
    const before = `(i32.load16_s offset=${2 * limb} ${get('to')})`;
    return `(i32.store16 offset=${2 * limb} ${get('to')} ${add(before, value)})`;
  };
  return `
  (func $combine (param $to i32) ${locals('i32', 'at', 'limb')}
    ${locals('v128', 'w1', 'w2', 'p', 'q', 'value', 'carried', ...numbered('below'))}
    ${wrap(FIRST, QUARTER, same)} ${wrap(SECOND, QUARTER, negative)} ${wrap(THIRD, HALF, negative)}
    ${repeat(
      'limb',
      8,
      int(2 * QUARTER),
      `${set('w1', takeColumns(get('at'), 4 * FIRST))} ${set('w2', takeColumns(get('at'), 4 * SECOND))}
      ${set('p', takeColumns(get('at'), 4 * THIRD))} ${set('q', takeColumns(get('at'), 4 * (THIRD + QUARTER)))}
      ${forEach(
        quarters,
        ({ plus, third, part }, index) => `
      ${set('value', third(plus(get('w1'), get('w2')), get(part)))}
      ${set('value', sum(get('value'), loadFourLimbs(get('limb'), LAYOUT.product + 2 * QUARTER * index)))}
      ${set('value', sum(get('value'), loadFourLimbs(get('limb'), LAYOUT.product + 2 * QUARTER * (index + 4))))}
      ${carryInto('value', `below${index}`)}
      (v128.store64_lane offset=${2 * QUARTER * index} align=1 0 ${add(get('to'), get('limb'))} ${narrow(get('value'), get('value'))})`,
      )}
      ${set('at', add(get('at'), int(16)))}`,
    )}
    ${forEach(VECTORS, (index) =>
      addToLimb((QUARTER * (index + 1)) % LIMBS, `(i32x4.extract_lane 3 ${get(`below${index}`)})`),
    )}
    (memory.fill ${int(LAYOUT.low)} ${int(0)} ${int(1024)})
    (memory.fill ${int(LAYOUT.high - 4)} ${int(0)} ${int(1028)}))`;
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
