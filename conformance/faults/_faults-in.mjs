/**
 * The faults of one file.
 *
 * @param {string} file - in `packages/`.
 * @param {readonly (readonly [name: string, about: string, find: string, replace: string])[]} rows
 * @returns {import('./_loader.mjs').Fault[]}
 */
export function faultsIn(file, rows) {
  return rows.map(([name, about, find, replace]) => ({
    name,
    about,
    file: `packages/${file}`,
    find,
    replace,
  }));
}
