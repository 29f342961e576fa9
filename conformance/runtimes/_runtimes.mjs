/**
 * Where the runtimes are. Those on npm are fetched when they are missing, into the scripts' cache;
 * nothing of that is part of the workspace. One that cannot be had has a reason.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
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

/** The newest of each line of Node that is maintained. */
export const NODE_VERSIONS = ['20.20.2', '22.23.3', '24.21.0', '26.10.0'];

/**
 * @param {boolean} onlyHere - this very Node.
 * @returns {Promise<Runtime[]>} Node in the versions that are maintained, Deno, Bun.
 */
export async function findCommands(onlyHere) {
  if (onlyHere) return [findThisNode()];
  const [bun, ...nodes] = await Promise.all([findBun(), ...NODE_VERSIONS.map(findNode)]);
  return [...nodes, findDeno(), bun];
}

/** @returns {Runtime} the Node that runs this. */
export function findThisNode() {
  return { name: `Node ${process.versions.node}`, cryptoName: OPENSSL, path: process.execPath };
}

/** @returns {Promise<Runtime>} */
export async function findNode(version) {
  if (process.versions.node === version) return findThisNode();
  const name = `Node ${version}`;
  return {
    name,
    cryptoName: OPENSSL,
    ...(await fetched(`node-${SYSTEM}-${CPU}`, version, 'bin/node')),
  };
}

/** @returns {Runtime} */
export function findDeno() {
  return {
    name: 'Deno 2.9.5',
    cryptoName: 'node:crypto of Deno',
    args: ['run', '--quiet', '--no-remote', '-A'],
    ...lookForDeno(),
  };
}

/** @returns {Promise<Runtime>} */
export async function findBun() {
  return {
    name: 'Bun 1.4.5',
    cryptoName: 'node:crypto of Bun (BoringSSL)',
    ...(await fetched(`@oven/bun-${SYSTEM}-${BUN_CPU}`, '1.4.5', 'bin/bun')),
  };
}

/** @returns {Promise<Runtime>} */
export async function findWorkerd() {
  const version = '1.20261023.1';
  const name = `workerd ${version}`;
  return {
    name,
    ...(await fetched(`@cloudflare/workerd-${SYSTEM}-${WORKERD_CPU}`, version, 'bin/workerd')),
  };
}

/** @returns {Promise<Runtime>} its path is the module. */
export async function findQuickJs() {
  const version = '0.32.0';
  return {
    name: `QuickJS in quickjs-emscripten ${version}`,
    ...(await fetched('quickjs-emscripten', version, 'dist/index.mjs')),
  };
}

/** @returns {Promise<Runtime & { lowering?: string }>} `lowering` is SWC, as it knows no class. */
export async function findHermes() {
  const version = '0.12.0';
  const name = `Hermes ${version}`;
  const folders = { linux: 'linux64-bin', darwin: 'osx-bin', win: 'win64-bin' };
  const file = `${folders[SYSTEM]}/hermes${SYSTEM === 'win' ? '.exe' : ''}`;
  const [hermes, swc] = await Promise.all([
    fetched('hermes-engine-cli', version, file),
    fetched('@swc/core', '1.16.22', 'index.js'),
  ]);
  if (hermes.reason !== undefined || swc.reason !== undefined) {
    return { name, reason: hermes.reason ?? swc.reason };
  }
  return { name, path: hermes.path, lowering: swc.path };
}

/** @returns {Runtime} the first of the candidates that exists, and says its version. */
export function findBrowser(name, candidates, hint) {
  const path = candidates.find((candidate) => candidate !== undefined && existsSync(candidate));
  if (path === undefined) return { name, reason: `not installed (${hint})` };
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  const version = /\d+(\.\d+)+/.exec(stdout ?? '')?.[0];
  return { name: version === undefined ? name : `${name} ${version}`, path };
}

function lookForDeno() {
  try {
    // The program that its install script put in place; the one on `.bin` is a shell script.
    const manifest = deno.resolve('deno/package.json');
    const path = manifest.replace(/package\.json$/, SYSTEM === 'win' ? 'deno.exe' : 'deno');
    if (existsSync(path)) return { path };
  } catch {
    // Not installed.
  }
  return { reason: 'not installed (npm package `deno`)' };
}

async function fetched(npmName, version, file) {
  const folder = `${cacheFolder}/runtimes/${npmName.replace('/', '-')}-${version}`;
  const path = `${folder}/node_modules/${npmName}/${file}`;
  if (existsSync(path)) return { path };
  mkdirSync(folder, { recursive: true });
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  // Whoever has no network is to hear so now, not after a minute of retries.
  flags.push('--prefer-offline', '--fetch-retries=0', '--force');
  const args = ['install', '--prefix', folder, ...flags, `${npmName}@${version}`];
  const npm = spawn('npm', args, { stdio: 'ignore', shell: process.platform === 'win32' });
  const code = await new Promise((resolve) => npm.once('error', resolve).once('close', resolve));
  if (code === 0 && existsSync(path)) return { path };
  return { reason: `${npmName}@${version} could not be fetched from npm` };
}
