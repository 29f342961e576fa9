/** The list of negative cases: complete, and all that it names exists. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../../scripts/_paths.mjs';
import { isInSuite, listCases, parseReference, renderCases } from '../generate/negative-cases.mjs';
import { registerOurs } from '../ours/register.ts';

const cases = listCases();
const references = cases.flatMap(({ coveredBy = [] }) => coveredBy);
const of = (kind) => references.map(parseReference).filter((one) => one.kind === kind);

test('each number is there once, and each case has a test or a reason', () => {
  const numbers = Array.from({ length: 206 }, (_, index) => index + 1);
  // 91 was never given.
  expect(cases.map(({ number }) => number)).toEqual(numbers.filter((number) => number !== 91));
  const bare = cases.filter((one) => !isInSuite(one) && one.reason === undefined);
  const unnamed = bare.filter(({ coveredBy = [] }) => coveredBy.length === 0);
  expect(unnamed.map(({ number }) => number)).toEqual([]);
});

test('at least 120 are in the suite, which runs in every runtime', () => {
  expect(cases.filter(isInSuite).length).toBeGreaterThanOrEqual(120);
});

test('every vector that is named exists', () => {
  const tests = new Map();
  const numbersOf = (file) => {
    if (!tests.has(file)) {
      const url = new URL(`../vectors/${file}.json`, import.meta.url);
      const { groups, tests: own } = JSON.parse(readFileSync(url, 'utf8'));
      const all = own ?? groups.flatMap((group) => group.tests);
      tests.set(file, new Set(all.map(({ tcId }) => tcId)));
    }
    return tests.get(file);
  };
  const lost = of('vector').filter(({ file, tcId }) => !numbersOf(file).has(tcId));
  expect(lost).toEqual([]);
});

test('every test of the suite that is named is registered', () => {
  const names = [];
  const hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
  const runs = {
    srp: { agreement: 1, claims: 1, wrongPeers: 1, powers: 1, hashes: 1, across: 1 },
    handlers: 1,
  };
  registerOurs({ test: (name) => names.push(name) }, { engines: ['wasm'], hash, runs });
  // Behind the name of the implementation, where there is one.
  const isNamed = (one, name) => one === name || one.endsWith(` ${name}`);
  const lost = of('suite').filter(({ name }) => !names.some((one) => isNamed(one, name)));
  expect(lost).toEqual([]);
  // And every case of ours is on the list, under its own number.
  const listed = new Set(of('suite').map(({ name }) => name));
  const numbers = new Set(cases.map(({ number }) => `case ${number}:`));
  const own = names.filter((name) => name.startsWith('case '));
  expect(own.filter((name) => !numbers.has(/^case \d+:/.exec(name)[0]))).toEqual([]);
  expect(own.filter((name) => !listed.has(name))).toEqual([]);
});

test('every other test that is named is in its file', () => {
  const lost = of('test').filter(({ file, name }) => {
    const path = `${root}/${file}`;
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(name);
  });
  expect(lost).toEqual([]);
});

test('the page is what is written from it', () => {
  expect(readFileSync(`${root}/docs/negative-cases.md`, 'utf8')).toBe(renderCases());
});
