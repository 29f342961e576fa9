import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBinOptions } from '../../../packages/local-pool/src/_bin-options.ts';
import { splitPair } from '../src/pairs.ts';
import { didYouMean, editDistance } from '../src/suggest.ts';
import { parseLine, run, signInFlags } from './_world.ts';

const json = [...signInFlags, '--json'];

describe('usage errors', () => {
  test.each([
    { name: 'no command', argv: [] },
    { name: 'unknown command', argv: ['sing-in'] },
    { name: 'flag before the command', argv: ['--username', 'jane'] },
    { name: 'unknown flag', argv: [...signInFlags, '--usrname', 'jane'] },
    { name: 'flag named like a member of every object', argv: ['sign-in', '--constructor'] },
    { name: 'flag without its value', argv: ['sign-in', '--username'] },
    { name: 'switch with a value', argv: ['sign-in', '--json=yes'] },
    { name: 'flag twice', argv: [...signInFlags, '--username', 'joe'] },
    { name: 'value without a flag', argv: [...signInFlags, 'hunter2!'] },
    { name: 'value after --', argv: [...signInFlags, '--', 'hunter2!'] },
    { name: 'unknown flow', argv: [...signInFlags.slice(0, -3), '--flow', 'SRP'] },
    { name: 'answer without a name', argv: [...signInFlags, '--answer', 'hunter2!'] },
    { name: 'answer to an unknown challenge', argv: [...signInFlags, '--answer', 'HUNTER=2!'] },
    {
      name: 'answer that nobody has to give',
      argv: [...signInFlags, '--answer', 'PASSWORD_VERIFIER=x'],
    },
    { name: 'attribute without a name', argv: [...signInFlags, '--attribute', '=x'] },
    {
      name: 'attribute twice',
      argv: [...signInFlags, '--attribute', 'a=1', '--attribute', 'a=2'],
    },
    {
      name: 'pool id that is none',
      argv: ['--user-pool-id', 'nowhere'].concat([
        '--client-id',
        'c',
        '--username',
        'u',
        '--password-stdin',
      ]),
      prefix: ['sign-in'],
    },
    { name: 'resume without a state', argv: ['resume'] },
  ])('$name', async ({ argv, prefix = [] }) => {
    const ending = await run([...prefix, ...argv, '--json'], { stdin: 'password' });
    expect(ending).toMatchObject({ exitCode: 1, error: '', calls: [] });
    expect(parseLine(ending)).toMatchObject({ status: 'error', code: 'ERR_ARGUMENT' });
    expect(ending.out).not.toContain('hunter2');
  });

  test.each(['--password', '--client-secret', '--new-password', '--state'])(
    '%s is refused, and says where secrets go',
    async (flag) => {
      for (const argv of [[flag, 'hunter2!'], [`${flag}=hunter2!`]]) {
        const { out, error, exitCode } = await run(['sign-in', ...argv], { stdin: '' });
        expect({ out, exitCode }).toEqual({ out: '', exitCode: 1 });
        expect(error).toMatch(/process lists.*-stdin/);
        expect(error).not.toContain('hunter2!');
      }
    },
  );

  test('every missing flag is named at once, and standard input is not read', async () => {
    const { error, exitCode } = await run(['sign-in'], {});
    expect(exitCode).toBe(1);
    for (const flag of ['--user-pool-id', '--client-id', '--username', '--password-stdin']) {
      expect(error).toContain(flag);
    }
  });

  test('--json never waits for a keyboard', async () => {
    const ending = await run(json, { typed: [] });
    expect(parseLine(ending)).toMatchObject({ status: 'error', code: 'ERR_ARGUMENT' });
    expect(ending.seen).toEqual([]);
  });

  test.each([
    { typo: ['sing-in'], meant: 'sign-in' },
    { typo: ['sign-in', '--usrname', 'x'], meant: '--username' },
    {
      typo: [...signInFlags, '--answer', 'NEW_PASSWRD_REQUIRED=x'],
      meant: 'NEW_PASSWORD_REQUIRED',
    },
    { typo: [...signInFlags, '--answer', 'mfa-setup=totp'], meant: 'MFA_SETUP' },
    { typo: ['device'], meant: 'devices' },
  ])('suggests $meant', async ({ typo, meant }) => {
    const { error } = await run(typo, { stdin: 'p' });
    expect(error).toContain(`Did you mean ${meant}?`);
  });
});

