/**
 * `node scripts/check-constant-time.mjs`: builds this package, then searches the built files of the
 * secret arithmetic for syntax that may take a time depending on a value. Exits with 1 when there
 * is any.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findVariableTimeSyntax } from './_constant-time-rules.mjs';

const folder = fileURLToPath(new URL('..', import.meta.url));
const compiler = fileURLToPath(
  new URL('../../../node_modules/typescript/bin/tsc', import.meta.url),
);

const build = spawnSync(process.execPath, [compiler, '-b'], { cwd: folder, stdio: 'inherit' });
if (build.status !== 0) process.exit(1);

const names = readdirSync(`${folder}/src`).filter((name) => /^_secret-.*\.ts$/.test(name));
let violations = 0;
for (const name of names) {
  const built = `dist/${name.replace(/\.ts$/, '.js')}`;
  const source = readFileSync(`${folder}/${built}`, 'utf8');
  for (const { line, construct } of findVariableTimeSyntax(source)) {
    violations += 1;
    console.error(`packages/srp-core/${built}:${line}: ${construct}`);
    console.error(`    ${source.split('\n')[line - 1].trim()}`);
  }
}
if (names.length === 0) {
  console.error('No file src/_secret-*.ts: there is nothing to check, so nothing was shown.');
  process.exit(1);
}
console.log(`${names.length} files of secret arithmetic, ${violations} forbidden constructs.`);
if (violations > 0) process.exit(1);
