/**
 * The seam between the SRP formulas and whatever computes powers modulo N. There is one engine
 * today, in plain JavaScript; a faster one goes behind the same interface.
 *
 * @module
 */
import { PRIME_HEX } from './_group.ts';
import { bytesFromHex } from './_hex.ts';
import { createPlainEngine } from './_secret-plain-engine.ts';

/**
 * Arithmetic modulo N on numbers of 384 bytes, big-endian, below N. Every argument and every
 * result may be SECRET: an engine's operations and addresses depend on lengths alone. Results are
 * fresh arrays, and the caller's to wipe; what an engine needs in between, it wipes itself.
 */
export interface Engine {
  /** 2^exponent mod N. @param exponent - big-endian, of any public length. */
  powerOfTwo(exponent: Uint8Array): Uint8Array;
  /** base^exponent mod N. @param exponent - big-endian, of any public length. */
  power(base: Uint8Array, exponent: Uint8Array): Uint8Array;
  /** left · right mod N. */
  multiply(left: Uint8Array, right: Uint8Array): Uint8Array;
}

let engine: Engine | undefined;

/**
 * The engine of this process. Made on first use, for importing a module should cost nothing, and
 * kept, for what it keeps is public: the constants of the group.
 */
export function chooseEngine(): Engine {
  engine ??= createPlainEngine(bytesFromHex(PRIME_HEX));
  return engine;
}
