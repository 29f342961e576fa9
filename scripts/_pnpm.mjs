/**
 * Runs the pinned pnpm through npm, so that a machine with only Node and npm is enough. Everything
 * it prints goes to stderr: the stdout of a script belongs to that script.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { root } from './_paths.mjs';

const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

/** @returns {boolean} whether it exited with 0 */
export function pnpm(...args) {
  const npx = ['exec', '--yes', '--prefer-offline', '--', packageManager, ...args];
  // Under `npm run` npm tells where it is; else it has to be on the PATH (through a shell on Windows).
  const npm = process.env['npm_execpath'];
  const isNpm = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  const { status, error } = isNpm
    ? spawnSync(process.execPath, [npm, ...npx], options())
    : spawnSync('npm', npx, { ...options(), shell: process.platform === 'win32' });
  if (error !== undefined) console.error(`npm could not be started: ${error.message}`);
  return status === 0;
}

function options() {
  return {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', npm_config_loglevel: 'error' },
  };
}
