/**
 * Mutants that no test can tell from the original, or none that looks at results, bounds and memory:
 * where they are, what they change, and why it does not matter. A survivor that is not here fails
 * the test.
 */
export const EXPLAINED = [
  {
    where: /for \(let/,
    change: /^(< to <=|- to \+|0 to 1|\d+ to \d+|\* to \+)$/,
    why: 'One round more or one less: beyond an array, where writes are lost; over a limb that is zero; to a precision that was reached.',
  },
  {
    where:
      /MARGIN|LENGTH = |_BYTES \+ 1|exponent.length \+ 1|SLOTS = |COLUMNS = |entries: |LIMBS = 240|UNIT = /,
    change: /^\d+n? to \d+n?$/,
    why: 'One element of room more than is needed, or a slot that is free as well.',
  },
  {
    where: /_secret-power:\d+: export const ONE/,
    change: /^0 to 1$/,
    why: 'The slot after it is entry 0 of the comb, which is the number 1 too.',
  },
  {
    where: /exponent\.length > COMB_BYTES/,
    change: /^(condition to true|> to >=)$/,
    why: 'The window computes what the comb computes, in more time.',
  },
  {
    where: /const top = /,
    change: /^0 to 1$/,
    why: 'For an exponent without bytes: the window is empty, wherever it starts.',
  },
  {
    where: /_secret-limbs:\d+: if \(shift >= bits\)/,
    change: /^>= to >$/,
    why: 'The end of a limb is the start of the next: no bits of the one, all bits of the other.',
  },
  {
    where: /: yield;/,
    change: /^no yield;$/,
    why: 'Where a slice ends is what test/slices.test.ts looks at; the results are the same.',
  },
  {
    where: /borrow = .*>> 8;/,
    change: /^8 to 9$/,
    why: 'What is shifted is between −256 and 255: only its sign is left, in either case.',
  },
  {
    where: /_secret-plain-engine:\d+: .*\.fill\(0\);/,
    change: /^0 to 1$/,
    why: 'Ones overwrite a secret as zeros do.',
  },
  {
    where: /_secret-plain-engine:\d+: subtractPrimeOnce/,
    change: /^no /,
    why: 'Leaving gives N, instead of 0, for no input: a product is a multiple of N only where a factor is 0, and then it is 0.',
  },
  {
    where: /primePlusOne\[[01]\] = 0;/,
    change: /^(\d to \d|no .*)$/,
    why: 'These limbs are multiplied into columns that nobody reads again.',
  },
  {
    where: /WORK_ADDRESS = /,
    change: /^3136 to 3137$/,
    why: 'The first bytes of the work space are a margin, always zero.',
  },
  {
    where: /_secret-wasm-slots:\d+: carry = 0;/,
    change: /^no /,
    why: 'The carry out of the top limb is zero: 2N has 47 bits less than there is room for.',
  },
  {
    where: /_wasm-engine:\d+: .*(const hex = |padStart)/,
    change: /^(8 to 9|2 to 3|\* to \+)$/,
    why: 'Bits beyond the top limb are not read, and the inverse of N has no zero at its top to pad.',
  },
  {
    where: /wat:\d+: \w+: .*4096 4096 4096 4096/,
    change: /^i32x4\.add to i32x4\.sub$/,
    why: 'Another way to round: the sum of both parts is the same, and the bounds have room for it.',
  },
  {
    where: /wat:\d+: \w+: .*(i32\.lt_u|call \$carry|memory\.fill|call \$tile)/,
    change: /^\d{3,} to \d{3,}$/,
    why: 'An end that is no multiple of the step, or a byte more of zeros: the same rounds.',
  },
  {
    where: /wat:\d+: (square|multiply): .*\$(first|end) /,
    change: /^(15 to 16|1 to 2|32 to 33)$/,
    why: 'Both sides of the choice are equal there, or the rounds that are added multiply zeros.',
  },
  {
    where: /wat:\d+: combine: .*load16_s/,
    change: /^i32\.load16_s to i32\.load16_u$/,
    why: 'Only the low sixteen bits are stored.',
  },
  {
    where: /wat:\d+: reduce: .*call \$tile/,
    change: /^4384 to 4385$/,
    why: 'An end that is no multiple of the step: the rounds that are added multiply zeros.',
  },
];
