/** `npm test [-- part of a path …]`: every test, or those of matching files; `--full` adds long ones. */
import { startVitest } from 'vitest/node';
import { root } from './_paths.mjs';
import { printSkips, readTally, tallyLine, writeTally } from './_tally.mjs';
import TallyReporter from './_vitest-reporter.mjs';

const args = process.argv.slice(2);
const full = args.includes('--full');
if (full) process.env['COUNTERSIGN_FULL'] = '1';

writeTally('test', { passed: 0, failed: 1, skipped: [] });
const filters = args.filter((argument) => argument !== '--full');
const unknown = filters.find((argument) => argument.startsWith('-'));
if (unknown !== undefined) {
  console.error(`Unknown flag ${unknown}. Parts of paths choose files; for more: npx vitest.`);
  process.exit(1);
}
const reporters = [process.stdout.isTTY ? 'default' : 'dot', new TallyReporter()];
const vitest = await startVitest('test', filters, { root, run: true, watch: false, reporters });
await vitest.close();

const tally = readTally('test');
printSkips(tally);
if (tally.passed === 0) {
  console.error('No test ran.');
  process.exitCode = 1;
}
if (tally.failed > 0) process.exitCode = 1;
console.log(`\nnpm test closed with: ${tallyLine(tally)}`);
