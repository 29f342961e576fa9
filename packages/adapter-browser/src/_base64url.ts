/**
 * base64url without padding (RFC 4648 §5), in its one canonical spelling.
 *
 * @module
 */

export function base64urlFromBytes(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * @param text - UNTRUSTED.
 * @returns `undefined` for another alphabet, padding, white space, bits that no byte has.
 */
export function bytesFromBase64url(text: string): Uint8Array | undefined {
  // `atob` forgives more than RFC 4648 does, so the text has to be what its own bytes spell.
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return base64urlFromBytes(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}
