/**
 * What text can travel: UTF-8 has no form for half a surrogate pair, and encoders replace it without a
 * word, so that two passwords become one.
 *
 * @module
 */

// With the `u` flag, a surrogate that has its partner is no surrogate.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Has it a UTF-8 form? (`String.prototype.isWellFormed`, which older browsers lack.) */
export function isWellFormedText(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** Is it well-formed text of 1 to `maxLength` UTF-16 code units? */
export function isBoundedText(value: unknown, maxLength: number): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= maxLength &&
    isWellFormedText(value)
  );
}
