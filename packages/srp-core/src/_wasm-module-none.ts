/**
 * No WebAssembly module, for builds with the condition `countersign-plain`: they save what it
 * weighs, and compute with the engine in plain JavaScript.
 *
 * @module
 */
/** @throws always. */
export function compileArithmetic(): WebAssembly.Module {
  throw new TypeError('This build has no WebAssembly in it.');
}
