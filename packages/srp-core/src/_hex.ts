/**
 * Hexadecimal text of integers, public on both ways in: bounded before it is looked at, refused
 * rather than repaired.
 *
 * @module
 */
import { ArgumentError, ProtocolError } from '@countersign/contract';

const HEX = /^[0-9a-f]+$/i;

/**
 * @param hex - an even number of hex digits.
 * @returns big-endian bytes.
 */
export function bytesFromHex(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16);
  }
  return bytes;
}

/** The integer's shortest lower-case hex text, as Cognito's clients write it; zero is `0`. */
export function minimalHexFromBytes(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^0+(?=.)/, '');
}

/**
 * Read an integer that came over the wire: upper and lower case, odd lengths and leading zeros are
 * all in use; anything else is not hex.
 *
 * @param value - UNTRUSTED, also in its type.
 * @param field - AWS's name for it, for the error.
 * @returns `maximumDigits / 2` bytes, big-endian, left-padded with zeros.
 * @throws {@link ProtocolError} `ERR_PROTOCOL`, `too-long` or `malformed`.
 */
export function requireHexInteger(
  value: unknown,
  field: string,
  maximumDigits: number,
): Uint8Array {
  const fault = findFault(value, maximumDigits);
  if (fault === undefined) return bytesFromHexInteger(value as string, maximumDigits);
  throw new ProtocolError(field, fault, explain(field, maximumDigits));
}

/**
 * The same for text of the caller's own.
 *
 * @throws {@link ArgumentError} `ERR_ARGUMENT`.
 */
export function requireHexArgument(
  value: unknown,
  argument: string,
  maximumDigits: number,
): Uint8Array {
  const fault = findFault(value, maximumDigits);
  if (fault === undefined) return bytesFromHexInteger(value as string, maximumDigits);
  throw new ArgumentError(argument, 'invalid-value', explain(argument, maximumDigits));
}

function findFault(value: unknown, maximumDigits: number): 'too-long' | 'malformed' | undefined {
  if (typeof value !== 'string') return 'malformed';
  if (value.length > maximumDigits) return 'too-long';
  return HEX.test(value) ? undefined : 'malformed';
}

function bytesFromHexInteger(digits: string, maximumDigits: number): Uint8Array {
  return bytesFromHex(digits.padStart(maximumDigits, '0'));
}

function explain(name: string, maximumDigits: number): string {
  return `${name} must be an integer as text: 1 to ${maximumDigits} hex digits and nothing else.`;
}
