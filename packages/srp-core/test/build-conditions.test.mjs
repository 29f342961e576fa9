/** The built package under the conditions that bundlers and Workers resolve it with. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const compiler = fileURLToPath(
  new URL('../../../node_modules/typescript/bin/tsc', import.meta.url),
);

/** What a Worker does with a `.wasm` file: the host compiles it, and the module is its default export. */
const LOADER = `
import { readFile } from 'node:fs/promises';
export async function load(url, context, next) {
  if (!url.endsWith('.wasm')) return next(url, context);
  const bytes = JSON.stringify([...(await readFile(new URL(url)))]);
  const source = \`export default new globalThis.HostModule(Uint8Array.from(\${bytes}));\`;
  return { format: 'module', shortCircuit: true, source };
}`;
const asUrl = (source) => `data:text/javascript,${encodeURIComponent(source)}`;
// The host may compile; after that nobody may.
const WORKER = `
import { register } from 'node:module';
register(${JSON.stringify(asUrl(LOADER))});
globalThis.HostModule = WebAssembly.Module;
WebAssembly.Module = class { constructor() { throw new Error('forbidden in Workers'); } };`;
const SHOW = `
import { engineName } from '@countersign/srp-core/engine';
import { derivePublicA } from '@countersign/srp-core/steps';
const publicA = derivePublicA(Uint8Array.of(9));
console.log(engineName(), publicA.at(-2), publicA.at(-1));`;

function run(...options) {
  const script = ['--input-type=module', '--eval', SHOW];
  const { stdout, stderr } = spawnSync(process.execPath, [...options, ...script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
  });
  expect(stderr).toBe('');
  return stdout.trim();
}

beforeAll(() => {
  const { status } = spawnSync(process.execPath, [compiler, '-b'], { cwd: folder });
  expect(status).toBe(0);
});

test('by default the module is inlined', () => {
  expect(run()).toBe('wasm 2 0');
});

test('workerd imports the file, and compiles no bytes', () => {
  expect(run('--conditions=workerd', '--import', asUrl(WORKER))).toBe('wasm 2 0');
  expect(run('--import', asUrl(WORKER))).toBe('plain 2 0');
});

test('countersign-plain leaves the module out', () => {
  expect(run('--conditions=countersign-plain')).toBe('plain 2 0');
});
