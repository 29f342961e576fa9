/** Every TypeScript example of the documents compiles. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../_paths.mjs';

// Inside conformance, whose dependencies are all of our packages.
const folder = `${root}/conformance/.cache/docs`;

const documents = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...['packages', 'apps'].flatMap((parent) =>
    readdirSync(`${root}/${parent}`).map((name) => `${parent}/${name}/README.md`),
  ),
];

function examplesOf(document) {
  let text = '';
  try {
    text = readFileSync(`${root}/${document}`, 'utf8');
  } catch {
    return [];
  }
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code);
}

function compile(files) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, code] of Object.entries(files)) writeFileSync(`${folder}/${name}`, code);
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({
      extends: `${root}/tsconfig.tests.json`,
      compilerOptions: { rootDir: root, typeRoots: [`${root}/node_modules/@types`] },
      include: ['./*.ts'],
      exclude: [],
    }),
  );
  return spawnSync(`${root}/node_modules/.bin/tsc`, ['-p', folder], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
}

test('every example compiles, and a wrong one would not', () => {
  const files = {};
  for (const document of documents) {
    for (const [n, code] of examplesOf(document).entries()) {
      files[`${document.replaceAll(/[^\w]/g, '_')}_${n}.ts`] = `${code}\nexport {};\n`;
    }
  }
  expect(Object.keys(files).length).toBeGreaterThan(3);
  const { status, stdout } = compile(files);
  expect(stdout).toBe('');
  expect(status).toBe(0);

  const wrong = compile({
    ...files,
    'wrong.ts': `import { signIn } from '@countersign/flow';\nexport const step = signIn({});\n`,
  });
  expect(wrong.stdout).toMatch(/wrong\.ts.*error TS/);
});
