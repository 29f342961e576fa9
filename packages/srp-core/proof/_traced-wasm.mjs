/**
 * What instrumented JavaScript finds in the place of `WebAssembly`: modules are instrumented before
 * they are compiled, and what they report becomes part of the trace.
 */
import { COUNT, HASH, instrumentWasm } from './_instrument-wasm.mjs';

const LOW_HALF = 0xffffffffn;

/** @param {ReturnType<import('./_trace.mjs').createTrace>} trace */
export function createTracedWebAssembly(trace) {
  /** @type {string[]} */
  const variableTime = [];

  // Called with `new`: both return what they made.
  function Module(bytes) {
    const instrumented = instrumentWasm(new Uint8Array(bytes));
    variableTime.push(...instrumented.variableTime);
    return new WebAssembly.Module(instrumented.bytes);
  }

  function Instance(module, imports) {
    const instance = new WebAssembly.Instance(module, imports);
    const { [HASH]: hash, [COUNT]: count } = instance.exports;
    trace.addLane({
      reset() {
        hash.value = 0n;
        count.value = 0n;
      },
      read: () => ({
        high: Number(BigInt.asUintN(32, hash.value >> 32n)),
        low: Number(hash.value & LOW_HALF),
        events: Number(count.value),
      }),
    });
    return instance;
  }

  return { webAssembly: { Module, Instance }, variableTime };
}
