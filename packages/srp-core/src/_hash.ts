/**
 * SHA-256 and HMAC of @noble/hashes, over messages in pieces.
 *
 * @see FIPS 180-4 §6.2, RFC 2104 §2
 * @module
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as noble } from '@noble/hashes/sha2.js';

/**
 * @param parts - one message in pieces. May be SECRET.
 * @returns 32 bytes, the caller's to wipe.
 */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = noble.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/**
 * @param key - SECRET; its length is not.
 * @param parts - one message in pieces. May be SECRET.
 * @returns 32 bytes, the caller's to wipe.
 */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const code = hmac.create(noble, key);
  for (const part of parts) code.update(part);
  return code.digest();
}

/** Overwrite secrets with zeros. Strings, and what a garbage collector copied, it cannot reach. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}
