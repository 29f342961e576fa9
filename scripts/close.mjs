/** `node scripts/close.mjs <part> …`: adds the parts up, and prints the line that closes CI. */
import { printSkips, readTally, tallyLine } from './_tally.mjs';

const total = { passed: 0, failed: 0, skipped: [] };
for (const part of process.argv.slice(2)) {
  const { passed, failed, skipped } = readTally(part);
  total.passed += passed;
  total.failed += failed;
  total.skipped.push(...skipped);
}
printSkips(total);
console.log(tallyLine(total));
if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
