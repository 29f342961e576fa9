/** Makes one file of a bench module and everything that it compares. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFile } from '../runtimes/_bundle.mjs';

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

/**
 * @param {string} entry - a file of this folder.
 * @param {string} outDir
 * @param {string[]} conditions - of `exports`, besides the usual ones.
 * @returns {Promise<string>} the path of the bundle, of the entry's name without the underscore.
 */
export async function bundle(entry, outDir, conditions = []) {
  return bundleFile({
    entry: `${folder}/${entry}`,
    outDir,
    fileName: entry.replace(/^_/, ''),
    conditions,
    alias,
    // amazon-cognito-identity-js and its dependencies expect Node's name for it.
    define: { global: 'globalThis' },
  });
}
