/** One-token faults in the text of a WebAssembly module. */
const SWAPS = [
  ['i32x4.add', 'i32x4.sub'],
  ['i32x4.sub', 'i32x4.add'],
  ['i16x8.add', 'i16x8.sub'],
  ['i16x8.sub', 'i16x8.add'],
  ['i32.add', 'i32.sub'],
  ['i32.sub', 'i32.add'],
  ['i32.mul', 'i32.add'],
  ['i32.lt_u', 'i32.gt_u'],
  ['i32.lt_s', 'i32.gt_s'],
  ['i32.shr_u', 'i32.shl'],
  ['i32x4.shr_s', 'i32x4.shr_u'],
  ['i32x4.shl', 'i32x4.shr_s'],
  ['v128.and', 'v128.or'],
  ['v128.or', 'v128.and'],
  ['i32x4.eq', 'i32x4.ne'],
  ['i32x4.dot_i16x8_s', 'i32x4.mul'],
  ['v128.load32_splat', 'v128.load32_zero'],
  ['v128.load16x4_s', 'v128.load16x4_u'],
  ['i16x8.narrow_i32x4_s', 'i16x8.narrow_i32x4_u'],
  ['i32.load16_s', 'i32.load16_u'],
];
const TOKEN = /[a-z][\w.]*|(?<=i32\.const )-?\d+|(?<=offset=)\d+|(?<=shuffle )\d+|\$\w+/g;

/**
 * @param {string} source
 * @returns {{ line: number, change: string, source: string }[]} each differs in one place.
 */
export function mutateWat(source) {
  const swaps = new Map(SWAPS);
  const mutants = [];
  let line = 1;
  let counted = 0;
  for (const { 0: token, index } of source.matchAll(TOKEN)) {
    line += source.slice(counted, index).split('\n').length - 1;
    counted = index;
    const other = /^-?\d+$/.test(token) ? String(Number(token) + 1) : swaps.get(token);
    if (other === undefined) continue;
    const mutated = source.slice(0, index) + other + source.slice(index + token.length);
    mutants.push({ line, change: `${token} to ${other}`, source: mutated });
  }
  return mutants;
}
