/** The runner, against answers that are made to bring it down. */
import { describe, expect, test } from 'vitest';
import { main } from '../runner/main.ts';
import { program, runProgram } from './_programs.ts';

/** An answer that is printed as it stands, about one case. */
function printing(expression: string): readonly string[] {
  return program(`console.log(${expression});`);
}

const ONE = ['--only', 'srp-edges/timestamp#1', '--timeout', '300'] as const;

describe('an answer that is nested', () => {
  const nested = (member: string, depth: number): readonly string[] =>
    printing(
      `'{"id":"' + one.id + '","out":{"timestamp":"x","${member}":' + '['.repeat(${depth}) + ']'.repeat(${depth}) + '}}'`,
    );

  test.each([
    ['where a value is expected', 'timestamp', []],
    ['where nobody looks, and is printed', 'other', ['--json']],
  ])('200,000 deep %s ends the talk', async (_name, member, flags) => {
    const { exitCode, stdout } = await runProgram(nested(member, 200_000), {
      flags: [...ONE, ...flags],
    });
    expect(stdout).toMatch(/nested deeper than 64/);
    expect(exitCode).toBe(3);
  });

  test('as deep as may be is judged', async () => {
    const { exitCode } = await runProgram(nested('other', 62), { flags: ONE });
    expect(exitCode).toBe(1);
    const { exitCode: deeper } = await runProgram(nested('other', 63), { flags: ONE });
    expect(deeper).toBe(3);
  });

  test('in a text alone is not nested', async () => {
    const text = JSON.stringify(`\\" ${'['.repeat(100)}`);
    const { exitCode } = await runProgram(
      printing(`JSON.stringify({ id: one.id, out: { timestamp: ${text} } })`),
      { flags: ONE },
    );
    expect(exitCode).toBe(1);
  });
});

test('what nobody foresaw is one line and exit code 3', async () => {
  const said: string[] = [];
  const exitCode = await main(['cases', '--random', '0'], {
    writeOut() {
      throw new Error('no\nroom');
    },
    writeError: (text) => void said.push(text),
    progress: () => {},
    paint: (_colour, text) => text,
    env: {},
    signal: new AbortController().signal,
  });
  expect({ exitCode, said: said.join('') }).toEqual({
    exitCode: 3,
    said: 'countersign-conformance broke: no room\n',
  });
});
