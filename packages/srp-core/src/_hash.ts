/**
 * SHA-256 of @noble/hashes, and HMAC over it. Its own HMAC and its wrapper serve any hash, which costs a
 * page that has one hash four times as many bytes.
 *
 * @see FIPS 180-4 §6.2, RFC 2104 §2
 * @module
 */
import { _SHA256 } from '@noble/hashes/sha2.js';

const BLOCK_BYTES = 64;
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * @param parts - one message in pieces. May be SECRET.
 * @returns 32 bytes, the caller's to wipe.
 */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = new _SHA256();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/**
 * @param key - SECRET; its length is not.
 * @param parts - one message in pieces. May be SECRET.
 * @returns 32 bytes, the caller's to wipe.
 */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  const inner = block.map((byte) => byte ^ INNER);
  const outer = block.map((byte) => byte ^ OUTER);
  const digest = sha256(inner, ...parts);
  const code = sha256(outer, digest);
  wipe(block, inner, outer, digest);
  return code;
}

/** Overwrite secrets with zeros. Strings, and what a garbage collector copied, it cannot reach. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}
