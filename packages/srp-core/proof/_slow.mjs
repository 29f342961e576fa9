/** Native integers, for what the proofs compare results with. */
import { PRIME_HEX } from '../dist/_group.js';

export const PRIME = BigInt(`0x${PRIME_HEX}`);

export function integerFrom(bytes) {
  return BigInt(`0x0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
}

export function integerBytes(integer, length) {
  const digits = integer.toString(16).padStart(2 * length, '0');
  return Uint8Array.from({ length }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}

/** base^exponent mod N, square-and-multiply. */
export function power(base, exponent) {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % PRIME;
    if (bit === '1') result = (result * base) % PRIME;
  }
  return result;
}
