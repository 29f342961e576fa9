/** The WebAssembly module on its own, with numbers written into its memory limb by limb. */
import { LAYOUT } from '../wasm/_columns.mjs';
import { PRIME_HEX } from '../src/_group.ts';
import { bytesFromHex } from '../src/_hex.ts';
import { LIMBS, SLOT_BYTES } from '../src/_secret-wasm-slots.ts';
import type { WasmKernel } from '../src/_secret-wasm-slots.ts';
import { runAtOnce } from '../src/_slices.ts';
import { createWasmEngine } from '../src/_wasm-engine.ts';
import type { Engine } from '../src/_engine.ts';
import { compileArithmetic } from '../src/_wasm-module.ts';

type Constant = 'inverse' | 'first' | 'second' | 'third';

interface Limbs {
  readonly limbs: readonly number[];
  /** The 16 behind them. */
  readonly margin: readonly number[];
}

export interface Kernel {
  readonly kernel: WasmKernel;
  readonly engine: Engine;
  readonly memory: Uint8Array;
  readonly address: (slot: number) => number;
  readonly write: (slot: number, limbs: readonly number[]) => void;
  readonly read: (slot: number) => Limbs;
  /** The limbs of c or of m of the last product, as the engine's own work left them. */
  readonly between: (name: 'product' | 'multiple', count: number) => readonly number[];
  /** `count` entries of a constant from entry 0 on, expanded: their first halves. */
  readonly constant: (name: Constant, count: number) => readonly number[];
}

export function createKernel(): Kernel {
  const kernel = new WebAssembly.Instance(compileArithmetic()).exports as unknown as WasmKernel;
  const engine = runAtOnce(createWasmEngine(kernel, bytesFromHex(PRIME_HEX)));
  const view = new DataView(kernel.memory.buffer);
  const address = (slot: number): number => LAYOUT.slots + slot * SLOT_BYTES;
  const readLimbs = (from: number, count: number, step: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => view.getInt16(from + step * index, true));
  return {
    kernel,
    engine,
    memory: new Uint8Array(kernel.memory.buffer),
    address,
    write: (slot, limbs) => {
      for (const [index, limb] of limbs.entries()) {
        view.setInt16(address(slot) + 2 * index, limb, true);
      }
    },
    read: (slot) => ({
      limbs: readLimbs(address(slot), LIMBS, 2),
      margin: readLimbs(address(slot) + 2 * LIMBS, 16, 2),
    }),
    between: (name, count) => readLimbs(LAYOUT[name], count, 2),
    constant: (name, count) => readLimbs(LAYOUT[name], count, 4),
  };
}
