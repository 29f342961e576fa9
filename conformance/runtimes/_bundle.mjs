/** Makes one file of a module and all that it imports, for runtimes that have no npm. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { build } from 'vite';

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
 * @param {object} options
 * @param {string} options.entry - an absolute path.
 * @param {string} options.outDir
 * @param {string} options.fileName - of the bundle.
 * @param {readonly string[]} [options.conditions] - of `exports`, besides the usual ones.
 * @param {import('vite').Alias[]} [options.alias]
 * @param {Record<string, string>} [options.define]
 * @param {import('vite').Plugin[]} [options.plugins]
 * @param {boolean} [options.minify]
 * @returns {Promise<string>} the path of the bundle.
 */
export async function bundleFile(options) {
  const { entry, outDir, fileName, conditions = [], alias = [], define = {} } = options;
  await build({
    configFile: false,
    // What goes wrong is thrown.
    logLevel: 'silent',
    root: dirname(entry),
    define,
    plugins: [wasmFiles(outDir), ...(options.plugins ?? [])],
    resolve: { alias, conditions: [...conditions, 'module', 'import', 'default'] },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      minify: options.minify ?? true,
      lib: { entry, formats: ['es'], fileName: () => fileName },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  return `${outDir}/${fileName}`;
}
