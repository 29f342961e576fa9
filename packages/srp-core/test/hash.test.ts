/** Messages in pieces, and the vectors of RFC 4231. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as sha256OfNoble } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacSha256, sha256 } from '../src/_hash.ts';
import { bytesFromHex, minimalHexFromBytes } from '../src/_hex.ts';
import { runs } from './_numbers.ts';

const bytes = fc.uint8Array({ maxLength: 200 });

test('pieces are hashed as one message', () => {
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 4 }), (parts) => {
      const whole = Uint8Array.from(parts.flatMap((part) => [...part]));
      expect(sha256(...parts)).toEqual(sha256OfNoble(whole));
    }),
    runs(300, 10_000),
  );
});

test('pieces are authenticated as one message, with keys of every length', () => {
  fc.assert(
    fc.property(bytes, bytes, bytes, (key, first, second) => {
      const whole = Uint8Array.from([...first, ...second]);
      expect(hmacSha256(key, first, second)).toEqual(hmac(sha256OfNoble, key, whole));
    }),
    runs(300, 10_000),
  );
});

/** @see RFC 4231 §4.3, §4.7 */
test.each([
  {
    name: 'a short key',
    key: new TextEncoder().encode('Jefe'),
    message: 'what do ya want for nothing?',
    code: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    name: 'a key longer than a block',
    key: new Uint8Array(131).fill(0xaa),
    message: 'Test Using Larger Than Block-Size Key - Hash Key First',
    code: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  },
])('HMAC with $name', ({ key, message, code }) => {
  const result = hmacSha256(key, new TextEncoder().encode(message));
  expect(minimalHexFromBytes(result)).toBe(code);
  expect(result).toEqual(bytesFromHex(code));
});
