/**
 * `npm run release:check`: a release from beginning to end, in a copy of the repository and with a
 * registry on 127.0.0.1. Nothing leaves the machine, and nothing here changes.
 *
 * 1. `changeset version` gives every package a version and a CHANGELOG.
 * 2. `pnpm publish --dry-run` finds nothing wrong.
 * 3. Every package is published, once, to the registry.
 * 4. An empty project installs them from there, asks a program with the runner and judges the pool.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { startRegistry } from './_loopback-registry.mjs';
import { root } from './_paths.mjs';

const clock = join(root, 'conformance/test/_clock.mjs');
const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const work = mkdtempSync(join(tmpdir(), 'countersign-release-'));
const copy = join(work, 'repository');
const project = join(work, 'project');
const npmrc = join(work, 'npmrc');
const registry = await startRegistry();
try {
  const folders = await copyRepository();
  const versions = await version(folders);
  await publish(versions);
  await installAndRun(versions);
  console.log(`release:check: ${versions.length} packages released to ${registry.url} and used.`);
} catch (error) {
  console.error(`release:check failed: ${error.message}`);
  process.exitCode = 1;
} finally {
  registry.close();
  rmSync(work, { recursive: true });
}

/** What git knows or would, and what is built. @returns the folders of packages to publish. */
async function copyRepository() {
  const listed = await run('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root });
  for (const file of listed.split('\0').filter((name) => name && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  const folders = listed
    .split('\0')
    .filter((file) =>
      /^(?:(?:packages|apps)\/[^/]+|conformance(?:\/vectors)?)\/package\.json$/.test(file),
    )
    .map(dirname)
    .filter((folder) => manifest(folder).private !== true);
  for (const folder of folders) {
    const dist = join(root, folder, 'dist');
    if (existsSync(dist)) cpSync(dist, join(copy, folder, 'dist'), { recursive: true });
  }
  const identity = ['-c', 'user.name=release-check', '-c', 'user.email=release-check@localhost'];
  await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: copy });
  await run('git', ['add', '--all'], { cwd: copy });
  await run('git', [...identity, 'commit', '--quiet', '--no-verify', '-m', 'copy'], { cwd: copy });
  return folders;
}

async function version(folders) {
  const changesets = join(root, 'node_modules/@changesets/cli/bin.js');
  await run(process.execPath, [changesets, 'version'], { cwd: copy });
  return folders.map((folder) => {
    const { name, version: after } = manifest(folder);
    if (!existsSync(join(copy, folder, 'CHANGELOG.md')))
      throw new Error(`${name} has no CHANGELOG.`);
    return `${name}@${after}`;
  });
}

async function publish(versions) {
  writeFileSync(npmrc, `//${new URL(registry.url).host}/:_authToken=nobody-checks\n`);
  await pnpm('install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts');
  const flags = ['publish', '--recursive', '--no-git-checks', '--registry', `${registry.url}/`];
  await pnpm(...flags, '--dry-run');
  if (registry.published().length > 0) throw new Error('The dry run published.');
  await pnpm(...flags);
  const [expected, published] = [versions.toSorted().join(' '), registry.published().join(' ')];
  if (expected !== published) throw new Error(`Published ${published} in place of ${expected}.`);
}

async function installAndRun(versions) {
  mkdirSync(project);
  const npm = (...args) => run('npm', args, { cwd: project });
  writeFileSync(join(project, '.npmrc'), `@countersign:registry=${registry.url}/\n`);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  const sdk = '@aws-sdk/client-cognito-identity-provider@3';
  await npm('install', '--prefer-offline', '--no-audit', '--no-fund', ...versions, sdk);
  const bin = (name) => join(project, 'node_modules/.bin', name);
  const asked = await run(bin('countersign-conformance'), ['run', '--', process.execPath, clock]);
  console.log(asked.trimEnd().split('\n').at(-2));
  await withPool(bin('countersign-pool'), async (url) => {
    const judged = ['server', '--endpoint', url, '--only', 'server/accept'];
    const counts = await run(bin('countersign-conformance'), judged);
    console.log(counts.trimEnd().split('\n').at(-1));
  });
}

async function withPool(program, body) {
  const pool = spawn(program, ['--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    for await (const line of createInterface(pool.stdout)) {
      await body(JSON.parse(line).url);
      break;
    }
  } finally {
    pool.kill();
  }
}

function manifest(folder) {
  const file = join(existsSync(join(copy, folder)) ? copy : root, folder, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8'));
}

function pnpm(...args) {
  const npx = ['exec', '--yes', '--prefer-offline', '--', packageManager, ...args];
  return run('npm', npx, { cwd: copy, env: { NPM_CONFIG_USERCONFIG: npmrc } });
}

/** @returns what it printed. @throws with all of that where it failed. */
async function run(command, args, { cwd = work, env = {} } = {}) {
  console.log(`$ ${[command, ...args].join(' ').slice(0, 120).replaceAll('\n', ' ')}`);
  // npm tells its children which project to work on; these have their own.
  const { npm_config_local_prefix: _, ...inherited } = process.env;
  const child = spawn(command, args, {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [status, out, complaint] = await Promise.all([
    ended,
    text(child.stdout),
    text(child.stderr),
  ]);
  if (status === 0) return out;
  throw new Error(`${command} ended with ${status}:\n${out}${complaint}`);
}
