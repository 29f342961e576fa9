/**
 * Texts that a vector file cannot hold are described in it.
 *
 * @module
 */
import { bytesFromHex } from './_bytes.ts';

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

/** The body of an answer: its bytes, a text, or parts of one. */
export function bodyBytes({
  body,
  bodyHex,
}: {
  readonly body?: unknown;
  readonly bodyHex?: string;
}): Uint8Array<ArrayBuffer> {
  if (bodyHex !== undefined) return bytesFromHex(bodyHex);
  const parts = Array.isArray(body) ? (body as readonly unknown[]) : [body];
  return new TextEncoder().encode(parts.map(longhand).join(''));
}
