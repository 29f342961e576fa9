/** The vector files themselves: what is committed is what the generators write, and well-formed. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findFaults } from '../generate/_json-schema.mjs';
import { findFileFaults, listFiles, readmeWithTable } from '../generate/all.mjs';
import { listEnvelopes, readEnvelope } from '../generate/challenges.mjs';

const read = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8');

describe.each(listFiles())('$name', ({ name, write }) => {
  const text = read(name);
  const { groups, tests, notes } = JSON.parse(text);
  const all = tests ?? groups.flatMap((group) => group.tests);

  test('is byte for byte what its generator writes', () => {
    expect(write() === text).toBe(true);
  });

  test('keeps to its schema, and is counted', () => {
    expect(findFileFaults(name, text)).toEqual([]);
  });

  test('is numbered from 1 without gaps', () => {
    const numbers = all.map(({ tcId }) => tcId).sort((left, right) => left - right);
    expect(numbers).toEqual(Array.from(all, (_, index) => index + 1));
  });

  test('uses each of its flags, and no other', () => {
    const used = new Set(all.flatMap(({ flags }) => flags));
    expect(used).toEqual(new Set(Object.keys(notes)));
  });

  test('is JSON that every reader takes: no half of a surrogate pair', () => {
    expect(text).not.toMatch(/\\ud[89a-f]/i);
  });
});

test.each(listEnvelopes())('challenges/%s is named after its challenge', (name) => {
  const { challenge } = JSON.parse(readEnvelope(name));
  expect(challenge).toBe(name.slice(0, -5).replaceAll('-', '_').toUpperCase());
});

test('the README has the counts', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toBe(readmeWithTable());
  expect(readme).toContain('together');
});

describe('the schema check', () => {
  const edges = JSON.parse(read('srp-edges.json'));
  const schema = JSON.parse(read(edges.schema));
  const [vector] = edges.groups[0].tests;

  test.each([
    ['an integer without its sign byte', { verifier: 'ff00' }],
    ['an odd number of digits', { salt: '1ab' }],
    ['a missing value', { sharedSecretS: undefined }],
    ['a member that nobody declared', { extra: 1 }],
    ['another result', { result: 'invalid' }],
    ['no flags', { flags: [] }],
  ])('sees %s', (_name, change) => {
    const changed = JSON.parse(JSON.stringify({ ...vector, ...change }));
    const groups = [{ type: 'SrpHandshake', tests: [changed] }];
    expect(findFaults(schema, { ...edges, groups })).toHaveLength(1);
  });
});
