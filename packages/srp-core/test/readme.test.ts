/** The example of the README, as it stands there. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as client from '../src/index.ts';
import * as server from '../src/server.ts';

const modules = { '@countersign/srp-core': client, '@countersign/srp-core/server': server };

test('the smallest example signs in', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```js\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const body = example.replace(/import (\{[^}]+\}) from ('[^']+');/g, 'const $1 = modules[$2];');
  const lines: unknown[] = [];
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is this package's own README
  const run = new Function('modules', 'console', body) as (...args: readonly unknown[]) => void;
  run(modules, { log: (line: unknown) => lines.push(line) });
  expect(lines).toEqual([true]);
});
