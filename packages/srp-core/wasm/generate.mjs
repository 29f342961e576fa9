/**
 * `node wasm/generate.mjs`: writes src/arithmetic.wasm and src/_wasm-bytes.ts from
 * wasm/_arithmetic.mjs. Both are committed, and a test generates and compares them.
 */
import { writeFileSync } from 'node:fs';
import { assembleArithmetic, writeBytesModule } from './_assemble.mjs';

const bytes = assembleArithmetic();
writeFileSync(new URL('../src/arithmetic.wasm', import.meta.url), bytes);
writeFileSync(new URL('../src/_wasm-bytes.ts', import.meta.url), writeBytesModule(bytes));
console.log(`src/arithmetic.wasm: ${bytes.length} bytes`);
