/**
 * The little of an assertion library that the suite needs, so that it depends on none.
 *
 * @module
 */

/** @throws `Error` when two JSON values differ. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: got ${left}, expected ${right}`);
}

/** @throws `Error` when two JSON values are the same. */
export function expectDifferent(left: unknown, right: unknown, what: string): void {
  if (JSON.stringify(left) === JSON.stringify(right)) {
    throw new Error(`${what}: must differ, and both are ${JSON.stringify(left)}`);
  }
}

/** What an error says of itself in a way that is API. */
export function describeError(body: () => unknown): Record<string, unknown> | undefined {
  try {
    body();
    return undefined;
  } catch (error) {
    return describe(error);
  }
}

/** The same of a body that may also reject. */
export async function describeRejection(
  body: () => unknown,
): Promise<Record<string, unknown> | undefined> {
  try {
    await body();
    return undefined;
  } catch (error) {
    return describe(error);
  }
}

function describe(error: unknown): Record<string, unknown> {
  const { code, reason, field, argument } = error as Record<string, unknown>;
  if (code === undefined) throw error;
  return { code, reason, ...(field === undefined ? { argument } : { field }) };
}

/** Members in one order, so that two objects compare as text. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries
      .map(([name, item]) => [name, sorted(item)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
