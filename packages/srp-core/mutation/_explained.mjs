/**
 * Mutants that no test can tell from the original, or none that looks at results and memory: what
 * they change, where, and why it does not matter. A survivor that is not here fails the test.
 */
export const EXPLAINED = [
  {
    where: /for \(let/,
    change: /^(< to <=|- to \+|0 to 1)$/,
    why: 'One round more, or one less: beyond an array, where writes are lost, or over a limb that is zero.',
  },
  {
    where: /MARGIN|LENGTH|_BYTES \+ 1|SLOTS = |entries: /,
    change: /^\d+ to \d+$/,
    why: 'One element of room more than is needed.',
  },
  {
    where: /exponent\.length > COMB_BYTES/,
    change: /^condition to true$/,
    why: 'The window computes what the comb computes, in more time.',
  },
];
