import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseSeed } from '@countersign/local-pool';
import { authFlowsFor } from '../src/auth-flows/registry.ts';
import { CHALLENGES } from '../src/challenges/registry.ts';
import { OPERATION_FAMILIES } from '../src/operations/registry.ts';
import { startPool } from './_wire-client.ts';

const README_FILE = new URL('../README.md', import.meta.url);
const README = readFileSync(README_FILE, 'utf8');
const SERVED = /(<!-- served:begin[^>]*-->)([^]*)(<!-- served:end -->)/;

/** The formatter pads tables. */
function squeeze(table: string): string {
  return table.trim().replace(/ +/g, ' ').replace(/-+/g, '-');
}

function renderServed(): string {
  const table: (readonly [string, readonly string[]])[] = [
    ...[...OPERATION_FAMILIES].map(
      ([family, operations]) => [family, operations.map(({ name }) => name)] as const,
    ),
    ['`AuthFlow` of InitiateAuth', [...authFlowsFor('user').keys()]],
    ['`AuthFlow` of AdminInitiateAuth', [...authFlowsFor('administrator').keys()]],
    ['Challenges', [...CHALLENGES.keys()]],
  ];
  return [
    '| | |',
    '| --- | --- |',
    ...table.map(
      ([title, names]) => `| ${title} | ${names.map((name) => `\`${name}\``).join(' ')} |`,
    ),
  ].join('\n');
}

describe('README', () => {
  test('the table of what is served is what the registries hold', () => {
    // COUNTERSIGN_WRITE=1 writes the table instead of comparing it.
    if (process.env['COUNTERSIGN_WRITE'] === '1') {
      writeFileSync(README_FILE, README.replace(SERVED, `$1\n\n${renderServed()}\n\n$3`));
    }
    expect(squeeze(SERVED.exec(README)?.[2] ?? '')).toBe(squeeze(renderServed()));
  });

  test('the seed in it is accepted', async () => {
    const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(README) ?? [];
    const { pools } = startPool({ seed: await parseSeed(yaml) });
    expect(pools[0]?.users[0]?.username).toBe('jane@example.com');
  });
});
