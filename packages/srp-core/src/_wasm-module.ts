/**
 * The WebAssembly module where its bytes may be compiled: everywhere but in Workers, whose build
 * takes `_wasm-module-workerd.ts` instead, and where the condition `countersign-plain` leaves it
 * out.
 *
 * @module
 */
import type { Engine } from './_engine.ts';
import { bytesFromHex } from './_hex.ts';
import { ARITHMETIC_HEX } from './_wasm-bytes.ts';
import type { Slices } from './_slices.ts';
import { instantiateWasmEngine } from './_wasm-engine.ts';

/**
 * Compile it. The module is below 4 kB, which every browser compiles on its main thread too.
 *
 * @throws whatever the host throws where it has no WebAssembly, or a Content-Security-Policy
 * forbids to compile it.
 */
export function compileArithmetic(): WebAssembly.Module {
  return new WebAssembly.Module(bytesFromHex(ARITHMETIC_HEX));
}

/** @throws as {@link compileArithmetic} does, or for want of SIMD. */
export function* openWasmEngine(prime: Uint8Array): Slices<Engine> {
  const bytes = bytesFromHex(ARITHMETIC_HEX);
  yield;
  const arithmetic = new WebAssembly.Module(bytes);
  yield;
  return yield* instantiateWasmEngine(arithmetic, prime);
}
