/**
 * What `/all`, the subpaths of challenge-handlers and the list of envelopes are made of: the files that
 * are there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { listEnvelopes } from '../conformance/generate/challenges.mjs';
import { root } from './_paths.mjs';

const folder = `${root}/packages/challenge-handlers`;
/** Subpaths that are no handlers. */
export const COMPANIONS = ['totp-setup-uri'];
const EXPORT = /^export const (\w+): ChallengeHandler<\s*'([A-Z0-9_]+)'/m;

/** The files that are generated, with the text that they have to have. */
export function generatedFiles() {
  const handlers = readdirSync(`${folder}/src`)
    .filter((file) => file.endsWith('.ts') && !file.startsWith('_'))
    .filter((file) => !['all', ...COMPANIONS].includes(file.slice(0, -3)))
    .map(describeHandler)
    .sort((a, b) => (a.challenge < b.challenge ? -1 : 1));
  return [
    { path: 'packages/challenge-handlers/src/all.ts', text: renderAll(handlers) },
    { path: 'packages/challenge-handlers/package.json', text: renderManifest(handlers) },
    { path: 'conformance/suite/challenge-envelopes.ts', text: renderEnvelopes(listEnvelopes()) },
  ];
}

function describeHandler(file) {
  const [, name, challenge] = EXPORT.exec(readFileSync(`${folder}/src/${file}`, 'utf8')) ?? [];
  if (name === undefined) {
    throw new Error(`${file} has no \`export const name: ChallengeHandler<'CHALLENGE', …>\`.`);
  }
  return { subpath: file.slice(0, -3), name, challenge };
}

function renderAll(handlers) {
  const lines = (render) => handlers.map(render).join('\n');
  return `/**
 * Every handler, for those who would rather pay a few bytes than choose. Written by \`npm run gen\`.
 *
 * @module
 */
${lines(({ subpath, name }) => `import { ${name} } from './${subpath}.ts';`)}

/** In alphabetical order of their challenges. */
export const allChallengeHandlers: readonly [
${lines(({ name }) => `  typeof ${name},`)}
] = [
${lines(({ name }) => `  ${name},`)}
];
`;
}

function renderManifest(handlers) {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const names = ['all', ...handlers.map(({ subpath }) => subpath), ...COMPANIONS];
  const subpaths = names.map((subpath) => [
    `./${subpath}`,
    { '@countersign/source': `./src/${subpath}.ts`, default: `./dist/${subpath}.js` },
  ]);
  const exports = Object.fromEntries([...subpaths, ['./package.json', './package.json']]);
  return `${JSON.stringify({ ...manifest, exports }, undefined, 2)}\n`;
}

function renderEnvelopes(files) {
  const envelopes = files.sort().map((file) => {
    const name = file.slice(0, -5).replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
    return { file, name };
  });
  const lines = (render) => envelopes.map(render).join('\n');
  return `/**
 * Every envelope, as imports, for runtimes that have no files. Written by \`npm run gen\`.
 *
 * @module
 */
import type { ChallengeEnvelope } from './challenge-vectors.ts';
${lines(({ file, name }) => `import ${name} from '@countersign/conformance-vectors/challenges/${file}' with { type: 'json' };`)}

/** In alphabetical order of their challenges. */
export const challengeEnvelopes: readonly ChallengeEnvelope[] = [
${lines(({ name }) => `  ${name},`)}
] as readonly unknown[] as readonly ChallengeEnvelope[];
`;
}
