/**
 * Every changeset names packages that exist, and every publishable package has been announced: it
 * has a changeset or a CHANGELOG.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { root } from './_paths.mjs';

const packages = new Map();
const folders = ['packages', 'apps']
  .flatMap((parent) => readdirSync(`${root}/${parent}`).map((name) => `${parent}/${name}`))
  .concat('conformance', 'conformance/vectors');
for (const folder of folders) {
  const manifest = JSON.parse(readFileSync(`${root}/${folder}/package.json`, 'utf8'));
  if (manifest.private !== true) packages.set(manifest.name, `${root}/${folder}`);
}

const announced = new Set();
const problems = [];
for (const file of readdirSync(`${root}/.changeset`).filter((name) => name.endsWith('.md'))) {
  if (file === 'README.md') continue;
  const [, head = '', body = ''] = readFileSync(`${root}/.changeset/${file}`, 'utf8').split('---');
  const names = [...head.matchAll(/^["'](.+?)["']:\s*(major|minor|patch)$/gm)].map(
    ([, name]) => name,
  );
  if (names.length === 0) problems.push(`${file}: names no package`);
  if (body.trim() === '') problems.push(`${file}: says nothing`);
  for (const name of names) {
    if (!packages.has(name)) problems.push(`${file}: ${name} is not a package to publish`);
    announced.add(name);
  }
}
for (const [name, folder] of packages) {
  if (!announced.has(name) && !existsSync(`${folder}/CHANGELOG.md`)) {
    problems.push(`${name}: neither a changeset nor a CHANGELOG announces it`);
  }
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
