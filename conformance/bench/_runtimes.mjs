/**
 * The runtimes that the benchmark knows. Those on npm are fetched when they are missing, into the
 * scripts' cache; nothing of that is part of the workspace. One that cannot be had has a reason.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../scripts/_paths.mjs';

const OPENSSL = 'node:crypto (OpenSSL)';
const CPU = process.arch;
const SYSTEM = process.platform === 'win32' ? 'win' : process.platform;
const BUN_CPU = CPU === 'arm64' ? 'aarch64' : CPU;
const WORKERD_CPU = CPU === 'x64' ? '64' : CPU;
const deno = createRequire(new URL('../../apps/deno/package.json', import.meta.url));

/**
 * @typedef {{ name: string, path?: string, reason?: string, cryptoName?: string,
 * args?: string[] }} Runtime
 * `path` where it is there, `reason` where it is not.
 */

/**
 * @param {boolean} onlyHere - this very Node.
 * @returns {Runtime[]} Node in the versions that are maintained, Deno, Bun.
 */
export function findCommands(onlyHere) {
  if (onlyHere) {
    const name = `Node ${process.versions.node}`;
    return [{ name, cryptoName: OPENSSL, path: process.execPath }];
  }
  const nodes = ['20.20.2', '22.23.3', '24.21.0', '26.10.0'].map((version) => ({
    name: `Node ${version}`,
    cryptoName: OPENSSL,
    ...(process.versions.node === version
      ? { path: process.execPath }
      : fetched(`node-${SYSTEM}-${CPU}`, version, 'bin/node')),
  }));
  return [
    ...nodes,
    {
      name: 'Deno 2.9.5',
      cryptoName: 'node:crypto of Deno',
      args: ['run', '--quiet', '--no-remote', '-A'],
      ...findDeno(),
    },
    {
      name: 'Bun 1.4.5',
      cryptoName: 'node:crypto of Bun (BoringSSL)',
      ...fetched(`@oven/bun-${SYSTEM}-${BUN_CPU}`, '1.4.5', 'bin/bun'),
    },
  ];
}

/** @returns {Runtime} */
export function findWorkerd() {
  const version = '1.20261023.1';
  const name = `workerd ${version}`;
  return {
    name,
    ...fetched(`@cloudflare/workerd-${SYSTEM}-${WORKERD_CPU}`, version, 'bin/workerd'),
  };
}

/** @returns {Runtime} the first of the candidates that exists, and says its version. */
export function findBrowser(name, candidates, hint) {
  const path = candidates.find((candidate) => candidate !== undefined && existsSync(candidate));
  if (path === undefined) return { name, reason: `not installed (${hint})` };
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  const version = /\d+(\.\d+)+/.exec(stdout ?? '')?.[0];
  return { name: version === undefined ? name : `${name} ${version}`, path };
}

function findDeno() {
  try {
    // What its install script put beside it.
    const path = fileURLToPath(new URL('.bin/deno', `file://${deno.resolve('deno/package.json')}`));
    const linked = fileURLToPath(
      new URL('../../apps/deno/node_modules/.bin/deno', import.meta.url),
    );
    return { path: existsSync(path) ? path : linked };
  } catch {
    return { reason: 'not installed (npm package `deno`)' };
  }
}

function fetched(npmName, version, file) {
  const folder = `${cacheFolder}/runtimes/${npmName.replace('/', '-')}-${version}`;
  const path = `${folder}/node_modules/${npmName}/${file}`;
  if (existsSync(path)) return { path };
  mkdirSync(folder, { recursive: true });
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  const args = ['install', '--prefix', folder, ...flags, '--force', `${npmName}@${version}`];
  const { status } = spawnSync('npm', args, {
    stdio: ['ignore', 'ignore', 'ignore'],
    shell: process.platform === 'win32',
  });
  if (status === 0 && existsSync(path)) return { path };
  return { reason: `${npmName}@${version} could not be fetched from npm` };
}
