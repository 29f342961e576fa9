/**
 * Installs and builds, and skips what has not changed since it last succeeded: a run with nothing to
 * do costs a few milliseconds, so every root script starts with it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { cacheFolder, root } from './_paths.mjs';
import { pnpm } from './_pnpm.mjs';

const stamp = `${cacheFolder}/setup.json`;
const conformance = `${root}/conformance`;

/** @returns {boolean} whether the workspace is installed and built */
export function setup({ verbose = false } = {}) {
  const before = readStamp();
  const installed = fingerprint(manifests());
  if (before.installed !== installed) {
    console.error('Installing dependencies (the first time takes about half a minute) …');
    if (!pnpm('install', '--frozen-lockfile')) {
      console.error('The install failed. If a package.json was edited: pnpm install, then again.');
      return false;
    }
    writeStamp({ installed });
  }
  const built = fingerprint(sources());
  const isComplete = distIsComplete();
  if (before.installed !== installed || before.built !== built || !isComplete) {
    console.error('Building …');
    removeStaleOutput();
    if (!pnpm('exec', 'turbo', 'run', 'build', '--output-logs=errors-only')) {
      console.error('The build failed: the errors are above.');
      return false;
    }
    writeStamp({ installed, built });
  } else if (verbose) {
    console.error('Nothing changed since the last setup.');
  }
  return true;
}

function packageFolders() {
  return ['packages', 'apps'].flatMap((parent) =>
    readdirSync(`${root}/${parent}`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${root}/${parent}/${entry.name}`),
  );
}

function manifests() {
  const folders = [root, ...packageFolders(), conformance, `${conformance}/vectors`];
  return [
    `${root}/pnpm-lock.yaml`,
    `${root}/pnpm-workspace.yaml`,
    ...folders.map((folder) => `${folder}/package.json`),
  ];
}

function sources() {
  return [
    `${root}/tsconfig.base.json`,
    `${root}/turbo.json`,
    ...packageFolders().flatMap((folder) => [
      `${folder}/tsconfig.json`,
      `${folder}/package.json`,
      `${folder}/index.html`,
      `${folder}/vite.config.ts`,
      ...filesBelow(`${folder}/src`),
    ]),
    ...['package.json', 'tsconfig.build.json'].map((file) => `${conformance}/${file}`),
    ...['reference', 'runner', 'suite'].flatMap((folder) => filesBelow(`${conformance}/${folder}`)),
  ];
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** What is built, and from where: the package of the suite has its sources beside other things. */
function builds() {
  const packages = packageFolders().map((folder) => ({
    folder,
    base: `${folder}/src`,
    parts: [''],
  }));
  return [...packages, { folder: conformance, base: conformance, parts: ['/runner', '/suite'] }];
}

/** The compiler never deletes: what a source left behind when it was renamed would be published. */
function removeStaleOutput() {
  for (const { folder, base } of builds()) {
    // What a bundler made has no source of the same name.
    if (!existsSync(`${folder}/dist/.tsbuildinfo`)) continue;
    for (const file of filesBelow(`${folder}/dist`)) {
      const name = file.slice(`${folder}/dist/`.length).replace(/\.(js|d\.ts)(\.map)?$/, '.ts');
      if (name.endsWith('.ts') && !existsSync(`${base}/${name}`)) rmSync(file);
    }
  }
}

/** Every source that is compiled has its output. What is missing is built from scratch. */
function distIsComplete() {
  const broken = builds().filter((build) => !isBuilt(build));
  for (const { folder } of broken) rmSync(`${folder}/dist`, { recursive: true, force: true });
  return broken.length === 0;
}

function isBuilt({ folder, base, parts }) {
  if (!existsSync(`${folder}/dist`)) return false;
  if (!existsSync(`${folder}/dist/.tsbuildinfo`)) return existsSync(`${folder}/dist/index.html`);
  return parts
    .flatMap((part) => filesBelow(`${base}${part}`))
    .every((source) => {
      const output = `${folder}/dist${source.slice(base.length)}`;
      const isCompiled = source.endsWith('.ts') && !source.endsWith('.d.ts');
      return !isCompiled || existsSync(output.replace(/\.ts$/, '.js'));
    });
}

/** By size and time of change, not by content: thousands of reads are what this is to save. */
function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const facts = existsSync(file) ? statSync(file) : undefined;
    hash.update(`${file}\0${facts?.size}\0${facts?.mtimeMs}\0`);
  }
  return hash.digest('hex');
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8'));
  } catch {
    return {};
  }
}

function writeStamp(content) {
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(stamp, `${JSON.stringify(content)}\n`);
}
