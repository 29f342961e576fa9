/**
 * What a bare engine lacks and srp-core asks for, as an application there would bring it: UTF-8 and
 * base64.
 *
 * @module
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Brings it, before the first test. */
export function bringWhatIsMissing(): void {
  const bare = globalThis as { TextEncoder?: unknown; atob?: unknown; btoa?: unknown };
  bare.TextEncoder ??= Utf8Encoder;
  bare.btoa ??= encodeBase64;
  bare.atob ??= decodeBase64;
}

class Utf8Encoder {
  encode(text: string): Uint8Array {
    const escaped = encodeURIComponent(text).match(/%..|[^%]/g) ?? [];
    return Uint8Array.from(escaped, (one) =>
      one.length === 1 ? one.charCodeAt(0) : Number.parseInt(one.slice(1), 16),
    );
  }
}

function encodeBase64(binary: string): string {
  const groups = binary.match(/[^]{1,3}/g) ?? [];
  return groups
    .map((group) => {
      const bits = [0, 1, 2].reduce((sum, at) => (sum << 8) | (group.charCodeAt(at) || 0), 0);
      const digits = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((bits >> shift) & 63));
      return digits
        .slice(0, group.length + 1)
        .join('')
        .padEnd(4, '=');
    })
    .join('');
}

function decodeBase64(base64: string): string {
  const digits = base64.replace(/={1,2}$/, '');
  if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) throw new Error('no base64');
  const bits = Array.from(digits, (digit) => ALPHABET.indexOf(digit).toString(2).padStart(6, '0'));
  const octets = bits.join('').match(/.{8}/g) ?? [];
  return octets.map((octet) => String.fromCharCode(Number.parseInt(octet, 2))).join('');
}
