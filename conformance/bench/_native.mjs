/**
 * The same work on integers that are not ours: the engine's own BigInt, and what `node:crypto` has
 * (OpenSSL in Node, BoringSSL in Bun). Hashing is left to @noble/hashes, as it is in srp-core.
 */
import { formatTimestamp, secureRandom } from '@countersign/srp-core';
import { deriveClaimKey, derivePrivateX, deriveScramblerU } from '@countersign/srp-core/steps';
import { signClaim } from '@countersign/srp-core/steps';
import { MULTIPLIER_K_HEX, PRIME_BYTES, PRIME_HEX } from '#srp-core-dist/_group.js';
import { NOW_MS, PUBLIC_B_HEX, SECRET_BLOCK_BASE64, WHO } from './_sign-in-input.mjs';

const PRIME = BigInt(`0x${PRIME_HEX}`);
const MULTIPLIER_K = BigInt(`0x${MULTIPLIER_K_HEX}`);
const PUBLIC_B = BigInt(`0x${PUBLIC_B_HEX}`);
const WINDOW_BITS = 4n;
const WINDOW_DIGITS = 16n;

/** One sign-in on native BigInt, with a fixed window of four bits. */
export function signInWithBigInt() {
  return signIn(windowPower);
}

/**
 * One sign-in whose three powers are those of `node:crypto`.
 *
 * @param {typeof import('node:crypto')} crypto
 */
export function createSignInWithCrypto(crypto) {
  // Made once: from Node 22 on, making one tests for seconds whether the prime is one.
  const group = crypto.createDiffieHellman(PRIME_HEX, 'hex', '02', 'hex');
  return () =>
    signIn((base, exponent) => {
      group.setPrivateKey(bytesFromInteger(exponent, 1));
      const power =
        base === 2n
          ? group.generateKeys()
          : group.computeSecret(bytesFromInteger(base, PRIME_BYTES));
      return integerFromBytes(power);
    });
}

/** @param {(base: bigint, exponent: bigint) => bigint} power - modulo N. */
function signIn(power) {
  const secretA = integerFromBytes(secureRandom(32));
  const publicA = power(2n, secretA);
  const publicABytes = bytesFromInteger(publicA, PRIME_BYTES);
  const publicBBytes = bytesFromInteger(PUBLIC_B, PRIME_BYTES);
  const scramblerU = deriveScramblerU(publicABytes, publicBBytes);
  const salt = bytesFromInteger(BigInt(`0x${WHO.saltHex}`), WHO.saltHex.length / 2);
  const privateX = integerFromBytes(derivePrivateX({ ...WHO, salt }));
  const masked = (MULTIPLIER_K * power(2n, privateX)) % PRIME;
  const exponent = secretA + integerFromBytes(scramblerU) * privateX;
  const sharedSecretS = power((PUBLIC_B + PRIME - masked) % PRIME, exponent);
  const claimKey = deriveClaimKey(bytesFromInteger(sharedSecretS, PRIME_BYTES), scramblerU);
  const timestamp = formatTimestamp(NOW_MS);
  const secretBlock = Uint8Array.from(atob(SECRET_BLOCK_BASE64), (text) => text.charCodeAt(0));
  const signature = signClaim(claimKey, { ...WHO, secretBlock, timestamp });
  const signatureBase64 = btoa(String.fromCharCode(...signature));
  return { publicAHex: publicA.toString(16), signatureBase64, timestamp };
}

function windowPower(base, exponent) {
  const table = [1n];
  for (let entry = 1; entry < WINDOW_DIGITS; entry += 1) {
    table.push((table[entry - 1] * base) % PRIME);
  }
  const digits = exponent.toString(16);
  let value = 1n;
  for (const digit of digits) {
    for (let square = 0n; square < WINDOW_BITS; square += 1n) value = (value * value) % PRIME;
    value = (value * table[Number.parseInt(digit, 16)]) % PRIME;
  }
  return value;
}

function integerFromBytes(bytes) {
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
}

/** Big-endian, at least `length` bytes. */
function bytesFromInteger(integer, length) {
  const digits = integer.toString(16);
  const hex = digits.padStart(Math.max(2 * length, digits.length + (digits.length % 2)), '0');
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  );
}
