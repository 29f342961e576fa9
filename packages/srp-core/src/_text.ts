/**
 * Text becomes bytes: UTF-8 exactly as given. Nothing is trimmed, folded or normalised, for the
 * service does none of that either; what UTF-8 cannot carry is refused.
 *
 * @module
 */
import { ArgumentError, isWellFormedText, ProtocolError } from '@countersign/contract';
import { UnsupportedError } from '@countersign/contract';

/** Cognito's own bound on passwords. */
const MAXIMUM_PASSWORD_LENGTH = 256;
/** Far above every pool name, user name and device key there is. */
const MAXIMUM_NAME_LENGTH = 1024;

export function utf8FromText(text: string): Uint8Array {
  if (typeof TextEncoder === 'undefined') {
    throw new UnsupportedError('environment', 'This runtime lacks TextEncoder: add a polyfill.');
  }
  return new TextEncoder().encode(text);
}

export function concatenateBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/**
 * @param value - the caller's own, for example a pool name.
 * @throws {@link ArgumentError} `ERR_ARGUMENT`.
 */
export function requireArgumentText(
  value: unknown,
  argument: string,
  maximumLength: number = MAXIMUM_NAME_LENGTH,
): string {
  if (typeof value !== 'string' || value === '') {
    throw new ArgumentError(argument, 'invalid-value', `${argument} must be text, and not empty.`);
  }
  if (value.length > maximumLength) {
    const message = `${argument} must have at most ${maximumLength} characters.`;
    throw new ArgumentError(argument, 'invalid-value', message);
  }
  if (!isWellFormedText(value)) {
    const message = `${argument} must be well-formed Unicode: it has half a surrogate pair.`;
    throw new ArgumentError(argument, 'invalid-value', message);
  }
  return value;
}

/** @param value - SECRET. @throws {@link ArgumentError} `ERR_ARGUMENT`. */
export function requirePassword(value: unknown, argument: string): string {
  return requireArgumentText(value, argument, MAXIMUM_PASSWORD_LENGTH);
}

/**
 * @param value - UNTRUSTED, also in its type.
 * @throws {@link ProtocolError} `ERR_PROTOCOL`.
 */
export function requireWireText(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') {
    throw new ProtocolError(field, 'malformed', `${field} must be text, and not empty.`);
  }
  if (value.length > MAXIMUM_NAME_LENGTH) {
    const message = `${field} must have at most ${MAXIMUM_NAME_LENGTH} characters.`;
    throw new ProtocolError(field, 'too-long', message);
  }
  if (!isWellFormedText(value)) {
    throw new ProtocolError(field, 'malformed', `${field} must be well-formed Unicode.`);
  }
  return value;
}
