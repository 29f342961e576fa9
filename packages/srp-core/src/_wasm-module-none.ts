/**
 * No WebAssembly module, for builds with the condition `countersign-plain`: they save what it
 * weighs, and compute with the engine in plain JavaScript.
 *
 * @module
 */
import type { Engine } from './_engine.ts';
import type { Slices } from './_slices.ts';

/** @returns always `null`. */
// oxlint-disable-next-line require-yield -- its twins need several slices
export function* openWasmEngine(): Slices<Engine | null> {
  return null;
}
