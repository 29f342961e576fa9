/** The runner, against answers that are made to bring it down. */
import { describe, expect, test } from 'vitest';
import { NO_CONFIG } from '../runner/config.ts';
import { main } from '../runner/main.ts';
import { judge } from '../runner/verdicts.ts';
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

describe('of a long answer', () => {
  const LONG = 'x'.repeat(100_000);
  const asked = {
    ...{ id: 'a#1', op: 'a.b', in: {}, comment: '', notes: [] },
    expected: { out: { text: 'right', list: [1] } },
  };
  const refusal = { ...asked, expected: { error: 'ERR_PROTOCOL' } };
  const size = (value: unknown): number => JSON.stringify(value).length;

  test('nothing is kept where it is right, skipped or known to be wrong', () => {
    const right = { out: { text: 'right', list: [1], more: LONG } };
    const known = { ...NO_CONFIG, knownFailing: new Map([['a#1', 'issue 7']]) };
    expect(judge(asked, right, NO_CONFIG)).toEqual({ kind: 'passed', case: asked });
    expect(judge(asked, { skip: LONG }, NO_CONFIG)).toEqual({ kind: 'skipped', case: asked });
    expect(judge(asked, { error: LONG }, known)).toEqual({ kind: 'known', case: asked });
  });

  test('what is expected is kept where it is wrong, by its ends', () => {
    const list = Array.from({ length: 50_000 }, () => 1);
    const out = { text: `begin${LONG}end`, list, more: LONG };
    const { kind, reply } = judge(asked, { out }, NO_CONFIG);
    expect(kind).toBe('failed');
    expect(reply).toEqual({
      out: {
        text: expect.stringMatching(/^beginx+…x+end$/),
        list: expect.stringMatching(/^\[1,1.+…/),
      },
    });
    expect(size(reply)).toBeLessThan(4100);
  });

  test('little is kept where it should have been an error, or is one, or none', () => {
    const many = Object.fromEntries(Array.from({ length: 9999 }, (_, at) => [`m${at}`, at]));
    const declared = { ...NO_CONFIG, capabilities: ['a.*'] };
    for (const reply of [{ out: many }, { out: { [LONG]: LONG } }, { error: LONG }]) {
      expect(size(judge(refusal, reply, NO_CONFIG).reply)).toBeLessThan(4100);
    }
    expect(size(judge(asked, { skip: LONG }, declared).reply)).toBeLessThan(2100);
  });

  test('a line of JSON has the ends too', async () => {
    const long = printing(
      "JSON.stringify({ id: one.id, out: { timestamp: 'x'.repeat(1e6), more: 'y'.repeat(1e6) } })",
    );
    const { exitCode, stdout } = await runProgram(long, { flags: [...ONE, '--json'] });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('x…x');
    expect(stdout.length).toBeLessThan(50_000);
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
