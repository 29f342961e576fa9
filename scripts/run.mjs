/**
 * The one entry of the root scripts: `node scripts/run.mjs <script> [arguments]`.
 *
 * It sets the workspace up first (at once when nothing changed), then runs the script in this very
 * process where it can, so that signals and standard input reach it.
 */
import { pathToFileURL } from 'node:url';
import { followParent } from './_follow-parent.mjs';
import { root } from './_paths.mjs';
import { requireNode } from './_require-node.mjs';
import { setup } from './_setup.mjs';

const programs = {
  setup: undefined,
  demo: 'apps/demo/dist/main.js',
  pool: 'packages/local-pool/dist/bin.js',
  cli: 'apps/cli/dist/bin.js',
  bench: 'scripts/bench.mjs',
  conformance: 'conformance/runtimes/run.mjs',
  faults: 'conformance/faults/run.mjs',
  'bench:timing': 'packages/srp-core/proof/timing.mjs',
  subjects: 'conformance/subjects/run.mjs',
  'release:check': 'scripts/release-check.mjs',
  test: 'scripts/test.mjs',
  check: 'scripts/check.mjs',
};

requireNode();
if (process.env['npm_lifecycle_event'] !== undefined) followParent();
const [name = '', ...rest] = process.argv.slice(2);
if (!Object.hasOwn(programs, name)) {
  console.error(`Unknown script "${name}". Known: ${Object.keys(programs).join(', ')}.`);
  process.exit(1);
}
// Vitest and others colour a file as they do a terminal.
if (!process.stdout.isTTY && process.env['FORCE_COLOR'] === undefined) {
  process.env['NO_COLOR'] ??= '1';
}
const isSetUp = setup({ verbose: name === 'setup' });
const program = programs[name];
if (!isSetUp) {
  process.exitCode = 1;
} else if (program !== undefined) {
  const file = `${root}/${program}`;
  process.argv = [process.execPath, file, ...rest];
  await import(pathToFileURL(file).href);
}