describe('standard input', () => {
  test.each([
    { name: 'empty', stdin: '' },
    { name: 'an empty first line', stdin: '\nx' },
    { name: 'a line that nothing announced', stdin: 'password\nsecret' },
    { name: 'no UTF-8', stdin: Uint8Array.of(0x70, 0xff, 0x0a) },
  ])('$name is refused', async ({ stdin }) => {
    const ending = await run(json, { stdin });
    expect(ending).toMatchObject({ exitCode: 1, calls: [] });
    expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
  });

  test('a client secret that is announced has to come', async () => {
    const ending = await run([...json, '--client-secret-stdin'], { stdin: 'password\n' });
    expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
    expect(ending.out).toContain('--client-secret-stdin');
  });

  test('every password arrives byte for byte', async () => {
    const line = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 60 })
      .filter((text) => !/[\r\n]|^\ufeff/.test(text));
    const ends = fc.constantFrom('', '\n', '\r\n');
    await fc.assert(
      fc.asyncProperty(line, ends, async (password, end) => {
        const { calls } = await run(json, { stdin: password + end });
        expect(calls[0]?.input).toMatchObject({ AuthParameters: { PASSWORD: password } });
      }),
    );
  });
});

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s lists the commands', async (flag) => {
    const { out, error, exitCode } = await run([flag]);
    expect({ error, exitCode }).toEqual({ error: '', exitCode: 0 });
    expect(out).toMatch(/sign-in .*\n.*resume /);
  });

  test.each([
    { command: 'sign-in', parts: ['--endpoint URL', '--answer CHALLENGE=VALUE …', '  MFA_SETUP'] },
    { command: 'resume', parts: ['--endpoint URL', '--answer CHALLENGE=VALUE …', '  MFA_SETUP'] },
    { command: 'devices', parts: ['--device-file FILE'] },
    { command: 'forget-device', parts: ['--device-file FILE'] },
  ])('$command --help lists its flags and examples', async ({ command, parts }) => {
    const { out, exitCode } = await run([command, '--help']);
    expect(exitCode).toBe(0);
    for (const part of [...parts, '--json', 'Examples:']) expect(out).toContain(part);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('help with a command is the help of that command', async () => {
    const { out } = await run(['resume', '--help']);
    expect(await run(['help', 'resume'])).toMatchObject({ out, exitCode: 0 });
    const mistyped = await run(['help', 'resumee']);
    expect(mistyped).toMatchObject({ exitCode: 1, error: expect.stringContaining('resume?') });
  });

  test('--version is that of the package', async () => {
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

test('a pair is split at its first "="', () => {
  const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('='));
  fc.assert(
    fc.property(name, fc.string(), (left, right) => {
      expect(splitPair(`${left}=${right}`, '--answer')).toEqual([left, right]);
    }),
  );
});

test('the edit distance is a metric, and 1 for one slip', () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, word, (one, two, three) => {
      expect(editDistance(one, two)).toBe(editDistance(two, one));
      expect(editDistance(one, two) === 0).toBe(one === two);
      const direct = editDistance(one, three);
      expect(direct).toBeLessThanOrEqual(editDistance(one, two) + editDistance(two, three));
      expect(editDistance(one, `${one}x`)).toBe(1);
    }),
  );
  expect(didYouMean('--zebra', ['--username'])).toBe('');
});

test.each([
  { command: 'sign-in', atLeast: 15 },
  { command: 'resume', atLeast: 13 },
  { command: 'devices', atLeast: 5 },
  { command: 'forget-device', atLeast: 4 },
])('the README has every flag of $command', async ({ command, atLeast }) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const { out } = await run([command, '--help']);
  const flags = [...out.matchAll(/^ {2}(--[a-z-]+( [A-Z][A-Z=]*)?)/gm)].map(([, flag]) => flag);
  expect(flags.length).toBeGreaterThanOrEqual(atLeast);
  expect(flags.filter((flag) => !readme.includes(`\`${flag}\``))).toEqual([]);
});

test("the README's example asks where the local pool listens", () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const ports = [...readme.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
  expect(ports.length).toBeGreaterThan(0);
  const pool = readBinOptions([]);
  for (const port of ports) expect(pool).toMatchObject({ port });
});
