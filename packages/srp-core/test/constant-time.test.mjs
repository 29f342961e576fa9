import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findVariableTimeSyntax } from '../scripts/_constant-time-rules.mjs';

const check = fileURLToPath(new URL('../scripts/check-constant-time.mjs', import.meta.url));

/** Found in a function body; the two lines before it are the import and the function's head. */
function constructsIn(body) {
  const source = `import { helper } from './_secret-limbs.js';\nfunction f(a, b) {\n${body}\n}`;
  return findVariableTimeSyntax(source).map(({ line, construct }) => `${line} ${construct}`);
}

describe('the syntax check catches a planted', () => {
  test.each([
    ['BigInt literal', 'return 1n;', 'BigInt'],
    ['BigInt call', 'return BigInt(a);', 'BigInt'],
    ['BigInt array', 'return new BigUint64Array(a);', 'BigInt'],
    ['remainder', 'return a % b;', '%'],
    ['division', 'return a / b;', '/'],
    ['power', 'return a ** b;', '**'],
    ['remainder assignment', 'a %= b;', '%='],
    ['division assignment', 'a /= b;', '/='],
    ['conditional', 'return a ? b : 0;', '?:'],
    ['and', 'return a && b;', '&&'],
    ['or', 'return a || b;', '||'],
    ['nullish', 'return a ?? b;', '??'],
    ['and assignment', 'a &&= b;', '&&='],
    ['optional chain', 'return a?.b;', '?.'],
    ['not', 'return !a;', '!'],
    ['comparison', 'return a < b;', '<'],
    ['equality', 'return a === b;', '==='],
    ['if', 'if (a) b = 1;', 'if'],
    ['switch', 'switch (a) { default: }', 'switch'],
    ['while', 'while (a) b += 1;', 'while'],
    ['do', 'do b += 1; while (a);', 'do'],
    ['for…of', 'for (const c of a) b += c;', 'for…of'],
    ['for…in', 'for (const c in a) b += c;', 'for…in'],
    ['break', 'for (let i = 0; i < 9; i += 1) break;', 'break'],
    ['continue', 'for (let i = 0; i < 9; i += 1) continue;', 'continue'],
    ['throw', 'throw a;', 'throw'],
    ['try', 'try { b = 1; } catch {}', 'try'],
    ['early return', 'for (let i = 0; i < 9; i += 1) { return a; }', 'early return'],
    ['secret bound', 'for (let i = 0; i < a; i += 1) b += i;', 'for without constant bounds'],
    ['secret start', 'for (let i = a; i < 9; i += 1) b += i;', 'for without constant bounds'],
    ['secret step', 'for (let i = 0; i < 9; i += a) b += i;', 'for without constant bounds'],
    ['endless loop', 'for (;;) b += 1;', 'for without constant bounds'],
    ['moved counter', 'for (let i = 0; i < 9; i += 1) i += a;', 'for without constant bounds'],
    ['search', 'return a.indexOf(b);', 'call of unlisted function'],
    ['callback', 'a.forEach(b);', 'call of unlisted function'],
    ['minimum', 'return Math.min(a, b);', 'call of unlisted function'],
    ['global', 'return parseInt(a);', 'call of unlisted function'],
    ['default value', 'const g = (c = a) => c;', 'default value'],
    ['exotic object', 'return new Map(a);', 'new'],
  ])('%s', (_name, body, construct) => {
    expect(constructsIn(body)).toContain(`3 ${construct}`);
  });

  test('import of a file that is not checked', () => {
    const found = findVariableTimeSyntax("import { a } from './_text.js';");
    expect(found).toEqual([{ line: 1, construct: 'import of ./_text.js' }]);
  });

  test('construct in an arrow function at module level', () => {
    expect(findVariableTimeSyntax('const f = (a) => a % 2;')).toHaveLength(1);
  });
});

describe('the syntax check lets pass', () => {
  test.each([
    ['masked selection', 'const c = -(a & 1); return (a & c) | (b & ~c);'],
    ['counted loop', 'for (let i = a.length - 1; i >= 0; i -= 1) b += a[i];'],
    ['listed calls', 'a.fill(0); const c = a.slice(1); return helper(c, Math.floor(b * 0.5));'],
    ['line that says why it is public', '// public: a length\nreturn a % 2;'],
  ])('%s', (_name, body) => {
    expect(constructsIn(body)).toEqual([]);
  });

  test('anything at module level, where there is no secret yet', () => {
    expect(findVariableTimeSyntax('const a = 2 ** -22 / 3;')).toEqual([]);
  });
});

test('a remark that gives no reason lets nothing pass', () => {
  expect(constructsIn('// public:\nreturn a % 2;')).toEqual(['4 %']);
});

test('the secret arithmetic of this package has none of it', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [check], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toContain(' 0 forbidden constructs');
  expect(status).toBe(0);
});
