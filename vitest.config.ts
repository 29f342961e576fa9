import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const full = process.env['COUNTERSIGN_FULL'] === '1';

const workspace = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(new URL(folder, import.meta.url)).map((name) => ({
    name: `@countersign/${name}`,
    root: `${folder}/${name}`,
  })),
);
const roots = [
  ...workspace,
  { name: '@countersign/conformance', root: 'conformance' },
  { name: 'repository', root: 'scripts' },
];

// Tests read sources, never dist; only tests about the packed or built product build it themselves.
const conditions = ['@countersign/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // One worker per processor: the long tests compute.
    maxWorkers: '100%',
    projects: roots.map(({ name, root }) => ({
      extends: true,
      root,
      test: {
        name,
        include: ['test/**/*.test.ts', '**/*.test.{ts,mjs}'],
        exclude: ['node_modules', 'dist'],
        env: { COUNTERSIGN_FULL: full ? '1' : '0' },
        testTimeout: full ? 3_600_000 : 120_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
