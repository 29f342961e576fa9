/** `npm test [-- vitest arguments]`: every test; `--full` adds the long ones. */
import { startVitest } from 'vitest/node';
import { root } from './_paths.mjs';
import { printSkips, readTally, tallyLine, writeTally } from './_tally.mjs';

const args = process.argv.slice(2);
const full = args.includes('--full');
if (full) process.env['COUNTERSIGN_FULL'] = '1';

writeTally('test', { passed: 0, failed: 1, skipped: [] });
const filters = args.filter((argument) => !argument.startsWith('--'));
const reporters = [
  process.stdout.isTTY ? 'default' : 'dot',
  `${root}/scripts/_vitest-reporter.mjs`,
];
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
