/**
 * "Did you mean …?"
 *
 * @module
 */

/** The known word nearest to a mistyped one, as a sentence to append; empty when none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 3))
    .sort((one, other) => one.distance - other.distance);
  return nearest === undefined ? '' : ` Did you mean ${nearest.candidate}?`;
}

// Nobody mistypes a word into one of this length, and the distance costs the product of both.
const MAX_LENGTH = 64;

/** Insertions, deletions and replacements from one word to the other (Levenshtein). */
export function editDistance(from: string, to: string): number {
  if (from.length > MAX_LENGTH || to.length > MAX_LENGTH) return Infinity;
  const letters = Array.from(to);
  let row = [0, ...letters.map((_, index) => index + 1)];
  for (const [down, letter] of Array.from(from).entries()) {
    const next = [down + 1];
    for (const [across, other] of letters.entries()) {
      const replaced = row[across]! + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, row[across + 1]! + 1, next[across]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
