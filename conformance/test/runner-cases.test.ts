/** The cases that the runner asks: complete, as PROTOCOL.md says them, and to be found again. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCommandLine } from './_command-line.ts';

interface Line {
  readonly id: string;
  readonly in: Readonly<Record<string, unknown>>;
  readonly error?: string;
}

async function casesOf(...flags: readonly string[]): Promise<readonly Line[]> {
  const { stdout } = await runCommandLine(['cases', '--random', '1', '--seed', 's', ...flags]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** What stands for a text in a vector file, anywhere within. */
function shorthands(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = 'codeUnits' in value || ('repeat' in value && 'times' in value) ? 1 : 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + shorthands(inner), own);
}

test('texts are asked as texts, however the vectors describe them', async () => {
  const cases = await casesOf();
  expect(cases.filter((one) => shorthands(one.in) > 0).map(({ id }) => id)).toEqual([]);
});

test('half a surrogate pair reaches the program that has to refuse it', async () => {
  const [one] = await casesOf('--only', 'challenges/password/reply#6', '--expected');
  expect(one).toMatchObject({ in: { answer: { password: '\udfff' } }, error: 'ERR_ARGUMENT' });
});

test('the whole of an id finds that case alone, a part of one all that have it', async () => {
  const idsOf = async (only: string): Promise<readonly string[]> =>
    (await casesOf('--only', only)).map(({ id }) => id);
  expect(await idsOf('srp-negative/prove#6')).toEqual(['srp-negative/prove#6']);
  expect(await idsOf('negative/prove#6')).toContain('srp-negative/prove#60');
});

test('a fresh seed is told to people, not among the cases', async () => {
  const { stdout, stderr } = await runCommandLine(['cases', '--only', 'random/u#1']);
  const [, seed = ''] = /--seed (\w+) draws/.exec(stderr) ?? [];
  const again = await runCommandLine(['cases', '--only', 'random/u#1', '--seed', seed]);
  expect(again).toMatchObject({ stdout, stderr: '' });
  expect((await runCommandLine(['cases', '--only', 'srp-edges/u#1'])).stderr).toBe('');
});

test('help has the exit codes of its own command', async () => {
  expect((await runCommandLine(['cases', '--help'])).stdout).not.toContain('broke off');
  expect((await runCommandLine(['run', '--help'])).stdout).toContain('broke off');
});

test('PROTOCOL.md has every length at which the vectors refuse', async () => {
  const page = readFileSync(new URL('../runner/PROTOCOL.md', import.meta.url), 'utf8');
  const [, limits = ''] = /^## What is too long$([^]+?)^## /m.exec(page) ?? [];
  const cases = await casesOf('--only', 'srp-negative', '--expected');
  const most = (member: string): number =>
    Math.max(
      ...cases
        .filter(({ error }) => error === undefined)
        .map((one) => one.in[member])
        .map((value) => (typeof value === 'string' ? value.length : 0)),
    );
  for (const member of ['SRP_A', 'SRP_B', 'password']) {
    expect(limits).toMatch(new RegExp(`\\| \`${member}\` +\\| ${most(member)} `));
  }
});
