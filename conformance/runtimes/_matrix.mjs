/** The results as a table, on the terminal and on the page. */
import { renderTable } from './_markdown.mjs';

/**
 * @typedef {object} Row
 * @property {import('./_known.mjs').KnownRuntime} runtime
 * @property {string} name - with its version.
 * @property {string} [reason] - why it did not run.
 * @property {import('./_listen.mjs').Verdict} [verdict]
 */

const HEAD = ['runtime', 'version', 'engines', 'passed', 'failed', 'skipped', 'seconds'];

/** @param {readonly Row[]} rows */
export function renderMatrix(rows) {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  return lines
    .map((cells) => cells.map((cell, column) => alignedTo(column)(cell, widths[column])).join('  '))
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n');
}

/**
 * @param {object} report
 * @param {readonly Row[]} report.rows
 * @param {object} report.runs
 * @param {number} report.seed
 * @param {string} report.date
 * @param {string} report.machine
 * @param {string} report.seconds
 */
export function renderPage({ rows, runs, seed, date, machine, seconds }) {
  const absent = rows.filter(({ reason }) => reason !== undefined);
  const notes = rows.filter(({ runtime, reason }) => reason === undefined && runtime.note !== '');
  const skips = rows.flatMap(({ name, verdict }) =>
    (verdict?.skipped ?? []).map(
      ({ count, reason }) => `- **${name}** skipped ${count}: ${reason}.`,
    ),
  );
  const failures = rows.flatMap(({ name, verdict }) =>
    (verdict?.failures ?? []).map((failure) => `- **${name}**: ${failure.name}`),
  );
  const paragraphs = [
    '# Conformance',
    `Written by \`npm run conformance\`, and by nothing else. ${date}, on ${machine}: ${seconds} s in all.`,
    `The same suite on our own packages, as they are published, in each runtime: every vector, every property,
and srp-core against the slow reference. Everything about SRP runs on each engine that is there; named first is
the one that srp-core chooses by itself. QuickJS and Hermes run a named subset
(\`conformance/ours/subset.ts\`).`,
    renderTable(HEAD, rows.filter(({ reason }) => reason === undefined).map(cellsOf)),
    ...listOf(
      'Did not run',
      absent.map(({ name, reason }) => `- **${name}**: ${reason}.`),
    ),
    ...listOf('Failed', failures),
    ...listOf('Skipped', skips),
    ...listOf(
      'Notes',
      notes.map(({ name, runtime }) => `- **${name}**: ${runtime.note}`),
    ),
    '## How often',
    `Each property was tried this often, from seed ${seed} (\`npm run conformance -- --seed ${seed}\`); \`npm run
test:full\` tries them far more often, in Node.`,
    renderTable(['property', 'runs'], runsOf(runs)),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function listOf(title, lines) {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
}

const RUN_NAMES = {
  agreement: 'client and server derive the same S',
  claims: 'claims, each of five properties',
  wrongPeers: 'a peer with one fault, each of four',
  powers: 'against the reference, each power',
  hashes: 'against the reference, each hash',
  across: 'a client on one engine, a server on the other',
};

function runsOf({ srp, handlers }) {
  const ofSrp = Object.entries(srp).map(([name, runs]) => [RUN_NAMES[name] ?? name, String(runs)]);
  return [...ofSrp, ['each handler, each of three properties', String(handlers)]];
}

function cellsOf({ name, reason, verdict }) {
  const [, runtime, version] = /^(.*?)(?: ([\d.]+))?$/.exec(name);
  const cells = [runtime, version ?? ''];
  if (verdict === undefined) return [...cells, `not run: ${reason}`, '', '', '', ''];
  const { engines, passed, failures, skipped, seconds } = verdict;
  const left = skipped.reduce((sum, { count }) => sum + count, 0);
  return [
    ...cells,
    engines.join(', '),
    ...[passed, failures.length, left].map(String),
    seconds.toFixed(1),
  ];
}

function alignedTo(column) {
  return column < 3 ? (cell, width) => cell.padEnd(width) : (cell, width) => cell.padStart(width);
}
