/**
 * `node conformance/generate/all.mjs` writes every vector file anew, holds each against its schema,
 * and prints how many there are. A second run writes the same bytes. With `--check` it writes nothing,
 * and fails where a file is not what would be written.
 *
 * @module
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findFaults } from './_json-schema.mjs';
import { inForm, listEnvelopes } from './challenges.mjs';
import { generate as generateRefusals } from './refusals.mjs';
import { generate as generateSecretHash } from './secret-hash.mjs';
import { generate as generateEdges } from './srp-edges.mjs';
import { generate as generateDevices } from './devices.mjs';
import { generate as generateEncodings } from './encodings.mjs';
import { renderCases } from './negative-cases.mjs';
import { generate as generateProofs } from './proofs.mjs';
import { generate as generateNegative } from './srp-negative.mjs';
import { generate as generateTranscripts } from './transcripts.mjs';
import { generate as generateTransport } from './transport.mjs';

/** What a file is about, and what writes it. */
const GENERATED = [
  { area: 'SRP, every intermediate value', name: 'srp-edges.json', write: generateEdges },
  { area: 'SRP, what is refused', name: 'srp-negative.json', write: generateNegative },
  { area: 'encodings and padding', name: 'encodings.json', write: generateEncodings },
  { area: 'proofs and timestamps', name: 'proofs.json', write: generateProofs },
  { area: 'devices', name: 'devices.json', write: generateDevices },
  { area: 'secret hash', name: 'secret-hash.json', write: generateSecretHash },
  { area: 'refusals and their meaning', name: 'refusals.json', write: generateRefusals },
  { area: 'transcripts of sign-ins', name: 'transcripts.json', write: generateTranscripts },
  { area: 'transport', name: 'transport.json', write: generateTransport },
];

const folder = new URL('../vectors/', import.meta.url);
const readme = new URL('../README.md', import.meta.url);
const negativeCases = new URL('../../docs/negative-cases.md', import.meta.url);
const read = (name) => {
  const url = new URL(name, folder);
  return existsSync(url) ? readFileSync(url, 'utf8') : '';
};

/** Every numbered file: `{ area, name, write }`. */
export function listFiles() {
  const envelopes = listEnvelopes().map((name) => ({
    area: 'challenges, read and answered',
    name: `challenges/${name}`,
    write: () => inForm(read(`challenges/${name}`)),
  }));
  return [...GENERATED, ...envelopes];
}

/** @returns {string[]} what is wrong with a file's text. */
export function findFileFaults(name, text) {
  const file = JSON.parse(text);
  const schema = JSON.parse(readFileSync(new URL(file.schema, new URL(name, folder)), 'utf8'));
  const tests = testsOf(file);
  const numbers = new Set(tests.map(({ tcId }) => tcId));
  return [
    ...findFaults(schema, file),
    ...(numbers.size === tests.length ? [] : ['a tcId is used twice']),
    ...(file.numberOfTests === tests.length ? [] : ['numberOfTests is not their number']),
    ...tests
      .filter((one) => (one.result === 'invalid') !== 'error' in one)
      .map(({ tcId }) => `${tcId}: an invalid test has an error, and no other has`),
  ].map((fault) => `${name}: ${fault}`);
}

/** How many tests there are, for the README. */
export function table() {
  const counts = new Map();
  for (const { area, name } of listFiles()) {
    const tests = testsOf(JSON.parse(read(name)));
    const before = counts.get(area) ?? [0, 0];
    const invalid = tests.filter(({ result }) => result === 'invalid').length;
    counts.set(area, [before[0] + tests.length - invalid, before[1] + invalid]);
  }
  const sum = (index) => [...counts.values()].reduce((total, count) => total + count[index], 0);
  const rows = [...counts, ['together', [sum(0), sum(1)]]];
  const line = (area, ...cells) =>
    `| ${area.padEnd(29)} | ${cells.map((cell, n) => String(cell).padStart(5 + 2 * n)).join(' | ')} |`;
  const rule = `| ${'-'.repeat(29)} | ----: | ------: |`;
  return [
    line('Area', 'valid', 'invalid'),
    rule,
    ...rows.map(([area, count]) => line(area, ...count)),
  ].join('\n');
}

/** The README with that table in the place of the one that it has. */
export function readmeWithTable() {
  return readFileSync(readme, 'utf8').replace(/\| Area .*?together[^\n]*/s, table());
}

function testsOf({ groups, tests }) {
  return groups === undefined ? tests : groups.flatMap((group) => group.tests);
}

function main(checksOnly) {
  const faults = [];
  for (const { name, write } of listFiles()) {
    const text = write();
    faults.push(...findFileFaults(name, text));
    if (text === read(name)) continue;
    if (checksOnly) faults.push(`${name}: is not what its generator writes`);
    else writeFileSync(new URL(name, folder), text);
  }
  if (!checksOnly) {
    writeFileSync(readme, readmeWithTable());
    writeFileSync(negativeCases, renderCases());
  }
  console.log(table());
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

if (fileURLToPath(import.meta.url) === process.argv[1]) main(process.argv[2] === '--check');
