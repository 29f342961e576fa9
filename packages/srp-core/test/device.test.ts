import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDevicePassword, createDeviceSecret, createDeviceVerifier } from '../src/device.ts';
import { secureRandom } from '../src/index.ts';
import { createPasswordVerifier } from '../src/server.ts';
import { runs } from './_numbers.ts';
import { countingRandom, errorOf } from './_sign-in.ts';

const DEVICE = {
  deviceGroupKey: '-GroupKey1',
  deviceKey: 'eu-west-1_c0ffee00-1234-4abc-8def-0123456789ab',
  devicePassword: 'ZGV2aWNlIHBhc3N3b3Jk',
};

function hexOf(base64: string): string {
  const octets = Array.from(atob(base64), (character) => character.charCodeAt(0));
  return octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
}

// Case 63 of the negative cases: the service reads both values as signed integers.
test('salt and verifier are what a server derives from the salt as an integer, and positive', () => {
  const salts = fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .filter((salt) => new Set(salt).size > 1);
  const zerosFirst = Uint8Array.from({ length: 16 }, (_, index) => (index < 2 ? 0 : index));
  const topBitAfterZero = Uint8Array.from({ length: 16 }, (_, index) => (index === 1 ? 0x80 : 0));
  fc.assert(
    fc.property(salts, (salt) => {
      const made = createDeviceVerifier({ ...DEVICE, random: () => salt });
      const [saltHex, verifierHex] = [hexOf(made.saltBase64), hexOf(made.passwordVerifierBase64)];
      const expected = createPasswordVerifier({
        poolName: DEVICE.deviceGroupKey,
        userIdForSrp: DEVICE.deviceKey,
        password: DEVICE.devicePassword,
        saltHex,
      });
      expect(verifierHex.replace(/^0+/, '')).toBe(expected);
      for (const signedHex of [saltHex, verifierHex]) {
        // Positive, and no byte longer than needed.
        expect(signedHex).toMatch(/^([1-7].|0[1-9a-f]|00[89a-f].)/);
      }
    }),
    { ...runs(20, 2000), examples: [[zerosFirst], [topBitAfterZero]] },
  );
});

test('a device password is 40 random bytes in base64', () => {
  expect(createDevicePassword(secureRandom)).toMatch(
    /^[A-Za-z0-9+/]{54}==$|^[A-Za-z0-9+/]{53}[A-Za-z0-9+/]==$/,
  );
  expect(createDevicePassword(secureRandom)).not.toBe(createDevicePassword(secureRandom));
  expect(createDevicePassword(countingRandom(0))).toBe(
    'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJw==',
  );
});

describe('is refused', () => {
  test.each([
    ['deviceGroupKey', ''],
    ['deviceKey', '\udc00'],
    ['devicePassword', ''],
    ['devicePassword', 'x'.repeat(257)],
  ])('a %s of %j', (argument, value) => {
    const input = { ...DEVICE, random: secureRandom, [argument]: value };
    const expected = { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument };
    expect(errorOf(() => createDeviceVerifier(input))).toEqual(expected);
  });

  test('a random source that is none', () => {
    const random = (length: number): Uint8Array => new Uint8Array(length);
    const expected = { code: 'ERR_UNSUPPORTED', reason: 'environment' };
    expect(errorOf(() => createDeviceVerifier({ ...DEVICE, random }))).toEqual(expected);
    expect(errorOf(() => createDevicePassword(random))).toEqual(expected);
  });
});

test('createDeviceSecret: a password, and the verifier of that very password', () => {
  const newDevice = { deviceGroupKey: '-group', deviceKey: 'eu-west-1_f00d' };
  const { devicePassword, saltBase64, passwordVerifierBase64 } = createDeviceSecret(
    newDevice,
    secureRandom,
  );
  const expected = createPasswordVerifier({
    poolName: newDevice.deviceGroupKey,
    userIdForSrp: newDevice.deviceKey,
    password: devicePassword,
    saltHex: hexOf(saltBase64),
  });
  expect(hexOf(passwordVerifierBase64).replace(/^0+/, '')).toBe(expected);
});
