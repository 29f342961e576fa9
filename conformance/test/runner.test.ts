/** The runner, against programs that do what they should not. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from './_command-line.ts';
import { program, RIGHT, runProgram } from './_programs.ts';

const PROTOCOL = readFileSync(new URL('../runner/PROTOCOL.md', import.meta.url), 'utf8');

describe('a program that answers', () => {
  test('passes with what it can, and what it cannot is counted', async () => {
    const { exitCode, stdout } = await runProgram(RIGHT);
    expect(exitCode).toBe(0);
    const asked = await runCommandLine(['cases', '--random', '1', '--seed', 's']);
    const all = asked.stdout.trimEnd().split('\n').length;
    const passed = asked.stdout.match(/"op":"srp\.timestamp"/g)?.length;
    expect(stdout).toContain(`: ${passed} passed, 0 failed, `);
    expect(stdout).toContain(` ${all - Number(passed)} skipped, 0 skipped though declared`);
    expect(stdout).toContain('--seed s asks the same again');
  });

  test('may answer in any order', async () => {
    const backwards = program(
      "(global.all ??= []).push(one); lines.once('close', () => { while (all.length) say(right(all.pop())); });",
    );
    const { exitCode } = await runProgram(backwards, { flags: ['--only', 'timestamp#1'] });
    expect(exitCode).toBe(0);
  });

  test('must not skip what it declares', async () => {
    const { exitCode, stdout } = await runProgram(RIGHT, {
      config: { capabilities: ['srp.timestamp', 'srp.u'] },
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('answered skip, and impl.json declares srp.u');
  });

  test('must not skip what is known to fail', async () => {
    const knownFailing = [{ id: 'srp-edges/u#1', reason: 'issue 7' }];
    const { exitCode, stdout } = await runProgram(RIGHT, { config: { knownFailing } });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/answered skip, and impl\.json lists it as known to fail: it has to be/);
    expect(stdout).not.toContain('impl.json declares');
    expect(stdout).toContain(' 1 skipped though declared or listed.');
  });

  test('that skips everything has shown nothing', async () => {
    const { exitCode, stdout } = await runProgram(program("say({ id: one.id, skip: '' });"));
    expect(exitCode).toBe(1);
    expect(stdout).toContain('nothing has been judged');
  });

  const ODD =
    "const answer = right(one); if (one.id === 'srp-edges/timestamp#40') answer.out.timestamp = 'never \\x1b[31m'; say(answer);";

  test('and is wrong about one case fails with its id, its note and both values', async () => {
    const { exitCode, stdout } = await runProgram(program(ODD));
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /FAIL srp-edges\/timestamp#40 .+\n +expected .+\n +got +.+never.+\n +\w+: /,
    );
    expect(stdout).not.toContain('\u001b');
  });

  test('may be known to be wrong about it', async () => {
    const knownFailing = [{ id: 'srp-edges/timestamp#40', reason: 'issue 7' }];
    const { exitCode, stdout } = await runProgram(program(ODD), { config: { knownFailing } });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1 known to fail');
  });

  test('must still be wrong about what it is known to be wrong about', async () => {
    const knownFailing = [{ id: 'srp-edges/timestamp#40', reason: 'issue 7' }];
    const { exitCode, stdout } = await runProgram(RIGHT, { config: { knownFailing } });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('passes, and impl.json says that it fails: issue 7');
  });
});

describe('a program that does not', () => {
  const NO_BRAKES: readonly string[] = ['--timeout', '300'];

  test.each([
    ['hangs', 'setTimeout(() => {}, 1e6);', /within 1 s\. It has to flush/, ['--timeout', '1']],
    [
      'takes too long in all',
      'setTimeout(() => say(right(one)), 100);',
      /longer than 1 s for everything/,
      ['--total-timeout', '1'],
    ],
    [
      'dies',
      "console.error('out of luck'); process.exit(7);",
      /exit code 7 before it answered .*out of luck/,
      NO_BRAKES,
    ],
    ['is killed', "process.kill(process.pid, 'SIGKILL');", /ended by SIGKILL before/, NO_BRAKES],
    [
      'prints what is no JSON',
      "console.log('Hello, \\x1b[2J' + 'o'.repeat(999));",
      /a line that is no JSON: Hello, /,
      NO_BRAKES,
    ],
    ['prints JSON of another kind', 'say([1]);', /"id", a text, and exactly one of/, NO_BRAKES],
    [
      'says two things at once',
      "say({ id: one.id, out: {}, error: 'E' });",
      /"id", a text, and exactly one of/,
      NO_BRAKES,
    ],
    ['answers with a text', "say({ id: one.id, out: 'x' });", /"out" is an object/, NO_BRAKES],
    ['answers twice', 'say(right(one)); say(right(one));', /answered \S+ a second time/, NO_BRAKES],
    [
      'answers what nobody asked',
      "say({ id: 'x', skip: '' });",
      /answered x, which it was not asked/,
      NO_BRAKES,
    ],
    [
      'floods',
      "const part = 'x'.repeat(65536); (function more() { process.stdout.write(part, more); })();",
      /a line of more than 4194304 bytes/,
      NO_BRAKES,
    ],
  ])('%s', async (_name, body, why, flags) => {
    const { exitCode, stdout } = await runProgram(program(body), { flags });
    expect(stdout).toMatch(/^BROKEN after \d+ of \d+: /m);
    expect(stdout).toMatch(why);
    expect(stdout).not.toContain('\u001b');
    expect(exitCode).toBe(3);
  });

  test('does not read', async () => {
    const deaf = [process.execPath, '-e', 'setInterval(() => {}, 1000)'];
    const { exitCode, stdout } = await runProgram(deaf, { flags: ['--timeout', '1'] });
    expect(stdout).toMatch(/did not answer/);
    expect(exitCode).toBe(3);
  });

  test('is not there', async () => {
    const { exitCode, stdout } = await runProgram(['./nobody']);
    expect(stdout).toMatch(/could not be started: .*ENOENT/);
    expect(exitCode).toBe(3);
  });

  test.each([
    ['has no name', '', /could not be started: .*'file'/],
    ['is looked for within a file', `${process.execPath}/x`, /could not be started: .*ENOTDIR/],
  ])('%s', async (_name, file, why) => {
    const { exitCode, stdout } = await runProgram([file]);
    expect(stdout).toMatch(why);
    expect(exitCode).toBe(3);
  });

  test('is given up by its user', async () => {
    const stop = new AbortController();
    const deaf = [process.execPath, '-e', 'setInterval(() => {}, 1000)'];
    const running = runCommandLine(['run', '--random', '0', '--', ...deaf], {
      signal: stop.signal,
    });
    stop.abort();
    const { exitCode, stdout } = await running;
    expect(stdout).toContain('Interrupted.');
    expect(exitCode).toBe(3);
  });
});

describe('the command line', () => {
  test.each([
    ['no command', [], /Which command\?/],
    ['an unknown command', ['rum'], /no command rum/],
    ['an unknown flag', ['run', '--sead', 'x', '--', 'true'], /--sead/],
    ['no program', ['run'], /comes after "--"/],
    ['a program without its dashes', ['run', 'python3', 'a.py'], /python3'\. .*comes after "--"/],
    ['no number', ['run', '--random', 'many', '--', 'true'], /--random takes a number/],
    [
      'more cases than fit',
      ['run', '--random', '1e10', '--', 'true'],
      /--random takes a number, 10000 at most/,
    ],
    [
      'a timer that would fire at once',
      ['run', '--total-timeout', '3000000', '--', 'true'],
      /--total-timeout takes a number, 86400 at most/,
    ],
    ['no time', ['run', '--timeout', '0', '--', 'true'], /--timeout takes more than 0 seconds/],
    ['half a case', ['run', '--random', '1.5', '--', 'true'], /whole number/],
    ['no case', ['run', '--only', 'nothing', '--', 'true'], /No case has "nothing"/],
    [
      'a config that is not there',
      ['run', '--config', 'nowhere.json', '--', 'true'],
      /nowhere.json cannot be read/,
    ],
  ])('refuses %s', async (_name, argv, why) => {
    const { exitCode, stderr, stdout } = await runCommandLine(argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(why);
  });

  test.each([
    ['a member that nobody knows', { capability: [] }, /no member "capability"/],
    ['a reason left out', { knownFailing: [{ id: 'srp-edges/u#1' }] }, /"id" and a "reason"/],
    [
      'a case that does not exist',
      { knownFailing: [{ id: 'srp-edges/u#0', reason: 'x' }] },
      /which is no case/,
    ],
    [
      'an operation that does not exist',
      { capabilities: ['srp.y'] },
      /srp\.y, which is no operation/,
    ],
    ['a list', [], /holds no JSON object/],
  ])('refuses a config with %s', async (_name, config, why) => {
    const { exitCode, stderr } = await runProgram(RIGHT, { config });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(why);
  });

  test('says what there is', async () => {
    const { exitCode, stdout } = await runCommandLine(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('run');
    const { stdout: ofRun } = await runCommandLine(['run', '--help']);
    expect(ofRun).toContain('--total-timeout SECONDS');
  });

  test('prints cases with their answers', async () => {
    const { stdout } = await runCommandLine(['cases', '--only', 'srp-edges/u#1', '--expected']);
    const cases = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(cases[0]).toMatchObject({
      id: 'srp-edges/u#1',
      op: 'srp.u',
      out: { u: expect.any(String) },
    });
  });
});

test('integers come as PROTOCOL.md says, but for the one operation that it names', async () => {
  const { stdout } = await runCommandLine(['cases', '--random', '1']);
  const integers = ['x', 'u', 'S', 'verifier', 'publicA', 'publicB', 'secretA', 'secretB', 'salt'];
  const odd = new Set<string>();
  for (const line of stdout.trim().split('\n')) {
    const { op, in: input } = JSON.parse(line) as { op: string; in: Record<string, string> };
    for (const member of [...integers, 'hex']) {
      const value = input[member];
      if (value !== undefined && !/^(0|[1-9a-f][0-9a-f]*)$/.test(value)) odd.add(op);
    }
  }
  expect([...odd]).toEqual(['srp.pad']);
  expect(PROTOCOL).toContain('`hex` of `srp.pad` alone comes in any case, with leading zeros');
});

describe('random cases', () => {
  const digest = async (...flags: readonly string[]): Promise<string> => {
    const { stdout } = await runCommandLine(['cases', '--only', 'random/', '--digest', ...flags]);
    return stdout;
  };

  test('are the same for the same seed, on every machine and for ever', async () => {
    const [, command = '', printed] =
      /^\$ countersign-conformance (cases .+)\n([^]+?)^```/m.exec(PROTOCOL) ?? [];
    expect((await runCommandLine(command.split(' '))).stdout).toBe(printed);
    expect(printed).toMatch(/^da85e9285b9f78e7/);
  }, 60_000);

  test('are others for another', async () => {
    const [first, second] = [await digest('--random', '1'), await digest('--random', '1')];
    expect(first).not.toBe(second);
  });

  test('begin alike, however many there are', async () => {
    const list = async (number: string): Promise<readonly string[]> => {
      const { stdout } = await runCommandLine([
        'cases',
        '--only',
        'random/u#',
        '--seed',
        's',
        '--random',
        number,
        '--expected',
      ]);
      return stdout.trim().split('\n');
    };
    const three = await list('3');
    expect(three).toHaveLength(3);
    expect((await list('5')).slice(0, 3)).toEqual(three);
  });
});
