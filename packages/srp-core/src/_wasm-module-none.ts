/**
 * No WebAssembly module, for builds with the condition `countersign-plain`: they save what it
 * weighs, and compute with the engine in plain JavaScript.
 *
 * @module
 */
import type { Engine } from './_engine.ts';
import type { Slices } from './_slices.ts';

/** @throws always. */
export function openWasmEngine(): Slices<Engine> {
  throw new TypeError('This build has no WebAssembly in it.');
}
