/** Every branch of the package is taken by its own tests. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const vitest = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));
const COVERAGE = [
  '--coverage.enabled',
  '--coverage.provider=v8',
  '--coverage.include=packages/srp-core/src/**',
  '--coverage.reporter=text',
  '--coverage.thresholds.branches=100',
];

test('all branches are covered', ({ skip }) => {
  if (process.env.COUNTERSIGN_FULL !== '1') {
    skip('runs the tests of srp-core once more, for a minute: npm run test:full');
  }
  const project = ['run', '--project', '@countersign/srp-core', 'packages/srp-core/test/'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vitest, ...project, ...COVERAGE],
    { cwd: root, encoding: 'utf8', env: { ...process.env, COUNTERSIGN_FULL: '0' } },
  );
  expect(stderr).not.toContain('does not meet');
  expect(stdout).toMatch(/All files .*\| +100 \|/);
  expect(status).toBe(0);
});
