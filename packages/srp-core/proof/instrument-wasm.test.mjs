import { readFileSync } from 'node:fs';
import binaryen from 'binaryen';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instrumentWasm } from './_instrument-wasm.mjs';
import { createTrace } from './_trace.mjs';
import { createTracedWebAssembly } from './_traced-wasm.mjs';

const MODULUS = 2n ** 31n - 1n;
const BASE = 123_456_789n;
const EXPONENTS = [0, 1, -2_147_483_648, -1, 16, 0x0f0f0f0f, 0x11111111, 0x7badcafe];

const trace = createTrace();
let bytes;
/** Fresh instances: what one test leaves in memory is nothing to another. */
let plain;
let traced;
let variableTime;

beforeAll(() => {
  const module = binaryen.parseText(
    readFileSync(new URL('_controls.wat', import.meta.url), 'utf8'),
  );
  module.setFeatures(binaryen.Features.All);
  expect(module.validate()).toBe(1);
  bytes = module.emitBinary();
  module.dispose();
});

beforeEach(() => {
  plain = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  const tracing = createTracedWebAssembly(trace);
  const { Module, Instance } = tracing.webAssembly;
  traced = new Instance(new Module(bytes)).exports;
  variableTime = tracing.variableTime;
});

function power(base, exponent) {
  let result = 1n;
  for (let count = BigInt.asUintN(32, BigInt(exponent)); count > 0n; count >>= 1n) {
    if (count & 1n) result = (result * base) % MODULUS;
    base = (base * base) % MODULUS;
  }
  return result;
}

describe('a power in WebAssembly', () => {
  const record = (name) =>
    EXPONENTS.map((exponent) => {
      const recorded = trace.record(() => traced[name](BASE, exponent));
      expect(recorded.result).toBe(power(BASE, exponent));
      return recorded;
    });
  const distinct = (traces, member) => new Set(traces.map((recorded) => recorded[member])).size;

  test('by a masked table has one trace', () => {
    const traces = record('maskedTable');
    expect(distinct(traces, 'hash')).toBe(1);
    expect(traces[0].events).toBeGreaterThan(100);
  });

  test('by a secret-indexed table is caught, though the count is the same', () => {
    const traces = record('secretIndexedTable');
    expect(distinct(traces, 'events')).toBe(1);
    expect(distinct(traces, 'hash')).toBe(EXPONENTS.length);
  });

  test.each(['skippedZeros', 'squareAndMultiply'])('by %s is caught', (name) => {
    expect(distinct(record(name), 'hash')).toBeGreaterThan(1);
  });
});

test.each([
  'branchTable',
  'chosen',
  'storeByte',
  'storeFloat',
  'loadVector',
  'storeVector',
  'splat',
  'storeLane',
  'filled',
  'copied',
])('%s is caught, and computes what it did', (name) => {
  const traces = [0, 1].map((secret) => trace.record(() => traced[name](secret)));
  expect(traces.map(({ result }) => result)).toEqual([0, 1].map((secret) => plain[name](secret)));
  expect(traces[0].hash).not.toBe(traces[1].hash);
});

test.each(['storedValue', 'filledValue'])('%s is not an address', (name) => {
  const traces = [0, 1].map((secret) => trace.record(() => traced[name](secret)));
  expect(traces.map(({ result }) => result)).toEqual([0, 1].map((secret) => plain[name](secret)));
  expect(traces[0].hash).toBe(traces[1].hash);
});

test('division is named', () => {
  expect(variableTime).toEqual(['division']);
});

describe('what cannot be observed is refused:', () => {
  test.each([
    ['imports', '(module (import "a" "b" (func)) (func (export "f")))'],
    ['a table', '(module (table 1 funcref) (func (drop (table.get 0 (i32.const 0)))))'],
    [
      'an atomic access',
      '(module (memory 1 1 shared) (func (drop (i32.atomic.load (i32.const 0)))))',
    ],
    ['a return of a call', '(module (func $f (return_call $f)))'],
  ])('%s', (_name, text) => {
    const module = binaryen.parseText(text);
    module.setFeatures(binaryen.Features.All);
    const refused = module.emitBinary();
    module.dispose();
    expect(() => instrumentWasm(refused)).toThrow('cannot be observed');
  });
});
