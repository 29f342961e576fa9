/**
 * Every package, packed as it would be published and installed by npm into an empty project, signs
 * in on this machine's own Node: the sources, the workspace and its links are not there to help.
 *
 * @module
 */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, root } from './_built.ts';
import { run, startService } from './_programs.ts';
import type { Outcome } from './_programs.ts';

/** The members of a package.json that matter here. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly packageManager?: string;
  readonly exports?: { readonly [subpath: string]: unknown };
  readonly scripts?: { readonly [name: string]: string };
  readonly peerDependencies?: { readonly [name: string]: string };
}

const PROGRAM = fileURLToPath(new URL('packed-sign-in.mjs', import.meta.url));
const REQUIRED_FILES = ['package.json', 'README.md', 'LICENSE'];
const ALLOWED_FILES = /^(?:(?:dist|src)\/.+|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
/** Those that are not laid out like the others, and what else is in them. */
const OTHER_FILES: { readonly [name: string]: RegExp } = {
  '@countersign/conformance': /^(?:reference|runner|suite)\/.+$/,
  '@countersign/conformance-vectors': /^(?:(?:challenges|schema)\/)?[\w.-]+\.json$/,
};
const SOURCES = /^(?:src\/(.+)|((?:runner|suite)\/.+))\.ts$/;
const TEST_FILES = /\.test\.|(?:^|\/)tests?\/|\.tsbuildinfo$/;
const OWN_FOLDERS = ['packages', 'apps', 'node_modules'];
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'];

/** A program that knows how a TIMESTAMP is written, and nothing else. */
const CLOCK = fileURLToPath(new URL('../test/_clock.mjs', import.meta.url));

const packages = ['packages', 'apps']
  .flatMap((parent) => readdirSync(`${root}/${parent}`).map((name) => `${parent}/${name}`))
  .concat('conformance', 'conformance/vectors')
  .map((folder) => ({ folder, manifest: readManifest(`${root}/${folder}`) }))
  .filter(({ manifest }) => manifest.private !== true);
const work = mkdtempSync(join(tmpdir(), 'countersign-packed-'));
const project = join(work, 'project');

beforeAll(async () => {
  await build(...packages.flatMap(({ folder }) => projectOf(folder)));
  const filters = packages.map(({ manifest }) => `--filter=${manifest.name}`);
  await pnpm('--recursive', ...filters, 'pack', '--pack-destination', work);
  cpSync(PROGRAM, join(project, 'sign-in.mjs'));
  writeFileSync(join(project, 'package.json'), JSON.stringify(projectManifest()));
  await npm('install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
});

afterAll(() => rmSync(work, { recursive: true }));

/** What compiles a package, where something does. */
function projectOf(folder: string): readonly string[] {
  const projects = [`${folder}/tsconfig.build.json`, `${folder}/tsconfig.json`];
  return projects.filter((project) => existsSync(`${root}/${project}`)).slice(0, 1);
}

/** Each package comes from its tarball, also where another package asks for it. */
function projectManifest(): object {
  const dependencies = packages.map(({ manifest: { name, version } }) => {
    const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
    return [name, `file:../${file}`];
  });
  return {
    private: true,
    type: 'module',
    dependencies: Object.fromEntries([...dependencies, ...peers()]) as object,
    overrides: Object.fromEntries(dependencies.map(([name]) => [name, `$${name}`])) as object,
  };
}

/** What a user brings along, in the version that the workspace is tested with. */
function peers(): readonly (readonly [string, string])[] {
  return packages.flatMap(({ folder, manifest: { peerDependencies = {} } }) =>
    Object.keys(peerDependencies).map((name) => {
      const { version } = readManifest(`${root}/${folder}/node_modules/${name}`);
      return [name, version] as const;
    }),
  );
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

async function pnpm(...args: readonly string[]): Promise<void> {
  const { packageManager } = readManifest(root);
  await npmIn(root, 'exec', '--yes', '--prefer-offline', '--', packageManager!, ...args);
}

async function npm(...args: readonly string[]): Promise<Outcome> {
  return npmIn(project, ...args);
}

async function npmIn(folder: string, ...args: readonly string[]): Promise<Outcome> {
  // Under `npm test`, npm tells where it is, and which project its children should work on.
  const { npm_execpath: self = '', npm_config_local_prefix: _, ...env } = process.env;
  const outcome = /npm-cli\.c?js$/.test(self)
    ? await run(process.execPath, [self, ...args], { folder, env })
    : await run('npm', args, { folder, env });
  if (outcome.status === 0) return outcome;
  throw new Error(`npm ${args.join(' ')} failed:\n${outcome.stdout}${outcome.stderr}`);
}

describe.each(packages.map(({ manifest }) => manifest.name))('%s, packed', (name) => {
  const folder = join(project, 'node_modules', name);

  function packedFiles(): readonly string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => join(parentPath, file).slice(folder.length + 1))
      .map((file) => file.replaceAll(sep, '/'));
  }

  test('holds its build, its sources, a README and the licence, and nothing else', () => {
    const files = packedFiles();
    expect(REQUIRED_FILES.filter((file) => !files.includes(file))).toEqual([]);
    const others = files.filter((file) => !ALLOWED_FILES.test(file));
    expect(others.filter((file) => OTHER_FILES[name]?.test(file) !== true)).toEqual([]);
    expect(files.filter((file) => TEST_FILES.test(file))).toEqual([]);
  });

  // What an older source left behind would be published: remove dist and *.tsbuildinfo, and build.
  const testSources = name === '@countersign/conformance-vectors' ? undefined : test;
  testSources?.('has one build output for each source, and none without', () => {
    const files = packedFiles();
    const builds = files.flatMap((file) => /^dist\/(.+)\.js$/.exec(file)?.[1] ?? []);
    const sources = files.flatMap((file) => {
      const [, inside, whole] = SOURCES.exec(file) ?? [];
      return inside ?? whole ?? [];
    });
    expect(sources).not.toEqual([]);
    expect(builds.toSorted()).toEqual(sources.toSorted());
  });

  test('names no path of the machine that packed it', () => {
    const named = packedFiles().filter((file) => {
      const content = readFileSync(join(folder, file), 'utf8');
      return OWN_FOLDERS.some((own) => content.includes(`${root}/${own}/`));
    });
    expect(named).toEqual([]);
  });

  test('has a manifest that npm understands, without install scripts', () => {
    const { scripts = {} } = readManifest(folder);
    expect(Object.keys(scripts).filter((script) => INSTALL_SCRIPTS.includes(script))).toEqual([]);
    expect(JSON.stringify(readManifest(folder))).not.toMatch(/workspace:|catalog:/);
  });
});

