/** `npm run conformance`: the whole suite in every runtime, two at a time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { cacheFolder, root } from '../../scripts/_paths.mjs';
import { writeTally } from '../../scripts/_tally.mjs';
import { listen } from './_listen.mjs';
import { renderMatrix, renderPage } from './_matrix.mjs';
import { readOptions, USAGE } from './_options.mjs';
import { createBundles } from './_suite-bundles.mjs';

/** Few, for there are many runtimes; the page says how few. */
const RUNS = {
  srp: { agreement: 10, claims: 10, wrongPeers: 3, powers: 15, hashes: 200, across: 10 },
  handlers: 40,
};
const LIMITS = { silenceMs: 60_000, wholeMs: 240_000 };

/**
 * @typedef {object} Around
 * @property {(line: string) => void} print
 * @property {AbortSignal} signal - ends it early; nothing is left running.
 * @property {typeof LIMITS} [limits]
 * @property {typeof RUNS} [runs]
 * @property {import('./_suite-bundles.mjs').Fault} [fault]
 */

/**
 * The command.
 *
 * @param {readonly string[]} args
 * @param {Around} around
 * @returns {Promise<number>} its exit code.
 */
export async function conformance(args, around) {
  const { print, signal } = around;
  let options;
  try {
    options = readOptions(args);
  } catch (error) {
    print(`${error.message}\n\n${USAGE}`);
    return 1;
  }
  if (options.help) {
    print(USAGE);
    return 0;
  }
  const rows = await runConformance(options, around);
  const faults = findFaults(rows, options);
  if (options.isWhole) writeTally('conformance', tallyOf(rows));
  for (const fault of faults) print(fault);
  return faults.length === 0 && !signal.aborted ? 0 : 1;
}

/**
 * @param {ReturnType<typeof readOptions>} options
 * @param {Around} around
 * @returns {Promise<import('./_matrix.mjs').Row[]>}
 */
export async function runConformance(options, around) {
  const { print, signal, limits = LIMITS, runs = RUNS, fault } = around;
  const { runtimes, only, seed } = options;
  print(`seed ${seed}; what is missing here and npm has is fetched now …`);
  // All at once, while the first ones run.
  const known = runtimes.map((runtime) => ({ runtime, found: find(runtime) }));
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(`${cacheFolder}/conformance-`);
  const bundleFor = createBundles(folder, { suite: { runs, seed, only }, fault });
  const rows = [];
  const start = performance.now();
  // Before this program adds to it.
  const load = loadavg()[0];
  try {
    const queue = known.entries();
    const work = async () => {
      for (const [place, one] of queue) {
        if (signal.aborted) return;
        rows[place] = await runOne(one, bundleFor, { ...limits, signal });
        for (const line of describe(rows[place])) print(line);
      }
    };
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const ran = rows.filter((row) => row !== undefined);
  print(`\n${renderMatrix(ran)}\n`);
  if (options.isWhole && !signal.aborted) {
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    writePage({ rows, runs, seed, seconds, load });
    print('docs/conformance.md is written.');
  }
  return ran;
}

/** @param {import('./_matrix.mjs').Row[]} rows @returns {string[]} why the command fails. */
export function findFaults(rows, { requireAll }) {
  return rows.flatMap(({ name, reason, verdict }) => {
    if (verdict === undefined) return requireAll ? [`${name} did not run: ${reason}`] : [];
    const { length } = verdict.failures;
    return length === 0 ? [] : [`${name}: ${length} failed`];
  });
}

async function find(runtime) {
  try {
    return await runtime.find();
  } catch (error) {
    return { name: runtime.id, reason: error.message };
  }
}

/** For the line that closes CI. A runtime that is missing is one skip. */
function tallyOf(rows) {
  const sum = (count) =>
    rows.reduce((total, { verdict }) => total + (verdict ? count(verdict) : 0), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failures }) => failures.length),
    skipped: rows.flatMap(({ name, reason }) =>
      reason === undefined ? [] : [{ name: `the suite in ${name}`, reason }],
    ),
  };
}

async function runOne({ runtime, found: finding }, bundleFor, limits) {
  const found = await finding;
  if (found.reason !== undefined) return { runtime, name: found.name, reason: found.reason };
  const verdict = await listen(async (session) => {
    const bundle = await bundleFor(runtime.bundle);
    await runtime.run(found, { ...session, ...bundle });
  }, limits);
  // Some say their version only once they run.
  return { runtime, name: found.name, verdict };
}

function describe({ runtime: { id }, name, reason, verdict }) {
  if (verdict === undefined) return [`  ${name}: not run: ${reason}`];
  const { passed, failures, seconds } = verdict;
  const counts = `${passed} passed, ${failures.length} failed, ${seconds.toFixed(1)} s`;
  return [
    `  ${name}: ${counts}`,
    ...failures.flatMap((failure) => [
      `  FAILED in ${id}: ${failure.name}`,
      ...failure.error.split('\n').map((line) => `      ${line}`),
    ]),
  ];
}

function writePage({ load, ...report }) {
  const page = renderPage({
    ...report,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0].model.trim()}, load ${load.toFixed(1)} at the start`,
  });
  writeFileSync(`${root}/docs/conformance.md`, page);
}
