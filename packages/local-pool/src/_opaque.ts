/**
 * Names and secrets that the pool makes up: ids, sessions, salts, client secrets.
 *
 * @module
 */
import type { RandomBytes } from '@countersign/contract';
import { base64url } from 'jose';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LOWER_CASE = 'abcdefghijklmnopqrstuvwxyz012345';
const UUID_VERSION_BYTE = 6;
const UUID_VARIANT_BYTE = 8;

/** Public: letters and digits of both cases. */
export function makeId(random: RandomBytes, length: number): string {
  return spell(random(length), LETTERS_AND_DIGITS);
}

/** Lower-case letters and digits, 5 bits each, without bias. */
export function makeLowerCase(random: RandomBytes, length: number): string {
  return spell(random(length), LOWER_CASE);
}

/** SECRET: a code for people to type, without a bias that anybody could use. */
export function makeDigits(random: RandomBytes, length: number): string {
  const number = BigInt(`0x${bytesToHex(random(16))}`) % 10n ** BigInt(length);
  return String(number).padStart(length, '0');
}

/**
 * SECRET: 256 bits of base64url behind a letter. On a command line a value that begins with `-`
 * would be taken for an option.
 */
export function makeOpaqueText(random: RandomBytes, prefix: string): string {
  return prefix + base64url.encode(random(32));
}

/** @param bytes - 16 bytes; a copy of them becomes a version 4 UUID. */
export function asUuid(bytes: Uint8Array): string {
  const uuid = bytes.slice(0, 16);
  uuid[UUID_VERSION_BYTE] = (uuid[UUID_VERSION_BYTE]! & 0x0f) | 0x40;
  uuid[UUID_VARIANT_BYTE] = (uuid[UUID_VARIANT_BYTE]! & 0x3f) | 0x80;
  const hex = bytesToHex(uuid);
  return [0, 8, 12, 16, 20].map((start, i, starts) => hex.slice(start, starts[i + 1])).join('-');
}

/** A fresh UUID. */
export function makeUuid(random: RandomBytes): string {
  return asUuid(random(16));
}

/** Cognito writes salts as integers: the fewest lower-case digits that hold the number. */
export function toMinimalHex(bytes: Uint8Array): string {
  return bytesToHex(bytes).replace(/^0+(?=.)/, '');
}

/** Standard alphabet, with padding. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** @returns `undefined` for what is no base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Compares without stopping at the first difference. Lengths are not hidden. */
export function equalTexts(left: string, right: string): boolean {
  const leftBytes = new TextEncoder().encode(left);
  const rightBytes = new TextEncoder().encode(right);
  if (leftBytes.length !== rightBytes.length) return false;
  return leftBytes.reduce((sum, byte, i) => sum | (byte ^ rightBytes[i]!), 0) === 0;
}

function spell(bytes: Uint8Array, alphabet: string): string {
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]!).join('');
}

function bytesToHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
