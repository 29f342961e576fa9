/**
 * The WebAssembly module in Workers, where compiling bytes is forbidden: the host compiles the file
 * when it deploys.
 *
 * @module
 */
import arithmetic from '../wasm/arithmetic.wasm';

/** The module, compiled already. */
export function compileArithmetic(): WebAssembly.Module {
  return arithmetic;
}
