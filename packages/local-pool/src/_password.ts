/**
 * Passwords, which the pool never keeps: it keeps a salt and an SRP verifier.
 *
 * @module
 */
import type { RandomBytes } from '@countersign/contract';
import { createPasswordVerifier, verifyPassword } from '@countersign/srp-core/server';
import { makeLowerCase, toMinimalHex } from './_opaque.ts';
import type { UserPool } from './_user-pool.ts';

/** What is kept instead of a password. */
export interface PasswordRecord {
  /** Minimal lower-case hex, up to 16 bytes. */
  readonly saltHex: string;
  /** SECRET. */
  readonly verifierHex: string;
}

export const LONGEST_PASSWORD = 256;
const SALT_BYTES = 16;

/** @param password - 1 to 256 UTF-16 units. SECRET. */
export function createPasswordRecord(
  random: RandomBytes,
  names: { readonly pool: UserPool; readonly userIdForSrp: string },
  password: string,
): PasswordRecord {
  const saltHex = toMinimalHex(random(SALT_BYTES));
  const { pool, userIdForSrp } = names;
  const verifierHex = createPasswordVerifier({
    poolName: pool.srpName,
    userIdForSrp,
    password,
    saltHex,
  });
  return { saltHex, verifierHex };
}

/**
 * Is it this password? Recomputes the verifier.
 *
 * @param password - UNTRUSTED, SECRET.
 */
export function isPassword(
  record: PasswordRecord,
  names: { readonly pool: UserPool; readonly userIdForSrp: string },
  password: string,
): boolean {
  // No password is longer, so there is nothing to hash: a megabyte of text costs nothing.
  if (password.length === 0 || password.length > LONGEST_PASSWORD) return false;
  const { pool, userIdForSrp } = names;
  return verifyPassword({ poolName: pool.srpName, userIdForSrp, password, ...record });
}

/** SECRET: a temporary password that every policy accepts. */
export function makeTemporaryPassword(random: RandomBytes, minimumLength: number): string {
  return `Aa0-${makeLowerCase(random, Math.max(16, minimumLength - 4))}`;
}
