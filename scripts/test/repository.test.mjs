/** What the documents promise about the repository itself. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { generatedFiles } from '../_challenge-handlers.mjs';
import { root } from '../_paths.mjs';

const read = (file) => readFileSync(`${root}/${file}`, 'utf8');
const folders = ['packages', 'apps']
  .flatMap((parent) => readdirSync(`${root}/${parent}`).map((name) => `${parent}/${name}`))
  .concat('conformance', 'conformance/vectors');
const manifests = folders.map((folder) => [folder, JSON.parse(read(`${folder}/package.json`))]);
const published = manifests.filter(([, manifest]) => manifest.private !== true);
const isData = (folder) => folder === 'conformance/vectors';

test.each(published)(
  '%s: ESM, no side effects, an allow-list of files, the same scripts',
  (folder, manifest) => {
    expect(manifest).toMatchObject({
      type: 'module',
      sideEffects: false,
      license: 'Apache-2.0',
      engines: { node: '>=20.19' },
    });
    expect(manifest.files).toContain(isData(folder) ? '**/*.json' : 'dist');
    expect(Object.keys(manifest.scripts)).toEqual(
      expect.arrayContaining(
        isData(folder) ? ['check:package'] : ['build', 'test', 'check:package'],
      ),
    );
    expect(read(`${folder}/README.md`)).toMatch(/^# @countersign\//);
    for (const [subpath, target] of Object.entries(manifest.exports)) {
      if (subpath.endsWith('.json')) continue;
      expect(Object.keys(target)[0], subpath).toBe('@countersign/source');
    }
  },
);

test.each(published)('%s: every runtime dependency is argued in ADR 5', (_folder, manifest) => {
  const argued = read('docs/adr/0005-depend-on-few-libraries.md');
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    if (!name.startsWith('@countersign/')) expect(argued).toContain(`**${name}**`);
  }
});

test.each(generatedFiles())('$path is what npm run gen writes', ({ path, text }) => {
  expect(read(path)).toBe(text);
});

test('no challenge is known by name outside its own file', () => {
  const names = read('packages/challenge-handlers/src/all.ts')
    .match(/'\.\/[a-z-]+\.ts'/g)
    .map((path) => path.slice(3, -4).replaceAll('-', '_').toUpperCase());
  expect(names).toContain('PASSWORD_VERIFIER');
  const code = (file) => read(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const flow = readdirSync(`${root}/packages/flow/src`).filter((file) => file.endsWith('.ts'));
  for (const name of names) {
    const word = new RegExp(`(?<![A-Z_])${name}(?![A-Z_])`);
    for (const file of flow) expect(code(`packages/flow/src/${file}`), file).not.toMatch(word);
  }
});

describe('the arrows are a lint rule', () => {
  const wrong = [
    ['packages/contract/src', '@countersign/flow'],
    ['packages/srp-core/src', '@countersign/challenge-handlers/all'],
    ['packages/srp-core/src', 'node:crypto'],
    ['packages/challenge-handlers/src', '@countersign/flow'],
    ['packages/flow/src', '@countersign/transport'],
    ['packages/flow/src', '@countersign/challenge-handlers/password-verifier'],
    ['packages/transport/src', '@countersign/srp-core'],
    ['packages/adapter-aws-sdk/src', '@countersign/transport'],
    ['packages/adapter-aws-sdk/src', '@countersign/flow/devices'],
    ['packages/adapter-browser/src', '@countersign/transport'],
    ['packages/local-pool/src', '@countersign/flow'],
    ['conformance/suite', '@countersign/srp-core'],
    ['conformance/runner', '@countersign/local-pool'],
  ];
  const right = [
    ['packages/srp-core/src', '@countersign/contract'],
    ['packages/challenge-handlers/src', '@countersign/srp-core'],
    ['packages/flow/src', '@countersign/contract'],
    ['packages/adapter-aws-sdk/src', '@countersign/contract'],
    ['packages/adapter-aws-sdk/src', '@aws-sdk/client-cognito-identity-provider'],
    ['packages/adapter-browser/src', '@countersign/contract'],
    ['packages/local-pool/src', '@countersign/srp-core/server'],
    ['conformance/suite', '@countersign/conformance-vectors/srp-edges.json'],
  ];

  /** In a tree of its own with the same paths: a planted file must not meet a build or a packing. */
  function lint(folder, specifier) {
    const tree = mkdtempSync(`${tmpdir()}/countersign-arrows-`);
    try {
      const {
        options: _typeAware,
        $schema: _schema,
        ...config
      } = JSON.parse(read('.oxlintrc.json'));
      writeFileSync(`${tree}/.oxlintrc.json`, JSON.stringify(config));
      mkdirSync(`${tree}/${folder}`, { recursive: true });
      writeFileSync(`${tree}/${folder}/planted.ts`, `export { x } from '${specifier}';\n`);
      const { status, stdout } = spawnSync(`${root}/node_modules/.bin/oxlint`, ['.'], {
        cwd: tree,
        encoding: 'utf8',
        shell: process.platform === 'win32',
      });
      return { status, refused: stdout.includes('no-restricted-imports') };
    } finally {
      rmSync(tree, { recursive: true });
    }
  }

  test.each(wrong)('%s must not import %s', (folder, specifier) => {
    expect(lint(folder, specifier)).toEqual({ status: 1, refused: true });
  });

  test.each(right)('%s may import %s', (folder, specifier) => {
    expect(lint(folder, specifier).refused).toBe(false);
  });
});
