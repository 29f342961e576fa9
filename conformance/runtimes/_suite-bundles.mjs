/** The suite as one file, once for each kind of runtime, from what the packages ship. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleFile } from './_bundle.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * @param {string} folder
 * @param {object} options
 * @param {object} options.suite - what the entries know as `__SUITE__`.
 * @param {Fault} [options.fault]
 * @returns {(bundle: import('./_known.mjs').Bundle) => Promise<{ file: string, folder: string }>}
 * makes each only once.
 */
export function createBundles(folder, { suite, fault }) {
  const made = new Map();
  return ({ entry, conditions }) => {
    if (!made.has(entry)) {
      const outDir = `${folder}/${entry.slice(0, -3)}`;
      mkdirSync(outDir, { recursive: true });
      const fileName = `${entry.slice('entry-'.length, -3)}.mjs`;
      const plugins = fault === undefined ? [] : [plant(fault)];
      const define = { __SUITE__: JSON.stringify(suite) };
      const options = { entry: here + entry, outDir, fileName, conditions, plugins, define };
      const file = bundleFile({ ...options, minify: false });
      made.set(
        entry,
        file.then((path) => ({ file: path, folder: outDir })),
      );
    }
    return made.get(entry);
  };
}

/**
 * @typedef {{ file: string, find: string, replace: string }} Fault
 * One text of one file, which ends in `file`, is another.
 */

/** A fault that is not there to be planted would prove nothing. */
function plant({ file, find, replace }) {
  let planted = false;
  return {
    name: 'fault',
    transform(code, id) {
      if (!id.endsWith(file)) return undefined;
      if (code.split(find).length !== 2) throw new Error(`${file} has not one "${find}".`);
      planted = true;
      return { code: code.replace(find, () => replace), map: null };
    },
    buildEnd(error) {
      if (error === undefined && !planted) throw new Error(`No module ends in ${file}.`);
    },
  };
}
