import { compileFunction } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { instrumentJavaScript } from './_instrument-javascript.mjs';
import { createTrace } from './_trace.mjs';

/** The function `f(secret, list, bytes)` of a module, instrumented, and what its runs report. */
function traced(body) {
  const trace = createTrace();
  let sites = 0;
  const source = `export function f(secret, list, bytes) { ${body} }`;
  const code = instrumentJavaScript(source, () => (sites += 1));
  const exported = {};
  compileFunction(code, ['$trace', '$exports'])(trace.hooks, exported);
  return (secret) => trace.record(() => exported.f(secret, [5, 6, 7, 8], new Uint8Array(8)));
}

function plain(body) {
  const run = compileFunction(body, ['secret', 'list', 'bytes']);
  return (secret) => run(secret, [5, 6, 7, 8], new Uint8Array(8));
}

const LEAKS = [
  ['if', 'let x = 0; if (secret === 1) x = 1; return x;'],
  ['else', 'if (secret === 1) { return 1; } else { return 2; }'],
  ['conditional', 'return secret === 1 ? 4 : 5;'],
  ['and', 'return secret > 0 && list.length;'],
  ['or', 'return secret > 0 || list.length;'],
  ['nullish', 'return [null, 0, 1][secret] ?? 9;'],
  ['and assignment', 'let x = secret; x &&= 7; return x;'],
  ['or assignment', 'let x = secret; x ||= 7; return x;'],
  ['nullish assignment', 'let x = [null, 1][secret]; x ??= 7; return x;'],
  ['optional chain', 'return [undefined, list][secret]?.length;'],
  ['optional element', 'return list?.[secret];'],
  ['while', 'let x = 0; while (x < secret) x += 1; return x;'],
  ['do', 'let x = 0; do x += 1; while (x <= secret); return x;'],
  ['for', 'let x = 0; for (let i = 0; i < secret; i += 1) x += i; return x;'],
  [
    'for…of',
    'let x = 0; for (const y of list.slice(0, 2)) { if (y > secret + 5) x += y; } return x;',
  ],
  ['for…in', 'let x = 0; for (const y in [1, 2, 3].slice(secret)) x += Number(y); return x;'],
  ['switch', 'switch (secret) { case 0: return 3; default: return 4; }'],
  ['early return', 'for (const y of list) { if (y === secret + 5) return y; } return 0;'],
  ['break', 'let x = 0; for (const y of list) { x += y; if (y === secret + 5) break; } return x;'],
  ['catch', 'try { [() => 1, () => { throw 2; }][secret](); } catch { return 1; } return 0;'],
  ['default value', 'const g = (x = 3) => x; return g([undefined, 1][secret]);'],
  ['callback', 'return list.findIndex((y) => y === secret + 5);'],
  ['chosen function', 'const a = () => 1; const b = () => 2; return [a, b][secret]();'],
  ['read', 'return list[secret];'],
  ['read of bytes', 'return bytes[secret] + 1;'],
  ['read through a choice of object', 'const a = [list, bytes]; return a[secret][0];'],
  ['write', 'bytes[secret] = 9; return bytes[0];'],
  ['added to', 'bytes[secret] += 9; return bytes[0];'],
  ['counted up', 'bytes[secret]++; return ++bytes[secret];'],
  ['swap', '[bytes[secret], bytes[2]] = [4, 5]; return bytes[0];'],
  ['element in a pattern', '({ a: bytes[secret] } = { a: 1 }); return bytes[0];'],
  ['deleted element', 'delete list[secret]; return list.length;'],
  ['character', "return 'abcd'[secret];"],
  ['character code', "return 'abcd'.charCodeAt(secret);"],
  ['text key', 'return { k0: 4, k1: 5 }[`k${secret}`];'],
  ['new key', 'const o = { [secret]: 1 }; return o[0];'],
  ['slice', 'return bytes.slice(secret).length;'],
  ['part', 'return bytes.subarray(secret, secret + 1)[0];'],
  ['copy', 'bytes.set([1, 2], secret); return bytes[1];'],
  ['fill', 'bytes.fill(7, secret); return bytes[0];'],
  ['view', 'return new DataView(bytes.buffer).getUint8(secret);'],
  ['view of a part', 'return new Uint8Array(bytes.buffer, secret).length;'],
  ['length of an array', 'return new Uint8Array(secret).length;'],
];

const QUIET = [
  ['masked selection', 'const mask = -(secret & 1); return (4 & mask) | (5 & ~mask);'],
  [
    'all entries read',
    'let x = 0; for (let i = 0; i < 4; i += 1) x += list[i] * secret; return x;',
  ],
  ['secret as a value', 'bytes[3] = secret; bytes.fill(secret, 4); return bytes[3] + bytes[4];'],
  ['secret as an argument', 'const g = (x) => ({ x, y: [x] }); return g(secret).y[0];'],
  ['method of our own', 'const o = { set(a, b) { return a + b; } }; return o.set(secret, secret);'],
  ['secret in a class', 'class C { #x = secret; get x() { return this.#x; } } return new C().x;'],
];

describe('a trace shows the leak through', () => {
  test.each(LEAKS)('%s', (_name, body) => {
    const run = traced(body);
    const traces = [0, 1].map((secret) => run(secret));
    expect(traces.map(({ result }) => result)).toEqual([0, 1].map(plain(body)));
    expect(traces[0].hash).not.toBe(traces[1].hash);
    expect(run(0).hash).toBe(traces[0].hash);
  });
});

describe('a trace is silent about', () => {
  test.each(QUIET)('%s', (_name, body) => {
    const traces = [0, 1].map(traced(body));
    expect(traces.map(({ result }) => result)).toEqual([0, 1].map(plain(body)));
    expect(traces[0].hash).toBe(traces[1].hash);
  });
});

describe('what cannot be observed is refused:', () => {
  test.each([
    ['tagged template', 'return String.raw`x`;'],
    ['import while running', "return import('node:fs');"],
    ['logical assignment to an element', 'list[secret] ??= 1;'],
    ['optional call of a method', 'list.at?.(secret);'],
  ])('%s', (_name, body) => {
    expect(() => traced(body)).toThrow(/./);
  });
});
