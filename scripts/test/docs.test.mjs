/** Every TypeScript example of the documents compiles. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, examplesOf, writeExamples } from '../../conformance/test/_page-examples.ts';
import { root } from '../_paths.mjs';

const documents = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...['packages', 'apps'].flatMap((parent) =>
    readdirSync(`${root}/${parent}`).map((name) => `${parent}/${name}/README.md`),
  ),
].filter((document) => existsSync(`${root}/${document}`));

test('every example compiles, and a wrong one would not', { timeout: 300_000 }, () => {
  const files = {};
  for (const document of documents) {
    const examples = examplesOf(readFileSync(`${root}/${document}`, 'utf8'));
    // Those with a name need each other, and have a test of their own.
    for (const [n, { code }] of examples.filter(({ name }) => name === undefined).entries()) {
      files[`${document.replaceAll(/[^\w]/g, '_')}_${n}.ts`] = `${code}\nexport {};\n`;
    }
  }
  expect(Object.keys(files).length).toBeGreaterThan(10);
  expect(compile(writeExamples('docs', files))).toBe('');

  const wrong = `import { signIn } from '@countersign/flow';\nexport const step = signIn({});\n`;
  const said = compile(writeExamples('docs', { ...files, 'wrong.ts': wrong }));
  expect(said).toMatch(/wrong\.ts.*error TS/);
});
