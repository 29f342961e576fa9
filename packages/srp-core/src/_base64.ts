/**
 * Standard base64 with padding (RFC 4648 §4), in its one canonical spelling.
 *
 * @module
 */
import { ProtocolError, UnsupportedError } from '@countersign/contract';

/** Cognito's secret blocks have between one and two thousand characters. */
const MAXIMUM_LENGTH = 16_384;

export function base64FromBytes(bytes: Uint8Array): string {
  requireRuntime();
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/**
 * @param value - UNTRUSTED, also in its type.
 * @param field - AWS's name for it, for the error.
 * @throws {@link ProtocolError} `ERR_PROTOCOL`, `too-long` or `malformed`: another alphabet, wrong
 * padding, white space, nothing at all.
 */
export function requireBase64(value: unknown, field: string): Uint8Array {
  if (typeof value === 'string' && value.length > MAXIMUM_LENGTH) {
    const message = `${field} must have at most ${MAXIMUM_LENGTH} characters.`;
    throw new ProtocolError(field, 'too-long', message);
  }
  const bytes = typeof value === 'string' ? decode(value) : undefined;
  // `atob` forgives more than RFC 4648 does, so the text has to be what its own bytes spell.
  if (bytes === undefined || bytes.length === 0 || base64FromBytes(bytes) !== value) {
    throw new ProtocolError(field, 'malformed', `${field} must be standard base64 with padding.`);
  }
  return bytes;
}

function decode(text: string): Uint8Array | undefined {
  requireRuntime();
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function requireRuntime(): void {
  if (typeof atob === 'function' && typeof btoa === 'function') return;
  throw new UnsupportedError('environment', 'This runtime lacks atob and btoa: add a polyfill.');
}
