/** `npm run conformance`: the whole suite in every runtime, two at a time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { cacheFolder, root } from '../../scripts/_paths.mjs';
import { listen } from './_listen.mjs';
import { renderMatrix, renderPage } from './_matrix.mjs';
import { createBundles } from './_suite-bundles.mjs';

/** Few, for there are many runtimes; the page says how few. */
const RUNS = {
  srp: { agreement: 10, claims: 10, wrongPeers: 3, powers: 15, hashes: 200, across: 10 },
  handlers: 40,
};
const LIMITS = { silenceMs: 60_000, wholeMs: 240_000 };

/**
 * @param {ReturnType<typeof import('./_options.mjs').readOptions>} options
 * @param {object} around
 * @param {(line: string) => void} around.print
 * @param {AbortSignal} around.signal - ends it early; nothing is left running.
 * @param {typeof LIMITS} [around.limits]
 * @param {import('./_suite-bundles.mjs').Fault} [around.fault]
 * @returns {Promise<import('./_matrix.mjs').Row[]>}
 */
export async function runConformance(options, { print, signal, limits = LIMITS, fault }) {
  const { runtimes, only, seed } = options;
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(`${cacheFolder}/conformance-`);
  const bundleFor = createBundles(folder, { suite: { runs: RUNS, seed, only }, fault });
  const rows = [];
  const start = performance.now();
  print(`seed ${seed}`);
  try {
    const queue = runtimes.values();
    const work = async () => {
      for (const runtime of queue) {
        const row = await runOne(runtime, bundleFor, { ...limits, signal });
        rows[runtimes.indexOf(runtime)] = row;
        for (const line of describe(row)) print(line);
      }
    };
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  } finally {
    rmSync(folder, { recursive: true });
  }
  print(`\n${renderMatrix(rows)}\n`);
  if (options.isWhole && !signal.aborted) {
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    writePage({ rows, seed, seconds });
    print('docs/conformance.md is written.');
  }
  return rows;
}

/** @param {import('./_matrix.mjs').Row[]} rows @returns {string[]} why the command fails. */
export function findFaults(rows, { requireAll }) {
  return rows.flatMap(({ name, reason, verdict }) => {
    if (verdict === undefined) return requireAll ? [`${name} did not run: ${reason}`] : [];
    const { length } = verdict.failures;
    return length === 0 ? [] : [`${name}: ${length} failed`];
  });
}

async function runOne(runtime, bundleFor, limits) {
  const found = runtime.find();
  if (found.reason !== undefined) return { runtime, name: found.name, reason: found.reason };
  const bundle = await bundleFor(runtime.bundle);
  const verdict = await listen((session) => runtime.run(found, { ...session, ...bundle }), limits);
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

function writePage({ rows, seed, seconds }) {
  const page = renderPage({
    rows,
    runs: RUNS,
    seed,
    seconds,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0].model.trim()}`,
  });
  writeFileSync(`${root}/docs/conformance.md`, page);
}
