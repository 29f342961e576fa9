/**
 * The WebAssembly module in Workers, where compiling bytes is forbidden: the host compiles the file
 * when it deploys.
 *
 * @module
 */
import arithmetic from '../src/arithmetic.wasm';
import type { Engine } from './_engine.ts';
import type { Slices } from './_slices.ts';
import { instantiateWasmEngine } from './_wasm-engine.ts';

/** @throws where the host has no SIMD. */
export function openWasmEngine(prime: Uint8Array): Slices<Engine> {
  return instantiateWasmEngine(arithmetic, prime);
}
