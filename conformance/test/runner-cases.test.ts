/** The cases that the runner asks. */
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
