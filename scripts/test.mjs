/** `npm test [-- part of a path …]`: every test, or those of matching files; `--full` adds long ones. */
import { relative } from 'node:path';
import { createVitest } from 'vitest/node';
import { root } from './_paths.mjs';
import { printSkips, readTally, tallyLine, writeTally } from './_tally.mjs';
import TallyReporter from './_vitest-reporter.mjs';

const args = process.argv.slice(2);
const full = args.includes('--full');
if (full) process.env['COUNTERSIGN_FULL'] = '1';

writeTally('test', { passed: 0, failed: 1, skipped: [] });
const parts = args.filter((argument) => argument !== '--full');
const unknown = parts.find((argument) => argument.startsWith('-'));
if (unknown !== undefined) {
  console.error(`Unknown flag ${unknown}. Parts of paths choose files; for more: npx vitest.`);
  process.exit(1);
}
const reporters = [process.stdout.isTTY ? 'default' : 'dot', new TallyReporter()];
const vitest = await createVitest('test', { root, run: true, watch: false, reporters });
// Vitest itself looks for a part in paths below a package, and never in the package's own.
const files = (await vitest.globTestSpecifications())
  .map(({ moduleId }) => moduleId)
  .filter((file) => parts.some((part) => relative(root, file).includes(part)));
if (parts.length === 0 || files.length > 0) await vitest.start(files);
await vitest.close();

const tally = readTally('test');
printSkips(tally);
if (tally.passed === 0) {
  console.error('No test ran.');
  process.exitCode = 1;
}
if (tally.failed > 0) process.exitCode = 1;
console.log(`\nnpm test closed with: ${tallyLine(tally)}`);
