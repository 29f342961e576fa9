/**
 * What a run gets hold of once and its user will need again: it is handed out with the result, whatever
 * that is.
 *
 * @module
 */

/** One such thing. SECRET. */
export interface Keepsake {
  /** Its member in a line of JSON. */
  readonly member: string;
  /** What a person calls it. */
  readonly label: string;
  readonly text: string;
}

/** Those of one run. */
export interface Keepsakes {
  add(keepsake: Keepsake): void;
  all(): readonly Keepsake[];
}

export function createKeepsakes(): Keepsakes {
  const byMember = new Map<string, Keepsake>();
  return {
    add: (keepsake) => void byMember.set(keepsake.member, keepsake),
    all: () => [...byMember.values()],
  };
}
