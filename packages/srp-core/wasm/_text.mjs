/**
 * Words of WebAssembly's text format, as functions: what the other files here are written in.
 *
 * @module
 */
/** A tile's four vectors. */
export const VECTORS = [0, 1, 2, 3];

export const get = (name) => `(local.get $${name})`;
export const set = (name, value) => `(local.set $${name} ${value})`;
export const int = (value) => `(i32.const ${value})`;
export const add = (left, right) => `(i32.add ${left} ${right})`;
export const scale = (value, factor) => `(i32.mul ${value} ${int(factor)})`;
export const call = (name, ...values) => `(call $${name} ${values.join(' ')})`;
export const load = (address, offset = 0) => `(v128.load offset=${offset} align=1 ${address})`;
export const loadPair = (address, offset) =>
  `(v128.load32_splat offset=${offset} align=1 ${address})`;
export const loadFourLimbs = (address, offset) =>
  `(v128.load16x4_s offset=${offset} align=1 ${address})`;
export const store = (address, value, offset = 0) =>
  `(v128.store offset=${offset} align=1 ${address} ${value})`;
export const sum = (left, right) => `(i32x4.add ${left} ${right})`;
export const difference = (left, right) => `(i32x4.sub ${left} ${right})`;
export const addDot = (to, left, right) =>
  set(to, sum(get(to), `(i32x4.dot_i16x8_s ${get(left)} ${get(right)})`));
export const narrow = (low, high) => `(i16x8.narrow_i32x4_s ${low} ${high})`;
export const ZERO = '(v128.const i32x4 0 0 0 0)';
export const locals = (type, ...names) => names.map((name) => `(local $${name} ${type})`).join(' ');
export const numbered = (name) => VECTORS.map((index) => `${name}${index}`);
export const forEach = (list, write) => list.map(write).join('\n      ');

/** `body` at least once, and as long as $pointer, which goes up by `step`, is below `end`. */
export const repeat = (pointer, step, end, body) => `
    (loop $${pointer}
      ${body}
      (br_if $${pointer} (i32.lt_u (local.tee $${pointer} ${add(get(pointer), int(step))}) ${end})))`;
