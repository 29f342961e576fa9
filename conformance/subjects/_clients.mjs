/** Runs each client through the runner, and says which cases it fails. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const here = new URL('.', import.meta.url);
const runner = fileURLToPath(new URL('../dist/runner/bin.js', here));

export function listClients() {
  return readdirSync(new URL('clients/', here)).map((file) => file.replace('.mjs', ''));
}

/**
 * @param {string} name
 * @param {string} only - part of the ids to ask.
 * @returns {Promise<{ name, version, cases, failures }>} failures in the order of their vectors.
 */
export async function judgeClient(name, only = '/prove#') {
  const program = fileURLToPath(new URL(`clients/${name}.mjs`, here));
  const flags = ['run', '--only', only, '--random', '0', '--timeout', '120', '--json'];
  const out = await runRunner([...flags, '--', process.execPath, program]);
  if (out.broken !== undefined) throw new Error(`${name}: ${out.broken}`);
  const failures = out.failures.filter(
    ({ expected, got }) => !('error' in expected && 'error' in got),
  );
  const order = (id) => Number(id.split('#')[1]);
  failures.sort((left, right) => order(left.id) - order(right.id));
  const skipped = out.counts.skipped;
  return { name, version: versionOf(name), cases: out.cases - skipped, failures };
}

/** @returns what `--json` prints. */
export async function runRunner(args) {
  const child = spawn(process.execPath, [runner, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout));
}

function versionOf(name) {
  if (name === 'countersign') return 'this repository';
  const file = new URL(`../node_modules/${name}/package.json`, here);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
