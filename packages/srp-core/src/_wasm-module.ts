/**
 * The WebAssembly module where its bytes may be compiled: everywhere but in Workers, whose build
 * takes `_wasm-module-workerd.ts` instead, and where the condition `countersign-plain` leaves it
 * out.
 *
 * @module
 */
import type { Engine } from './_engine.ts';
import { ARITHMETIC_BASE64 } from './_wasm-bytes.ts';
import type { Slices } from './_slices.ts';
import { instantiateWasmEngine } from './_wasm-engine.ts';

/**
 * Compile it. The module is below 4 kB, which every browser compiles on its main thread too.
 *
 * @throws whatever the host throws where it has no WebAssembly, or a Content-Security-Policy
 * forbids to compile it.
 */
export function compileArithmetic(): WebAssembly.Module {
  const characters = atob(ARITHMETIC_BASE64);
  const bytes = new Uint8Array(characters.length);
  // Faster than an iterator over the text, on code that is not compiled yet.
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = characters.charCodeAt(index);
  }
  return new WebAssembly.Module(bytes);
}

/** @throws as {@link compileArithmetic} does, or for want of SIMD. */
export function* openWasmEngine(prime: Uint8Array): Slices<Engine> {
  const arithmetic = compileArithmetic();
  yield;
  return yield* instantiateWasmEngine(arithmetic, prime);
}
