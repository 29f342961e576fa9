/** The module that is shipped is the one that its source says. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SLOT_BYTES } from '../wasm/_arithmetic.mjs';
import { LAYOUT } from '../wasm/_columns.mjs';
import { assembleArithmetic, writeBytesModule } from '../wasm/_assemble.mjs';
import { ARITHMETIC_HEX } from '../src/_wasm-bytes.ts';
import { compileArithmetic } from '../src/_wasm-module.ts';
import { SLOT_BYTES as BYTES, SLOTS_ADDRESS, WORK_ADDRESS } from '../src/_secret-wasm-slots.ts';

const read = (path) => readFileSync(new URL(path, import.meta.url));
const shipped = new Uint8Array(read('../src/arithmetic.wasm'));

test('assembling again gives the committed bytes', () => {
  const assembled = assembleArithmetic();
  expect(assembled).toEqual(shipped);
  expect(assembleArithmetic()).toEqual(assembled);
});

test('the file for bundlers carries the same bytes', () => {
  expect(String(read('../src/_wasm-bytes.ts'))).toBe(writeBytesModule(shipped));
  expect(new Uint8Array(Buffer.from(ARITHMETIC_HEX, 'hex'))).toEqual(shipped);
});

test('it is below the 4 kB that older browsers compile on their main thread', () => {
  expect(shipped.length).toBeLessThan(4096);
});

test('it asks for nothing, and gives a memory and three functions', () => {
  const module = compileArithmetic();
  expect(WebAssembly.Module.imports(module)).toEqual([]);
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  expect(names.sort()).toEqual(['memory', 'multiply', 'select', 'square']);
});

test('both sides of the memory agree about where things are', () => {
  const agreed = { slots: SLOTS_ADDRESS, work: WORK_ADDRESS, slotBytes: BYTES };
  expect(agreed).toEqual({ slots: LAYOUT.slots, work: LAYOUT.work, slotBytes: SLOT_BYTES });
});
