/**
 * Standard base64 with padding (RFC 4648 §4), in its one canonical spelling.
 *
 * @module
 */
import { ProtocolError } from '@countersign/contract';
import { requireGlobals } from './_runtime.ts';

/** Cognito's secret blocks have between one and two thousand characters. */
const MAXIMUM_LENGTH = 16_384;

/** @param bytes - as many as {@link requireBase64} lets through, at most. */
export function base64FromBytes(bytes: Uint8Array): string {
  requireGlobals('btoa');
  return btoa(String.fromCharCode(...bytes));
}

/**
 * @param value - UNTRUSTED, also in its type.
 * @param field - AWS's name for it, for the error.
 * @throws {@link ProtocolError} `ERR_PROTOCOL`, `too-long` or `malformed`: another alphabet, wrong
 * padding, white space, nothing at all.
 */
export function requireBase64(value: unknown, field: string): Uint8Array {
  const isText = typeof value === 'string';
  const isLong = isText && value.length > MAXIMUM_LENGTH;
  const bytes = isText && !isLong ? decode(value) : undefined;
  // `atob` forgives more than RFC 4648 does, so the text has to be what its own bytes spell.
  if (bytes?.length && base64FromBytes(bytes) === value) return bytes;
  const message = `${field} must be standard base64 with padding, of at most ${MAXIMUM_LENGTH} characters.`;
  throw new ProtocolError(field, isLong ? 'too-long' : 'malformed', message);
}

function decode(text: string): Uint8Array | undefined {
  requireGlobals('atob');
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
