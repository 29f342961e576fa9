/**
 * Reads vector files out of the package that they come in.
 *
 * @module
 */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { JsonObject, Notes } from './case.ts';

const VECTORS = '@countersign/conformance-vectors';
// Node 20 calls `import` of JSON experimental, on standard error.
const require = createRequire(import.meta.url);

/** The members that files with groups of tests share. */
export interface GroupedFile<Test> {
  readonly notes: Notes;
  readonly groups: readonly {
    readonly type: string;
    /** What the inputs of a group share. */
    readonly base?: JsonObject;
    readonly tests: readonly Test[];
  }[];
}

/** @param path - within the package, for example `srp-edges.json`. */
export function readVectors(path: string): unknown {
  return require(`${VECTORS}/${path}`);
}

/** The files of a folder, in order of their names. */
export function listVectors(folder: string): readonly string[] {
  const root = dirname(require.resolve(`${VECTORS}/package.json`));
  return readdirSync(`${root}/${folder}`)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${folder}/${name}`);
}
