/**
 * `node scripts/check-package.mjs <folder>`: packs the package as it would be published, and holds
 * the tarball against publint and arethetypeswrong.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { root } from './_paths.mjs';
import { pnpm } from './_pnpm.mjs';

const folder = resolve(process.argv[2] ?? '.');
const out = mkdtempSync(`${tmpdir()}/countersign-pack-`);
try {
  // Not `npm pack`: only pnpm replaces `workspace:` and `catalog:` with versions.
  if (!pnpm('--dir', folder, 'pack', '--pack-destination', out)) process.exit(1);
  const [tarball] = readdirSync(out);
  const checks = [
    { name: 'publint', args: ['run', `${out}/${tarball}`, '--strict'] },
    { name: 'attw', args: [`${out}/${tarball}`, '--profile', 'esm-only'] },
  ];
  for (const { name, args } of checks) {
    const { status } = spawnSync(`${root}/node_modules/.bin/${name}`, args, {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(out, { recursive: true });
}
