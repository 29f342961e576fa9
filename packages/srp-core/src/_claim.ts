/**
 * What client and server do alike: draw an ephemeral secret, and refuse what would take the
 * password out of the proof.
 *
 * @module
 */
import { ProtocolError, UnsupportedError } from '@countersign/contract';
import type { RandomBytes } from '@countersign/contract';
import { PRIME_HEX } from './_group.ts';
import { bytesFromHex } from './_hex.ts';
import { drawSecret } from './_random.ts';
import { isBelow, isZero } from './_secret-bytes.ts';

/** 256 bits, what RFC 5054 §3.1 asks for at least; Amazon's own Swift client uses as many. */
const SECRET_BYTES = 32;
const DRAWS = 2;

/** The two halves of an ephemeral key. */
export interface KeyPair {
  /** 32 bytes. SECRET. */
  readonly secret: Uint8Array;
  /** 384 bytes. */
  readonly publicValue: Uint8Array;
}

/**
 * Draw a secret and compute its public value, which must not be zero: it never is for A, as g^a has
 * an inverse, and once in 2^3072 for B. So after a second zero it is the arithmetic that is broken.
 *
 * @throws {@link UnsupportedError} `ERR_UNSUPPORTED`, reason `environment`.
 */
export function drawKeyPair(
  random: RandomBytes,
  derivePublicValue: (secret: Uint8Array) => Uint8Array,
): KeyPair {
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const secret = drawSecret(random, SECRET_BYTES);
    const publicValue = derivePublicValue(secret);
    if (isZero(publicValue) === 0) return { secret, publicValue };
    secret.fill(0);
  }
  throw new UnsupportedError('environment', 'The SRP arithmetic gave zero twice: it is broken.');
}

/**
 * Is this in 1 … N − 1? RFC 5054 asks for a refusal of zero modulo N; a value that is not reduced
 * is something no honest peer sends.
 *
 * @param number - 384 bytes or more. UNTRUSTED.
 * @see RFC 5054 §2.5.3, §2.5.4
 */
export function isGroupElement(number: Uint8Array): boolean {
  const prime = bytesFromHex(PRIME_HEX.padStart(2 * number.length, '0'));
  return isZero(number) === 0 && isBelow(number, prime) === 1;
}

/** @throws {@link ProtocolError} `ERR_PROTOCOL`, reason `out-of-range`, where it is not. */
export function requireGroupElement(number: Uint8Array, field: string): Uint8Array {
  if (isGroupElement(number)) return number;
  const message = `${field} must be greater than zero and less than the prime of the group.`;
  throw new ProtocolError(field, 'out-of-range', message);
}

/**
 * Refuse a salt of zero, and u = 0 and S = 0, which would take the password out of the proof.
 *
 * @param field - the peer's value that is zero, or made it zero.
 * @throws {@link ProtocolError} `ERR_PROTOCOL`, reason `out-of-range`.
 */
export function requireNonZero(number: Uint8Array, field: string): Uint8Array {
  if (isZero(number) === 1) {
    const message = `${field} is zero, or makes a shared value zero.`;
    throw new ProtocolError(field, 'out-of-range', message);
  }
  return number;
}
