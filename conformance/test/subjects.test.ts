/** The table in docs/subjects.md is of the versions that are installed, and of what they still do. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { build } from '../strangers/_built.ts';
import { judgeClient, listClients } from '../subjects/_clients.mjs';

const page = readFileSync(new URL('../../docs/subjects.md', import.meta.url), 'utf8');
const [, ofClients = ''] = page.split('\n## ');

/** What the page says of a client about one file of vectors. */
function listed(name: string, file: string): readonly number[] {
  const part = ofClients.split('\n### ').find((section) => section.startsWith(`${name}\n`)) ?? '';
  const links = part.matchAll(/\[#(\d+)\]\(\.\.\/conformance\/vectors\/([\w-]+)\.json#L\d+\)/g);
  return [...links]
    .filter(([, , linked]) => linked === file)
    .map(([, tcId]) => Number(tcId))
    .toSorted((left, right) => left - right);
}

async function failing(name: string, only: string): Promise<readonly number[]> {
  await build('conformance/tsconfig.build.json', 'packages/srp-core');
  const { failures } = await judgeClient(name, only);
  return failures.map(({ id }) => Number(id.split('#')[1]));
}

test('every client has a row, with the version that is installed', () => {
  const rows = ofClients
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/\| client|---/.test(line));
  expect(rows.map((row) => row.split('|')[1]!.trim())).toEqual(listClients());
  for (const row of rows) {
    const [, name = '', version] = row.split('|').map((cell) => cell.trim());
    if (name === 'countersign') continue;
    const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url);
    expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({ name, version });
  }
});

describe('what the page says of', () => {
  test('ours is still so', async () => {
    expect(listed('countersign', 'srp-edges')).toEqual([]);
    expect(await failing('countersign', '/prove#')).toEqual([]);
  });

  test('amazon-cognito-passwordless-auth is still so, down to the number', async () => {
    const name = 'amazon-cognito-passwordless-auth';
    const known = await failing(name, 'srp-edges/prove#');
    expect(known).toEqual(listed(name, 'srp-edges'));
    // u of 31 bytes, and a name outside ASCII: both have reached users.
    expect(known).toEqual(expect.arrayContaining([4, 31]));
  });
});

test('every link leads to the line of its vector', () => {
  const links = [
    ...page.matchAll(/\[#(\d+)\]\(\.\.\/(conformance\/vectors\/[\w-]+\.json)#L(\d+)\)/g),
  ];
  expect(links.length).toBeGreaterThan(20);
  const files = new Map<string, readonly string[]>();
  for (const [, tcId, file = '', line] of links) {
    const lines =
      files.get(file) ??
      readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').split('\n');
    files.set(file, lines);
    expect(lines[Number(line) - 1]?.trim(), `${file} #${tcId}`).toBe(`"tcId": ${tcId},`);
  }
});
