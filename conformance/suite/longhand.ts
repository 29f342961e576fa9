/**
 * Texts that a vector file cannot hold are described in it.
 *
 * @module
 */

/** Members written out: `{repeat, times}` is a long text, `{codeUnits}` one that is not well-formed. */
export function expand(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, longhand(value)]));
}

/** One value written out. */
export function longhand(value: unknown): unknown {
  const { repeat, times, codeUnits } = Object(value) as Record<string, unknown>;
  if (typeof repeat === 'string' && typeof times === 'number') return repeat.repeat(times);
  return Array.isArray(codeUnits) ? String.fromCharCode(...(codeUnits as number[])) : value;
}
