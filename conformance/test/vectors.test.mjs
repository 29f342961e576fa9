/** The vector files themselves: what is committed is what the generators write, and well-formed. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inForm, listEnvelopes, readEnvelope } from '../generate/challenges.mjs';
import { generate as generateEdges } from '../generate/srp-edges.mjs';
import { generate as generateNegative } from '../generate/srp-negative.mjs';
import { findFaults } from './_json-schema.mjs';

const read = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8');

describe.each([
  ['srp-edges.json', generateEdges],
  ['srp-negative.json', generateNegative],
])('%s', (name, generate) => {
  const file = JSON.parse(read(name));
  const tests = file.groups.flatMap((group) => group.tests);

  test('is byte for byte what its generator writes', () => {
    expect(generate() === read(name)).toBe(true);
  });

  test('keeps to its schema', () => {
    expect(findFaults(JSON.parse(read(file.schema)), file)).toEqual([]);
  });

  test('is numbered from 1 without gaps, and counted', () => {
    const ids = tests.map(({ tcId }) => tcId);
    expect(ids).toEqual(Array.from({ length: file.numberOfTests }, (_, index) => index + 1));
  });

  test('uses each of its flags, and no other', () => {
    const used = new Set(tests.flatMap(({ flags }) => flags));
    expect(used).toEqual(new Set(Object.keys(file.notes)));
  });

  test('is ASCII but for well-formed text', () => {
    expect(read(name)).not.toMatch(/\\ud[89a-f]/i);
  });
});

describe.each(listEnvelopes())('challenges/%s', (name) => {
  const text = readEnvelope(name);
  const file = JSON.parse(text);

  test('is in form: npm run vectors brings it there', () => {
    expect(inForm(text)).toBe(text);
  });

  test('keeps to its schema', () => {
    expect(findFaults(JSON.parse(read('schema/challenge.schema.json')), file)).toEqual([]);
  });

  test('is named after its challenge', () => {
    expect(file.challenge).toBe(name.slice(0, -5).replaceAll('-', '_').toUpperCase());
  });
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
