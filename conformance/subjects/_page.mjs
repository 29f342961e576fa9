/** `docs/subjects.md`, from what was answered. */
import { readFileSync } from 'node:fs';
import { renderTable } from '../runtimes/_markdown.mjs';

const FILES = ['srp-edges', 'srp-negative'];
const vectors = Object.fromEntries(FILES.map((name) => [name, readVectors(name)]));

/** @returns {string} */
export function writePage(clients, servers) {
  return [introduction(), clientPart(clients), serverPart(servers)].join('\n');
}

function introduction() {
  return `# Subjects

What other people's software answers to the same cases. Written by \`npm run subjects\`, which ran all of it;
what is not in here was not run. A number is a \`tcId\`, and leads to its file.
`;
}

export function clientPart(results) {
  const head = ['client', 'version', 'edges', 'odd and right', 'refused'];
  const question = `## Clients

Each proves passwords, with the case's secret and time: the ${totalOf('edges')} handshakes of srp-edges, and of srp-negative the inputs
that are odd and right, and those that have to be refused. A client that throws has refused. A client that signs in to a
service is not asked about devices, whose names are no user pool's.

`;
  const rows = results.map(({ name, version, cases, failures }) => {
    const kinds = ['edges', 'valid', 'invalid'].map((kind) => {
      const total = totalOf(kind) - (kind === 'edges' ? totalOf('all') - cases : 0);
      const failed = failures.filter((failure) => kindOf(failure) === kind).length;
      return `${total - failed} of ${total}`;
    });
    return [name, version, ...kinds];
  });
  const lists = results.map(({ name, failures }) => `\n### ${name}\n\n${listOf(failures)}\n`);
  return `${question}${renderTable(head, rows)}\n${lists.join('')}`;
}

/** By flag, so that what a number stands for is said once. */
function listOf(failures) {
  if (failures.length === 0) return 'No case failed.';
  const byFlag = new Map();
  for (const failure of failures) {
    const { file, vector } = locate(failure);
    const key = `${file} ${vector.flags.join(', ')}`;
    byFlag.set(key, [...(byFlag.get(key) ?? []), { file, vector, failure }]);
  }
  const lines = [...byFlag].map(([key, list]) => {
    const [{ file, vector, failure }] = list;
    const what =
      'error' in failure.expected
        ? 'computes with'
        : 'error' in failure.got
          ? 'refuses'
          : 'signs otherwise';
    const note = vectors[file].notes[vector.flags[0]].description;
    const links = list.map(({ vector: { tcId, comment } }) => `${link(file, tcId)} ${comment}`);
    return `- ${key}, ${what}: ${note}\n  ${links.join('; ')}`;
  });
  return lines.join('\n');
}

function serverPart(results) {
  const areas = [...new Set(results[0].checks.map(({ id }) => areaOf(id)))];
  const rows = results.map(({ name, version, checks }) => {
    const cells = areas.map((area) => {
      const own = checks.filter(({ id, verdict }) => areaOf(id) === area && verdict !== 'skipped');
      return `${own.filter(({ verdict }) => verdict === 'passed').length} of ${own.length}`;
    });
    return [name, version, ...cells];
  });
  const lists = results.map(({ name, checks }) => {
    const failed = checks.filter(({ verdict }) => verdict === 'failed');
    const lines = failed.map(({ id, title, why }) => `- ${id}: ${title}. ${why}`);
    return `\n### ${name}\n\n${lines.length === 0 ? 'No check failed.' : lines.join('\n')}\n`;
  });
  return `## Servers

\`countersign-conformance server\` against each; cognito-local with \`--emails\`. An area is the middle of a check's id, and its
checks are in \`conformance/runner/server\`. A check that could not get as far as its question has failed.

${renderTable(['server', 'version', ...areas], rows)}
${lists.join('')}`;
}

function readVectors(name) {
  const url = new URL(`../vectors/${name}.json`, import.meta.url);
  const text = readFileSync(url, 'utf8');
  const file = JSON.parse(text);
  const lines = text.split('\n');
  const tests = new Map(
    file.groups.flatMap((group) => group.tests).map((test) => [test.tcId, test]),
  );
  const lineOf = (tcId) => 1 + lines.findIndex((line) => line.trim() === `"tcId": ${tcId},`);
  return { notes: file.notes, tests, lineOf };
}

function locate({ id }) {
  const [file, tcId] = [id.slice(0, id.indexOf('/')), Number(id.split('#')[1])];
  return { file, vector: vectors[file].tests.get(tcId) };
}

function kindOf(failure) {
  const { file, vector } = locate(failure);
  return file === 'srp-edges' ? 'edges' : vector.result;
}

/** Of the cases that a client can be asked. */
function totalOf(kind) {
  const proofs = [...vectors['srp-negative'].tests.values()].filter(
    ({ input }) => !('publicAHex' in input),
  );
  const counts = {
    edges: vectors['srp-edges'].tests.size,
    valid: proofs.filter(({ result }) => result === 'valid').length,
    invalid: proofs.filter(({ result }) => result === 'invalid').length,
  };
  return counts[kind] ?? counts.edges + counts.valid + counts.invalid;
}

function link(file, tcId) {
  return `[#${tcId}](../conformance/vectors/${file}.json#L${vectors[file].lineOf(tcId)})`;
}

function areaOf(id) {
  return id.slice(id.indexOf('/') + 1, id.indexOf('#'));
}
