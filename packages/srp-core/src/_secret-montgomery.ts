/**
 * Multiplication modulo N: product columns, then Montgomery's reduction with R = 2^3080.
 *
 * **Numbers** are 140 unsigned limbs of 22 bits, least significant first, in a `Float64Array` of
 * 144. The last four are always zero, so that the unrolled loop can read past the end of a number
 * without a special case. Why doubles, and why 22 bits: `double` multiplication is exact below 2^53,
 * and a whole column of a product with the column of the reduction on top of it stays below that
 * (see Columns), so there are no carries inside a product at all.
 *
 * Every number here may be SECRET. The sequence of operations and of addresses is the same for all
 * of them; `scripts/check-constant-time.mjs` forbids the syntax that could make it differ.
 *
 * **Range.** Every operand is below 4N, and R > 2^8·N. So a product is below 16·N², what the
 * reduction adds is below R·N, and the result is below (16·N² + R·N)/R < (1 + 2^−4)·N < 2N. There is
 * no final subtraction; doubling a result keeps it below 4N.
 *
 * **Columns.** A column of a product has at most 140 terms, a column of the reduction at most 138,
 * each at most (2^22 − 1)²; a carry into it is below 2^31. Together they are below
 * 278 · 2^44 + 2^31 < 2^52.12 < 2^53, and no partial sum is larger, for all terms are positive. So
 * every sum of doubles is exact, in any order.
 *
 * @see P. L. Montgomery, "Modular multiplication without trial division", Math. Comp. 44 (1985)
 * @module
 */
// These live here, where the inner loops are: some bundlers and test runners turn a constant that
// is imported into a property access, which made the loops five times slower.

/** 2^22. */
const LIMB_BASE = 0x400000;
/** 2^−22, exact: multiplying by it only moves the binary point. */
const LIMB_BASE_INVERSE = 2 ** -22;
/** 140 · 22 = 3080 bits: N and eight bits of head room. */
export const LIMBS = 140;
/** Limbs, and four zeros. */
export const LIMBS_WITH_MARGIN = 144;
/** Columns of a product. */
export const COLUMNS = 280;

/**
 * columns = left · right.
 *
 * @param columns - 280 doubles, overwritten.
 */
export function multiplyInto(columns: Float64Array, left: Float64Array, right: Float64Array): void {
  columns.fill(0);
  for (let row = 0; row < LIMBS; row += 4) {
    addRows(columns, row, left[row]!, left[row + 1]!, left[row + 2]!, left[row + 3]!, right, 0);
  }
}

/**
 * columns = value², at about half the cost of a product: the square of each group of four limbs,
 * and twice the products with the limbs above it.
 *
 * @param columns - 280 doubles, overwritten.
 */
export function squareInto(columns: Float64Array, value: Float64Array): void {
  columns.fill(0);
  for (let row = 0; row < LIMBS; row += 4) {
    const v0 = value[row]!;
    const v1 = value[row + 1]!;
    const v2 = value[row + 2]!;
    const v3 = value[row + 3]!;
    const w0 = v0 + v0;
    const w1 = v1 + v1;
    const w2 = v2 + v2;
    const w3 = v3 + v3;
    const column = row + row;
    columns[column]! += v0 * v0;
    columns[column + 1]! += w0 * v1;
    columns[column + 2]! += w0 * v2 + v1 * v1;
    columns[column + 3]! += w0 * v3 + w1 * v2;
    columns[column + 4]! += w1 * v3 + v2 * v2;
    columns[column + 5]! += w2 * v3;
    columns[column + 6]! += v3 * v3;
    addRows(columns, row, w0, w1, w2, w3, value, row + 4);
  }
}

/**
 * value = columns / R mod N, below 2N, every limb below 2^22.
 *
 * N ends in 64 one bits, so −1/N mod 2^22 is 1 and the multiple of N that clears a column is the
 * column's own low limb m. And m·N = m·(N + 1) − m: the −m clears the column, and the two low limbs
 * of N + 1 are zero. Four rows at a time: a row's m needs the rows before it in that group, which
 * are added by hand; `addRows` then adds them to all columns, the four spent ones too, which nobody
 * reads again.
 *
 * @param value - 144 limbs, overwritten.
 * @param columns - 280 doubles, spent.
 * @param primePlusOne - N + 1, 144 limbs.
 */
