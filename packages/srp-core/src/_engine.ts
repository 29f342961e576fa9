/**
 * The seam between the SRP formulas and whatever computes powers modulo N, and the choice between
 * the two that there are.
 *
 * @module
 */
import { UnsupportedError } from '@countersign/contract';
import { openWasmEngine } from '#wasm-module';
import { PRIME_HEX } from './_group.ts';
import { bytesFromHex } from './_hex.ts';
import { createPlainEngine } from './_secret-plain-engine.ts';
import { runAtOnce } from './_slices.ts';
import type { Slices } from './_slices.ts';

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

/** `wasm`: WebAssembly with SIMD. `plain`: JavaScript on typed arrays. */
export type EngineName = 'wasm' | 'plain';

let chosen: EngineName | undefined;
/** Both, as far as they were needed. What they keep is public: the constants of the group. */
const made: { wasm?: Engine | null; plain?: Engine } = {};

/**
 * The engine of this process. Made on first use, for importing a module should cost nothing, and
 * kept.
 */
export function chooseEngine(): Engine {
  return runAtOnce(chooseEngineInSlices());
}

/** The same; where there is no engine yet, it takes several slices to make one. */
export function* chooseEngineInSlices(): Slices<Engine> {
  const wasm = (yield* chooseName()) === 'wasm' ? yield* wasmEngine() : null;
  return wasm ?? (yield* plainEngine());
}

/** The name of the engine of this process; chooses it if that was not done. */
export function engineName(): EngineName {
  return runAtOnce(chooseName());
}

/**
 * Use this engine from now on, in all of the process: in a test, or in a measurement.
 *
 * @throws `UnsupportedError` `ERR_UNSUPPORTED`, reason `environment`, for `wasm` where it cannot be
 * had; the engine stays what it was.
 */
export function useEngine(name: EngineName): void {
  if (name === 'wasm' && runAtOnce(wasmEngine()) === null) {
    const message = 'WebAssembly with SIMD is missing here, or must not be compiled.';
    throw new UnsupportedError('environment', message);
  }
  chosen = name;
}

function* chooseName(): Slices<EngineName> {
  if (chosen !== undefined) return chosen;
  const wasm = yield* wasmEngine();
  // Somebody may have chosen meanwhile.
  chosen ??= wasm === null ? 'plain' : 'wasm';
  return chosen;
}

function* plainEngine(): Slices<Engine> {
  made.plain ??= yield* createPlainEngine(bytesFromHex(PRIME_HEX));
  return made.plain;
}

/**
 * To instantiate is the one reliable test: a Content-Security-Policy forbids that and nothing
 * before it, and `WebAssembly.validate` says nothing about it.
 *
 * @returns `null` where it failed; it is not tried again.
 */
function* wasmEngine(): Slices<Engine | null> {
  if (made.wasm !== undefined) return made.wasm;
  try {
    made.wasm = yield* openWasmEngine(bytesFromHex(PRIME_HEX));
  } catch {
    made.wasm = null;
  }
  return made.wasm;
}
