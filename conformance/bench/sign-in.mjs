/**
 * `npm run bench`: the client's work of one sign-in, ours and others', on every runtime that is there
 * or comes from npm; then what the first one costs. Writes `docs/benchmarks.md`. With `--here`, on
 * this Node alone, and nothing is written.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { cacheFolder, root } from '../../scripts/_paths.mjs';
import { findBrowsers } from '../runtimes/_browsers.mjs';
import { bundle } from './_bundle.mjs';
import { measureFirstPages, measureFirstProofs } from './_cold.mjs';
import { renderPage, summarise } from './_page.mjs';
import { runWorkerd } from './_run-workerd.mjs';
import { findCommands, findWorkerd } from '../runtimes/_runtimes.mjs';
import { servePage } from '../runtimes/_serve.mjs';

const OPTIONS = { rounds: 11, warmUp: 2 };
const onlyHere = process.argv.includes('--here');
const require = createRequire(import.meta.url);

mkdirSync(cacheFolder, { recursive: true });
const folder = mkdtempSync(`${cacheFolder}/bench-`);
const runs = [];
const absent = [];
// Before this program adds to it.
const load = loadavg()[0];
try {
  const file = await bundle('_entry.mjs', folder);
  for (const runtime of await findCommands(onlyHere)) {
    await measureOn(runtime, () => runCommand(runtime, file));
  }
  if (!onlyHere) {
    const workerd = await findWorkerd();
    await measureOn(workerd, () => runWorkerd(workerd.path, `${folder}/workerd`));
    for (const browser of findBrowsers()) {
      await measureOn(browser, () => runBrowser(browser, file));
    }
    await writePage();
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function measureOn(runtime, run) {
  if (runtime.reason !== undefined) {
    console.log(`\n  ${runtime.name}: ${runtime.reason}`);
    absent.push(runtime);
    return;
  }
  try {
    const results = await run();
    runs.push({ ...runtime, results });
    console.log(`\n  ${runtime.name}, median of ${OPTIONS.rounds} rounds`);
    for (const line of describe(results)) console.log(`    ${line}`);
  } catch (error) {
    console.log(`\n  ${runtime.name}: ${error.message}`);
    absent.push({ name: runtime.name, reason: `it failed (${error.message.split('\n')[0]})` });
    process.exitCode = 1;
  }
}

function describe(results) {
  const amazon = results.find(({ name }) => name === 'amazon-cognito-identity-js');
  return results.map(({ name, milliseconds }) => {
    const { median, minimum, maximum } = summarise(milliseconds);
    const theirs = summarise(amazon.milliseconds);
    const ratios = [theirs.median / median, theirs.minimum / minimum];
    const [ratio, fastest] = ratios.map((value) => value.toFixed(1));
    const [middle, low, high] = [median, minimum, maximum].map((value) => value.toFixed(2));
    const times = `${middle.padStart(8)} ms  (${low} – ${high})`;
    return `${name.padEnd(30)} ${times.padEnd(34)} ${ratio.padStart(6)} × amazon (${fastest} ×)`;
  });
}

function runCommand({ path, args = [] }, file) {
  const program = `${root}/conformance/bench/_run-in-process.mjs`;
  const run = spawnSync(path, [...args, program, file, JSON.stringify(OPTIONS)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  if (run.status !== 0) throw new Error(run.stderr || String(run.error));
  return JSON.parse(run.stdout);
}

async function runBrowser(browser, file) {
  const page = await servePage(file);
  try {
    const script = `const { runBench } = await import('/bench.mjs');
      return runBench(${JSON.stringify(OPTIONS)});`;
    return await browser.evaluate(page.url, script);
  } finally {
    page.close();
  }
}

async function writePage() {
  const chromium = findBrowsers().find(({ name, path }) => name.startsWith('Chromium') && path);
  const version = (name) =>
    JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')).version;
  const peers = ['amazon-cognito-identity-js', 'aws-amplify'];
  const page = renderPage({
    machine: `${cpus().length} × ${cpus()[0].model.trim()}, load ${load.toFixed(1)} at the start`,
    date: new Date().toISOString().slice(0, 10),
    versions: {
      ...Object.fromEntries(peers.map((name) => [name, version(name)])),
      'cognito-srp-helper': versionOfHelper(),
    },
    runs,
    absent,
    proofs: await measureFirstProofs(folder),
    pages: chromium === undefined ? [] : await measureFirstPages(folder),
    browser: chromium?.name ?? '',
  });
  writeFileSync(`${root}/docs/benchmarks.md`, page);
  console.log('\n  docs/benchmarks.md is written.');
}

/** It does not export its package.json. */
function versionOfHelper() {
  const file = require.resolve('cognito-srp-helper').replace(/dist[\\/].*$/, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
