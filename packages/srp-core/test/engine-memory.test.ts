/** Case 193 of the negative cases, in the engines: nothing that they worked on is left. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Engine } from '../src/_engine.ts';
import { PRIME_HEX } from '../src/_group.ts';
import { bytesFromHex } from '../src/_hex.ts';
import { createPlainEngine } from '../src/_secret-plain-engine.ts';
import { runAtOnce } from '../src/_slices.ts';
import { createWasmEngine } from '../src/_wasm-engine.ts';
import { createKernel } from './_wasm-kernel.ts';

const base = new Uint8Array(384).fill(0x5a);
const exponent = new Uint8Array(64).fill(0xc3);
const shortExponent = exponent.slice(32);
const operations: readonly [string, (engine: Engine) => Uint8Array][] = [
  ['power', (engine) => engine.power(base, exponent)],
  ['powerOfTwo', (engine) => engine.powerOfTwo(shortExponent)],
  ['powerOfTwo of a long exponent', (engine) => engine.powerOfTwo(exponent)],
  ['multiply', (engine) => engine.multiply(base, exponent)],
];

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

type TypedArray = Float64Array | Int32Array | Uint8Array;

/** Every array that is made while `body` runs, copies too. */
function watchArrays(body: () => void): readonly TypedArray[] {
  const made: TypedArray[] = [];
  const watch = (original: new (source: never) => TypedArray): unknown =>
    new Proxy(original, {
      construct: (target, values, newTarget) => {
        const array = Reflect.construct(target, values, newTarget) as TypedArray;
        made.push(array);
        return array;
      },
    });
  vi.stubGlobal('Float64Array', watch(Float64Array));
  vi.stubGlobal('Int32Array', watch(Int32Array));
  vi.stubGlobal('Uint8Array', watch(Uint8Array));
  const slice = vi.spyOn(Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array, 'slice');
  try {
    body();
    for (const { value } of slice.mock.results) made.push(value as TypedArray);
  } finally {
    vi.unstubAllGlobals();
    slice.mockRestore();
  }
  return made;
}

const isZero = (array: TypedArray): boolean => array.every((value) => value === 0);

/** What `operation` makes on the way, but for its result and the public number 2. */
function leftOvers(operation: () => Uint8Array): readonly TypedArray[] {
  let result: TypedArray = new Uint8Array();
  const made = watchArrays(() => {
    result = operation();
  });
  expect(made.length).toBeGreaterThan(0);
  return made.filter((array) => array !== result && !isZero(array) && array.length > 1);
}

describe('the engine in WebAssembly', () => {
  const { engine, kernel, memory } = createKernel();
  const untouched = memory.slice();
  const changed = (): number => memory.filter((byte, index) => byte !== untouched[index]).length;

  test.each(operations)('leaves its memory as it was after %s', (_name, operation) => {
    expect(isZero(operation(engine))).toBe(false);
    expect(changed()).toBe(0);
  });

  test.each(operations)('leaves no array after %s', (_name, operation) => {
    expect(leftOvers(() => operation(engine))).toEqual([]);
  });

  test('changes its memory in between, or the tests above would show nothing', () => {
    let most = 0;
    const select = (to: number, table: number, index: number): void => {
      kernel.select(to, table, index);
      most = Math.max(most, changed());
    };
    const slices = createWasmEngine({ ...kernel, select }, bytesFromHex(PRIME_HEX));
    const watched = runAtOnce(slices);
    watched.power(base, exponent);
    expect(most).toBeGreaterThan(15_000);
    expect(changed()).toBe(0);
  });
});

describe('the engine in plain JavaScript', () => {
  test.each(operations)('leaves its memory as it was after %s', (_name, operation) => {
    let engine: Engine | undefined;
    const memory = watchArrays(() => {
      engine = runAtOnce(createPlainEngine(bytesFromHex(PRIME_HEX)));
    });
    const untouched = memory.map((array) => array.slice());
    expect(memory.length).toBeGreaterThan(100);
    expect(isZero(operation(engine!))).toBe(false);
    expect(memory).toEqual(untouched);
  });

  test.each(operations)('leaves no array after %s', (_name, operation) => {
    const engine = runAtOnce(createPlainEngine(bytesFromHex(PRIME_HEX)));
    expect(leftOvers(() => operation(engine))).toEqual([]);
  });
});
