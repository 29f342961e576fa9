/**
 * Unsigned integers as big-endian bytes: what SRP needs besides powers, without a branch.
 *
 * Bytes are small enough that no sum here leaves 31 bits, and `>>` on a negative number carries its
 * sign along, which is how a borrow travels.
 *
 * @module
 */
import { PRIME_BYTES } from './_group.ts';

/**
 * Cognito's one way to turn an integer into bytes: the shortest two's complement form, as Java's
 * `BigInteger.toByteArray()` gives it. Leading zero bytes go; one comes back where the top bit
 * would otherwise read as a sign; zero is one zero byte.
 *
 * The scan is fixed, but the length of the result is not hidden: it is what gets hashed.
 *
 * @param number - at least one byte, big-endian. May be SECRET.
 * @returns a fresh array, to be wiped if the number was SECRET.
 */
export function padInteger(number: Uint8Array): Uint8Array {
  let seen = 0;
  let zeros = 0;
  let topBit = 0;
  for (let index = 0; index < number.length; index += 1) {
    const byte = number[index]!;
    const nonZero = (byte + 255) >> 8;
    topBit |= (byte >> 7) & ~seen;
    seen |= nonZero;
    zeros += 1 - seen;
  }
  // Without the last byte, or zero itself would have none left.
  const stripped = zeros - (1 - seen);
  const padded = new Uint8Array(number.length + 1);
  padded.set(number, 1);
  const minimal = padded.slice(stripped + 1 - topBit);
  padded.fill(0);
  return minimal;
}

/** 1 where every byte is zero, else 0. */
export function isZero(number: Uint8Array): number {
  let seen = 0;
  for (let index = 0; index < number.length; index += 1) {
    seen |= number[index]!;
  }
  return 1 - ((seen + 255) >> 8);
}

/** 1 where two arrays of the same length are equal, else 0. */
export function isEqual(left: Uint8Array, right: Uint8Array): number {
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) {
    difference |= left[index]! ^ right[index]!;
  }
  return 1 - ((difference + 255) >> 8);
}

/** 1 where left < right, else 0; both of the same length. */
export function isBelow(left: Uint8Array, right: Uint8Array): number {
  let borrow = 0;
  for (let index = left.length - 1; index >= 0; index -= 1) {
    borrow = (left[index]! - right[index]! + borrow) >> 8;
  }
  return borrow & 1;
}

/** left − right mod N, both 384 bytes and below N. */
export function subtractModPrime(
  left: Uint8Array,
  right: Uint8Array,
  prime: Uint8Array,
): Uint8Array {
  const result = new Uint8Array(PRIME_BYTES);
  let borrow = 0;
  for (let index = PRIME_BYTES - 1; index >= 0; index -= 1) {
    const digit = left[index]! - right[index]! + borrow;
    result[index] = digit;
    borrow = digit >> 8;
  }
  // A borrow that is left over means left < right: add N back, masked by it (0 or −1, all ones).
  let carry = 0;
  for (let index = PRIME_BYTES - 1; index >= 0; index -= 1) {
    const digit = result[index]! + (prime[index]! & borrow) + carry;
    result[index] = digit;
    carry = digit >> 8;
  }
  return result;
}

/** left + right mod N, both 384 bytes and below N. */
export function addModPrime(left: Uint8Array, right: Uint8Array, prime: Uint8Array): Uint8Array {
  const zero = new Uint8Array(PRIME_BYTES);
  const negative = subtractModPrime(zero, right, prime);
  const result = subtractModPrime(left, negative, prime);
  negative.fill(0);
  return result;
}

/**
 * addend + left · right, as a plain integer: the exponent a + u·x is not reduced.
 *
 * @returns as many bytes as the product has: 2^a ≤ 2^l + 2^r where the addend, with a bits, is not
 * longer than both factors, with l and r, and so (2^l − 1)·(2^r − 1) + 2^a − 1 < 2^(l + r).
 * Otherwise one byte more than the longer of the addend and the product.
 */
export function multiplyAndAdd(
  addend: Uint8Array,
  left: Uint8Array,
  right: Uint8Array,
): Uint8Array {
  const product = left.length + right.length;
  // public: lengths
  const fits = addend.length <= Math.max(left.length, right.length);
  // public: lengths
  const length = fits ? product : Math.max(addend.length, product) + 1;
  // Counted from the least significant byte. A column stays below 2^31 up to 2^15 bytes.
  const columns = new Int32Array(length);
  for (let index = 0; index < addend.length; index += 1) {
    columns[addend.length - 1 - index] = addend[index]!;
  }
  for (let row = 0; row < left.length; row += 1) {
    for (let index = 0; index < right.length; index += 1) {
      columns[left.length + right.length - 2 - row - index]! += left[row]! * right[index]!;
    }
  }
  const result = new Uint8Array(length);
  let carry = 0;
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index]! + carry;
    result[length - 1 - index] = column;
    carry = column >> 8;
  }
  columns.fill(0);
  return result;
}
