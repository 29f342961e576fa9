/** Makes one file of a bench module and everything that it compares, for runtimes that have no npm. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const folder = fileURLToPath(new URL('.', import.meta.url));
const here = createRequire(import.meta.url);
const amazon = createRequire(here.resolve('amazon-cognito-identity-js/package.json'));
const amplify = createRequire(here.resolve('aws-amplify/package.json'));
const amplifyAuth = dirname(amplify.resolve('@aws-amplify/auth/package.json'));
const srpCore = dirname(dirname(here.resolve('@countersign/srp-core/package.json')));

/** Names for files that their packages do not export. `_peers.mjs` says why. */
const alias = [
  {
    find: /^#amplify-srp/,
    replacement: `${amplifyAuth}/dist/esm/providers/cognito/utils/srp`,
  },
  {
    find: '#amazon-sha256',
    replacement: amazon.resolve('@aws-crypto/sha256-js'),
  },
  { find: /^#srp-core-dist/, replacement: `${srpCore}/srp-core/dist` },
];

/** Leaves imports of WebAssembly files to the runtime (workerd), and puts the files beside the bundle. */
function wasmFiles(outDir) {
  return {
    name: 'wasm-files',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.endsWith('.wasm')) return undefined;
      const file = resolve(dirname(importer), source);
      mkdirSync(outDir, { recursive: true });
      copyFileSync(file, `${outDir}/${basename(file)}`);
      return { id: `./${basename(file)}`, external: true };
    },
  };
}

/**
 * @param {string} entry - a file of this folder.
 * @param {string} outDir
 * @param {string[]} conditions - of `exports`, besides the usual ones.
 * @returns {Promise<string>} the path of the bundle, of the entry's name without the underscore.
 */
export async function bundle(entry, outDir, conditions = []) {
  const fileName = entry.replace(/^_/, '');
  await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    // amazon-cognito-identity-js and its dependencies expect Node's name for it.
    define: { global: 'globalThis' },
    plugins: [wasmFiles(outDir)],
    resolve: { alias, conditions: [...conditions, 'module', 'import', 'default'] },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      lib: { entry: `${folder}/${entry}`, formats: ['es'], fileName: () => fileName },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  return `${outDir}/${fileName}`;
}
