/**
 * Random inputs, with the rare ones made common.
 *
 * @module
 */
import fc from 'fast-check';

const HEX_DIGITS = '0123456789abcdef'.split('');

/** An integer other than zero as hex, of up to `bytes` bytes, often short of it. */
export function integerHex(bytes: number): fc.Arbitrary<string> {
  const digits = fc.array(fc.constantFrom(...HEX_DIGITS), { minLength: 1, maxLength: 2 * bytes });
  const full = fc.array(fc.constantFrom(...HEX_DIGITS), {
    minLength: 2 * bytes,
    maxLength: 2 * bytes,
  });
  return fc
    .oneof(digits, full)
    .map((list) => list.join('').replace(/^0+(?=.)/, ''))
    .filter((hex) => hex !== '0');
}

/** 32 bytes that are no constant: what a working random source gives. */
export const secretHex: fc.Arbitrary<string> = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .filter((bytes) => new Set(bytes).size > 1)
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));

/** Well-formed text as people type it, and as they do not: any script, spaces, colons, NUL. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
  fc.constantFrom('é', 'é', '👩‍👩‍👧', 'كلمة السر', ' a ', 'a:b', '\0', 'Ａ'),
);

export const secretBlockBase64: fc.Arbitrary<string> = fc
  .uint8Array({ minLength: 1, maxLength: 200 })
  .map((bytes) => btoa(String.fromCharCode(...bytes)));

/** From 1970 to 2100. */
export const nowMs: fc.Arbitrary<number> = fc.integer({ min: 0, max: 4_102_444_799_999 });

/** Somebody who signs in. */
export const person = fc.record({
  poolName: fc.stringMatching(/^[0-9A-Za-z]{1,12}$/),
  userIdForSrp: text,
  password: text,
  saltHex: integerHex(17),
});
