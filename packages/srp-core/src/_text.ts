/**
 * Text becomes bytes: UTF-8 exactly as given. Nothing is trimmed, folded or normalised, for the
 * service does none of that either; what UTF-8 cannot carry is refused.
 *
 * @module
 */
import { isBoundedText, ProtocolError, requireBoundedText } from '@countersign/contract';
import { requireGlobals } from './_runtime.ts';

/** Cognito's own bound on passwords. */
const MAXIMUM_PASSWORD_LENGTH = 256;
/** Far above every pool name, user name and device key there is. */
const MAXIMUM_NAME_LENGTH = 1024;

export function utf8FromText(text: string): Uint8Array {
  requireGlobals('TextEncoder');
  return new TextEncoder().encode(text);
}

/**
 * @param value - the caller's own, for example a pool name.
 * @throws `ArgumentError` `ERR_ARGUMENT`.
 */
export function requireArgumentText(value: unknown, argument: string): string {
  return requireBoundedText(argument, value, MAXIMUM_NAME_LENGTH);
}

/** @param value - SECRET. @throws `ArgumentError` `ERR_ARGUMENT`. */
export function requirePassword(value: unknown, argument: string): string {
  return requireBoundedText(argument, value, MAXIMUM_PASSWORD_LENGTH);
}

/**
 * @param value - UNTRUSTED, also in its type.
 * @throws {@link ProtocolError} `ERR_PROTOCOL`, `too-long` or `malformed`.
 */
export function requireWireText(value: unknown, field: string): string {
  if (isBoundedText(value, MAXIMUM_NAME_LENGTH)) return value;
  const isLong = typeof value === 'string' && value.length > MAXIMUM_NAME_LENGTH;
  const message = `${field} must be well-formed text of 1 to ${MAXIMUM_NAME_LENGTH} characters.`;
  throw new ProtocolError(field, isLong ? 'too-long' : 'malformed', message);
}
