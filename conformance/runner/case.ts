/**
 * A case: one question to an implementation, and the one answer that is right.
 *
 * @module
 */

/** JSON, as it travels. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

/** What an implementation says: a value, or the code of an error. */
export type Answer = { readonly out: JsonObject } | { readonly error: string };

/** One line to the implementation, and what has to come back. */
export interface Case {
  /** `srp-edges/u#12`: the file, the operation, the vector's `tcId`. */
  readonly id: string;
  readonly op: string;
  readonly in: JsonObject;
  readonly expected: Answer;
  /** What is particular about it. */
  readonly comment: string;
  /** What comes of getting it wrong, flag by flag. */
  readonly notes: readonly string[];
}

/** The flags of a vector file, with what they mean. */
export interface Notes {
  readonly [flag: string]: { readonly description: string; readonly effect: string };
}

/** Members that are integers: hex of any width and case says the same. */
const INTEGERS = new Set(['publicA', 'publicB', 'x', 'verifier', 'u', 'S', 'SRP_A']);

/** Each flag with its effect, as a report prints it. */
export function explain(flags: readonly string[], notes: Notes): readonly string[] {
  return flags.flatMap((flag) => {
    const note = notes[flag];
    return note === undefined ? [] : [`${flag}: ${note.description} ${note.effect}`];
  });
}

/** Lower-case hex without leading zeros, which is how integers go out. */
export function integerHex(hex: string): string {
  return hex.toLowerCase().replace(/^0+(?=.)/, '');
}

/** Whether an answer says what is expected. More than that may be in it. */
export function isRight(actual: Answer, expected: Answer): boolean {
  if ('error' in expected) return 'error' in actual && actual.error === expected.error;
  if ('error' in actual) return false;
  return Object.entries(expected.out).every(
    ([name, value]) => canonical(actual.out[name], name) === canonical(value, name),
  );
}

/** JSON with its members in order and its integers in one spelling. */
export function canonical(value: Json | undefined, member = ''): string {
  if (typeof value === 'string' && INTEGERS.has(member) && /^[0-9a-f]+$/i.test(value)) {
    return JSON.stringify(integerHex(value));
  }
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value as JsonObject)
    .filter(([, item]) => item !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item, name)}`).join()}}`;
}
