/**
 * Loads a built module and everything that it imports, instrumented. The files are those that are
 * published; only what they do on the way is written down.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import { instrumentJavaScript } from './_instrument-javascript.mjs';

/**
 * @param {ReturnType<import('./_trace.mjs').createTrace>} trace
 * @param {Record<string, unknown>} globals - put in the place of globals of the same name.
 * @returns `load`, from an absolute path to what it exports, and `describe`, from the number of a
 * place to its file and line.
 */
export function createTracedLoader(trace, globals = {}) {
  const modules = new Map();
  const places = ['nowhere'];

  function load(file) {
    const loaded = modules.get(file);
    if (loaded !== undefined) return loaded;
    const exported = {};
    modules.set(file, exported);
    const code = instrumentJavaScript(readFileSync(file, 'utf8'), (line) => {
      places.push(`${file}:${line}`);
      return places.length - 1;
    });
    const names = ['$trace', '$import', '$exports', ...Object.keys(globals)];
    const run = compileFunction(code, names, { filename: file });
    const require = createRequire(pathToFileURL(file));
    // Test runners are told to prefer sources (`@countersign/source`); what is published is `dist`.
    const importModule = (specifier) =>
      load(require.resolve(specifier).replace(/([\\/])src([\\/][^\\/]+)\.ts$/, '$1dist$2.js'));
    run(trace.hooks, importModule, exported, ...Object.values(globals));
    return exported;
  }

  return { load, describe: (site) => places[site ?? 0] };
}
