/**
 * Examples of the documentation, as files that the compiler sees.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The code of each `ts` block, and the name in its first line's comment, if it has one. */
export function examplesOf(markdown: string): readonly { name?: string; code: string }[] {
  const blocks = [...markdown.matchAll(/^( *)```ts\n([\s\S]*?)^\1```/gm)];
  return blocks.map(([, indent = '', text = '']) => {
    const code = text.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    const [, name] = /^\/\/ ([\w.-]+\.ts)\n/.exec(code) ?? [];
    return { ...(name !== undefined && { name }), code };
  });
}

/** Writes files below `conformance/.cache/`, where the workspace's packages are found. */
export function writeExamples(folder: string, files: { readonly [name: string]: string }): URL {
  const base = new URL(`../.cache/${folder}/`, import.meta.url);
  rmSync(base, { recursive: true, force: true });
  mkdirSync(base, { recursive: true });
  for (const [name, code] of Object.entries(files)) writeFileSync(new URL(name, base), code);
  return base;
}

/** What the compiler says of all files in the folder, with the compiler options of the tests. */
export function compile(base: URL): string {
  const rootDir = fileURLToPath(new URL('../..', import.meta.url));
  const config = {
    extends: '../../../tsconfig.tests.json',
    compilerOptions: { rootDir },
    include: ['.'],
    exclude: [],
  };
  writeFileSync(new URL('tsconfig.json', base), JSON.stringify(config));
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  const ran = spawnSync(process.execPath, [tsc, '-p', fileURLToPath(base)], { encoding: 'utf8' });
  return `${ran.stdout}${ran.stderr}`;
}
