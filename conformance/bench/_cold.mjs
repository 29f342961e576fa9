/**
 * What the first sign-in costs, compilation included: in a fresh process, and on a fresh page of
 * Chromium, where the longest task of the main thread is how long the page does not react.
 */
import { spawnSync } from 'node:child_process';
import { startPoolServer } from '@countersign/local-pool/server';
import { bundle } from './_bundle.mjs';
import { launchChromium } from '../runtimes/_browsers.mjs';
import { servePage } from '../runtimes/_serve.mjs';

const PROCESSES = 9;
const PAGES = 5;
const SLOW_DOWNS = [1, 4, 6];
const USER = { username: 'alice', password: 'Correct-horse-7!' };
const SEED = { pools: [{ name: 'bench', clients: [{ clientName: 'bench' }], users: [USER] }] };
const TRACED = ['disabled-by-default-devtools.timeline', '__metadata'];

/** @returns {Promise<{ name: string, milliseconds: number[] }[]>} from import to the proof. */
export async function measureFirstProofs(folder) {
  const ours = await bundle('_first-proof.mjs', folder);
  const amazon = await bundle('_first-proof-amazon.mjs', folder);
  const subjects = [
    { name: 'srp-core (WebAssembly)', file: ours, engine: 'wasm' },
    { name: 'srp-core (plain JavaScript)', file: ours, engine: 'plain' },
    { name: 'amazon-cognito-identity-js', file: amazon },
  ].map((subject) => ({ ...subject, milliseconds: [] }));
  for (let round = 0; round < PROCESSES; round += 1) {
    for (const { file, engine, milliseconds } of subjects) {
      const script = `const start = performance.now();
        const { firstProof } = await import(${JSON.stringify(`file://${file}`)});
        await firstProof(${JSON.stringify(engine)});
        console.log(performance.now() - start);`;
      const args = ['--input-type=module', '--eval', script];
      const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      milliseconds.push(Number(stdout));
    }
  }
  return subjects.map(sorted);
}

/**
 * Whole sign-ins against a local pool, each on a page of its own.
 *
 * @returns {Promise<{ name: string, slowDown: number, milliseconds: number[], wholeMs: number[] }[]>}
 * the longest task of each, and the time from import to tokens.
 */
export async function measureFirstPages(folder) {
  const ours = await bundle('_page-countersign.mjs', folder);
  const amazon = await bundle('_page-amazon.mjs', folder);
  const pool = await startPoolServer({ seed: SEED });
  const [{ userPoolId, clients }] = pool.pool.pools;
  const settings = { endpoint: pool.url, userPoolId, clientId: clients[0].clientId, ...USER };
  const browser = await launchChromium();
  const pages = new Map();
  for (const file of [ours, amazon]) pages.set(file, await servePage(file));
  try {
    const results = [];
    for (const slowDown of SLOW_DOWNS) {
      const subjects = [
        { name: 'countersign (WebAssembly)', file: ours, engine: 'wasm' },
        { name: 'countersign (plain JavaScript)', file: ours, engine: 'plain' },
        { name: 'amazon-cognito-identity-js', file: amazon },
      ].map((subject) => ({ ...subject, slowDown, milliseconds: [], wholeMs: [] }));
      for (let round = 0; round < PAGES; round += 1) {
        for (const { file, engine, milliseconds, wholeMs } of subjects) {
          const options = { slowDown, settings: { ...settings, engine } };
          const signIn = await signInOnFreshPage(browser, pages.get(file).url, options);
          milliseconds.push(signIn.longestTaskMs);
          wholeMs.push(signIn.wholeMs);
        }
      }
      results.push(...subjects.map(sorted));
    }
    return results;
  } finally {
    for (const page of pages.values()) page.close();
    await browser.close();
    await pool.close();
  }
}

async function signInOnFreshPage(browser, url, { slowDown, settings }) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url);
    // Playwright puts a script of its own in before it evaluates anything, which is no part of a sign-in.
    await page.evaluate(() => undefined);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
    await browser.startTracing(page, { categories: TRACED });
    const wholeMs = await page.evaluate(async (options) => {
      const start = performance.now();
      const { signInOnPage } = await import(`${location.origin}/bench.mjs`);
      await signInOnPage(options);
      return performance.now() - start;
    }, settings);
    const trace = JSON.parse((await browser.stopTracing()).toString());
    return { wholeMs, longestTaskMs: longestTask(trace.traceEvents) };
  } finally {
    await context.close();
  }
}

/** Of the main threads of the renderers, one of which has the page; the others have nothing to do. */
function longestTask(events) {
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain';
  const threads = new Set(events.filter(isMain).map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = events.filter(
    ({ name, pid, tid }) => name === 'RunTask' && threads.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error('The trace has no task in it.');
  return Math.max(...tasks.map(({ dur }) => (dur ?? 0) / 1000));
}

function sorted(subject) {
  const ascending = (list) => list?.sort((left, right) => left - right);
  ascending(subject.wholeMs);
  return { ...subject, milliseconds: ascending(subject.milliseconds) };
}
