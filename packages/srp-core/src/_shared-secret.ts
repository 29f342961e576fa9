/**
 * The client's S, which takes two powers: a slice for each.
 *
 * @see RFC 5054 §2.6
 * @module
 */
import { chooseEngine } from './_engine.ts';
import { MULTIPLIER_K_HEX, PRIME_BYTES, PRIME_HEX } from './_group.ts';
import { wipe } from './_hash.ts';
import { bytesFromHex } from './_hex.ts';
import { multiplyAndAdd, subtractModPrime } from './_secret-bytes.ts';
import type { Slices } from './_slices.ts';

/** What the client knows when it derives S. */
export interface SharedSecretInput {
  /** 384 bytes, below N and not zero. */
  readonly publicB: Uint8Array;
  /** 32 bytes. SECRET. */
  readonly privateX: Uint8Array;
  /** 32 bytes (256 bits) suffice, up to 128 are in use. SECRET. */
  readonly secretA: Uint8Array;
  /** 32 bytes. */
  readonly scramblerU: Uint8Array;
}

/** `deriveSharedSecretS`, in slices. */
export function* deriveSharedSecretInSlices(input: SharedSecretInput): Slices<Uint8Array> {
  const verifier = chooseEngine().powerOfTwo(input.privateX);
  const masked = multiplyByK(verifier);
  const base = subtractModPrime(input.publicB, masked, bytesFromHex(PRIME_HEX));
  const exponent = multiplyAndAdd(input.secretA, input.scramblerU, input.privateX);
  wipe(verifier, masked);
  yield;
  const sharedSecretS = chooseEngine().power(base, exponent);
  wipe(base, exponent);
  return sharedSecretS;
}

/** k·v mod N. */
export function multiplyByK(verifier: Uint8Array): Uint8Array {
  const multiplierK = bytesFromHex(MULTIPLIER_K_HEX.padStart(2 * PRIME_BYTES, '0'));
  return chooseEngine().multiply(multiplierK, verifier);
}