describe('an empty project with every package installed', () => {
  test('imports each subpath and signs in', async () => {
    // Of JSON that the suite imports, on Node 20.
    const quiet = '--disable-warning=ExperimentalWarning';
    const { status, stdout, stderr } = await run(process.execPath, [quiet, 'sign-in.mjs'], {
      folder: project,
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const subpaths = packages.flatMap(({ manifest: { name, exports = {} } }) =>
      Object.keys(exports).map((subpath) => name + subpath.slice(1)),
    );
    const { imported, ...signIns } = JSON.parse(stdout) as { imported: string[] };
    expect(imported.toSorted()).toEqual(subpaths.toSorted());
    const seen = {
      right: { kind: 'signed-in', username: 'alice', challenges: ['PASSWORD_VERIFIER'] },
      wrong: { kind: 'refused', message: 'Incorrect username or password.' },
    };
    expect(signIns).toEqual({ overFetch: seen, overSdk: seen });
  });

  test('asks a program, and judges the installed pool', async () => {
    const bins = join(project, 'node_modules', '@countersign');
    const runner = [join(bins, 'conformance/dist/runner/bin.js')];
    const asked = await run(process.execPath, [
      ...runner,
      'run',
      '--json',
      '--',
      process.execPath,
      CLOCK,
    ]);
    expect(asked).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(asked.stdout)).toMatchObject({ counts: { failed: 0, refused: 0 } });
    const pool = await startService(
      process.execPath,
      [join(bins, 'local-pool/dist/bin.js'), '--port', '0', '--json'],
      (line) => JSON.parse(line) as { readonly url: string },
    );
    const flags = ['--endpoint', pool.ready.url, '--only', 'server/accept', '--json'];
    const judged = await run(process.execPath, [...runner, 'server', ...flags]);
    await pool.stop();
    expect(judged).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(judged.stdout)).toMatchObject({ counts: { failed: 0, skipped: 0 } });
  });

  test.each(['countersign', 'countersign-conformance', 'countersign-pool'])(
    'runs %s --version',
    async (program) => {
      const { stdout } = await npm('exec', '--no', '--', program, '--version');
      expect(stdout.trim()).toMatch(/\d+\.\d+\.\d+$/);
    },
  );
});
