/** A release, rehearsed: `npm run release:check`. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from '../_paths.mjs';

test('every package can be versioned, published, installed and used', ({ skip }) => {
  if (process.env.COUNTERSIGN_FULL !== '1')
    skip('takes a minute: npm run test:full, or npm run release:check');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${root}/scripts/release-check.mjs`],
    {
      encoding: 'utf8',
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/\d+ packages released to http:\/\/127\.0\.0\.1:\d+ and used/);
});
