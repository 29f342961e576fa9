/**
 * Inputs of `srp-negative.json`, written out.
 *
 * @module
 */

/** A vector's input, with its longhands in place of what describes them. */
export function expand(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, longhand(value)]));
}

/** Texts that are too long for a file, or that JSON cannot carry, are described in it. */
function longhand(value: unknown): unknown {
  const { repeat, times, codeUnits } = Object(value) as Record<string, unknown>;
  if (typeof repeat === 'string' && typeof times === 'number') return repeat.repeat(times);
  return Array.isArray(codeUnits) ? String.fromCharCode(...(codeUnits as number[])) : value;
}