export function reduceInto(
  value: Float64Array,
  columns: Float64Array,
  primePlusOne: Float64Array,
): void {
  const p2 = primePlusOne[2]!;
  const p3 = primePlusOne[3]!;
  for (let row = 0; row < LIMBS; row += 4) {
    const c0 = columns[row]!;
    const carry1 = Math.floor(c0 * LIMB_BASE_INVERSE);
    const m0 = c0 - carry1 * LIMB_BASE;
    const c1 = columns[row + 1]! + carry1;
    const carry2 = Math.floor(c1 * LIMB_BASE_INVERSE);
    const m1 = c1 - carry2 * LIMB_BASE;
    const c2 = columns[row + 2]! + m0 * p2 + carry2;
    const carry3 = Math.floor(c2 * LIMB_BASE_INVERSE);
    const m2 = c2 - carry3 * LIMB_BASE;
    const c3 = columns[row + 3]! + m0 * p3 + m1 * p2 + carry3;
    const carry4 = Math.floor(c3 * LIMB_BASE_INVERSE);
    const m3 = c3 - carry4 * LIMB_BASE;
    addRows(columns, row, m0, m1, m2, m3, primePlusOne, 0);
    columns[row + 4]! += carry4;
  }
  let carry = 0;
  for (let limb = 0; limb < LIMBS; limb += 1) {
    const column = columns[limb + LIMBS]! + carry;
    carry = Math.floor(column * LIMB_BASE_INVERSE);
    value[limb] = column - carry * LIMB_BASE;
  }
}

/**
 * value = 2 · value where `bit` is 1, value where it is 0. A limb gives its top bit to the next
 * one and takes one in, so nothing ripples.
 *
 * @param value - 144 limbs below 2^22, changed in place.
 * @param bit - 0 or 1.
 */
export function doubleIf(value: Float64Array, bit: number): void {
  let topBelow = 0;
  for (let limb = 0; limb < LIMBS; limb += 1) {
    const plain = value[limb]!;
    const top = Math.floor(plain * (LIMB_BASE_INVERSE + LIMB_BASE_INVERSE));
    value[limb] = plain + bit * (plain - top * LIMB_BASE + topBelow);
    topBelow = top;
  }
}

/**
 * value = value − N where value ≥ N, value where it is smaller.
 *
 * @param value - 144 limbs below 2^22, a number below 2N, changed in place.
 * @param difference - 144 limbs of room, overwritten.
 */
export function subtractPrimeOnce(
  value: Float64Array,
  difference: Float64Array,
  primePlusOne: Float64Array,
): void {
  // value − N = value − (N + 1) + 1
  let carry = 1;
  for (let limb = 0; limb < LIMBS; limb += 1) {
    const column = value[limb]! - primePlusOne[limb]! + carry;
    carry = Math.floor(column * LIMB_BASE_INVERSE);
    difference[limb] = column - carry * LIMB_BASE;
  }
  // The last carry is the sign: −1 where value < N, 0 elsewhere.
  const keep = -carry;
  for (let limb = 0; limb < LIMBS; limb += 1) {
    const reduced = difference[limb]!;
    value[limb] = reduced + keep * (value[limb]! - reduced);
  }
}

/**
 * columns += (m0 + m1·2^22 + m2·2^44 + m3·2^66) · factor, shifted by `row` limbs, leaving out the
 * limbs of `factor` below `start`.
 */
function addRows(
  columns: Float64Array,
  row: number,
  m0: number,
  m1: number,
  m2: number,
  m3: number,
  factor: Float64Array,
  start: number,
): void {
  let before1 = 0;
  let before2 = 0;
  let before3 = 0;
  // public: callers pass 0, or the row
  for (let limb = start; limb < LIMBS_WITH_MARGIN; limb += 4) {
    const f0 = factor[limb]!;
    const f1 = factor[limb + 1]!;
    const f2 = factor[limb + 2]!;
    const f3 = factor[limb + 3]!;
    const column = row + limb;
    columns[column]! += m0 * f0 + m1 * before1 + m2 * before2 + m3 * before3;
    columns[column + 1]! += m0 * f1 + m1 * f0 + m2 * before1 + m3 * before2;
    columns[column + 2]! += m0 * f2 + m1 * f1 + m2 * f0 + m3 * before1;
    columns[column + 3]! += m0 * f3 + m1 * f2 + m2 * f1 + m3 * f0;
    before1 = f3;
    before2 = f2;
    before3 = f1;
  }
}
