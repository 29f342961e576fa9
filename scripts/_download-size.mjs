/** What an application downloads for an import: bundled, made small, and compressed with gzip. */
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { root } from './_paths.mjs';

/** The smallest thing of ours that signs in over SRP, HTTP included. */
export const SIGN_IN = `
export { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
export { signIn } from '@countersign/flow';
export { userSrpAuth } from '@countersign/flow/user-srp-auth';
export { createRegionTransport } from '@countersign/transport';
`;

/**
 * @param {string} code - of a module that exports what is measured.
 * @param {object} [options]
 * @param {readonly string[]} [options.conditions] - of `exports`, besides the usual ones.
 * @param {Record<string, string>} [options.define]
 * @returns {Promise<{ bytes: number, modules: Record<string, { renderedLength: number }> }>}
 */
export async function downloadOf(code, { conditions = [], define = {} } = {}) {
  // A file that is not there, in a folder from where all packages are found, ours and others.
  const entry = `${root}/conformance/size.js`;
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    root: `${root}/conformance`,
    define,
    resolve: { conditions: [...conditions, 'module', 'browser', 'import', 'default'] },
    plugins: [
      {
        name: 'size-entry',
        enforce: 'pre',
        resolveId: (source) => (source === entry ? entry : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  });
  const files = new Map(output.map((file) => [file.fileName, file]));
  const chunks = withImports(files, output[0]);
  const sizes = chunks.map((chunk) => gzipSync(chunk.code, { level: 9 }).length);
  return {
    bytes: sizes.reduce((sum, size) => sum + size),
    modules: Object.assign({}, ...chunks.map(({ modules }) => modules)),
  };
}

/** What has to be there before the first line runs; what is imported later, if ever, is not. */
function withImports(files, chunk, found = new Set()) {
  if (found.has(chunk)) return [...found];
  found.add(chunk);
  for (const name of chunk.imports) withImports(files, files.get(name), found);
  return [...found];
}
