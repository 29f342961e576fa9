/**
 * Montgomery's reduction, on whole numbers.
 *
 * @module
 */
import {
  add,
  call,
  difference,
  forEach,
  get,
  int,
  load,
  loadFourLimbs,
  locals,
  narrow,
  numbered,
  repeat,
  set,
  store,
  sum,
  VECTORS,
} from './_text.mjs';
import { carryInto, HALF, LAYOUT, LIMBS, QUARTER, takeColumns } from './_columns.mjs';
import { TILE } from './_products.mjs';

/** Where the columns of w₁, w₂ and w₃ start. Those of the first two are filled up to whole tiles. */
const FIRST = 0;
const SECOND = 64;
const THIRD = 128;

/** The number at $to = what is in the columns, divided by R, modulo N. */
export function reduce() {
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
export function combine() {
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
