/**
 * HMAC-SHA256 of a text, from WebCrypto: behind SECRET_HASH and behind the simulated salts.
 *
 * @module
 */
const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' };

/**
 * @param key - SECRET, any length but zero.
 * @returns 32 bytes.
 */
export async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey('raw', key, ALGORITHM, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text)));
}
