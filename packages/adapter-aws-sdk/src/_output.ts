/**
 * The SDK's objects as the JSON that they were on the wire.
 *
 * @module
 */
import type { WireObject, WireValue } from '@countersign/contract';

const DANGEROUS_NAMES = ['__proto__', 'constructor', 'prototype'];
const METADATA = '$metadata';

/**
 * @param output - what `client.send` resolved with. UNTRUSTED. SECRET: tokens and sessions are in it.
 * @returns the same without `$metadata`. Dates are seconds since 1970 again, bytes base64.
 */
export function toWireObject(output: object): WireObject {
  const entries = Object.entries(output)
    .filter(([name, value]) => name !== METADATA && value !== undefined)
    .filter(([name]) => !DANGEROUS_NAMES.includes(name))
    .map(([name, value]) => [name, toWireValue(value)] as const);
  return Object.fromEntries(entries);
}

function toWireValue(value: unknown): WireValue {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value as WireValue;
  if (Array.isArray(value)) return value.map((item) => toWireValue(item));
  if (value instanceof Date) return value.getTime() / 1_000;
  if (value instanceof Uint8Array) return toBase64(value);
  return isNumericValue(value) ? Number(value.string) : toWireObject(value);
}

/** Numbers with more digits than JavaScript's, in members whose content the API leaves open. */
function isNumericValue(value: object): value is { readonly string: string } {
  return 'type' in value && value.type === 'bigDecimal' && 'string' in value;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
