/**
 * Bytes and the hex that stands for them.
 *
 * @module
 */

/** Big-endian, filled up to `length`; whole bytes where no length is given. */
export function bytesFromHex(
  hex: string,
  length: number = Math.ceil(hex.length / 2),
): Uint8Array<ArrayBuffer> {
  const pairs = hex.padStart(2 * length, '0').match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** Two digits a byte. */
export function hexFromBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A source that draws the same bytes over and over. */
export function repeating(bytes: Uint8Array): (length: number) => Uint8Array {
  return (length) => Uint8Array.from({ length }, (_, index) => bytes[index % bytes.length]!);
}
