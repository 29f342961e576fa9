import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from './_wire-client.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(PACKAGE, 'dist', 'bin.js');
const folder = mkdtempSync(join(tmpdir(), 'countersign-pool-'));

beforeAll(() => {
  // The program runs on plain Node, which does not read TypeScript: it has to be built first.
  const compiler = join(PACKAGE, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, '-b'], { cwd: PACKAGE });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  /** Resolves with the first text on standard output. */
  readonly started: Promise<string>;
  readonly exited: Promise<number | null>;
}

function run(...commandLine: string[]): Run {
  const child = spawn(process.execPath, [BIN, ...commandLine]);
  let [output, errors] = ['', ''];
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const started = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.endsWith('\n')) resolve(output);
    });
    child.once('close', () => resolve(output));
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  return { child, started, exited, output: () => output, errors: () => errors };
}

function writeSeed(text: string): string {
  const file = join(folder, 'seed.yaml');
  writeFileSync(file, text);
  return file;
}

describe('countersign-pool', () => {
  test('--json prints one line when ready, and SIGTERM ends it with 0', async () => {
    const program = run('--port', '0', '--json');
    const ready = JSON.parse(await program.started) as Record<string, unknown>;
    expect(ready).toEqual({
      event: 'ready',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      pools: [
        {
          userPoolId: 'us-east-1_LocalPool',
          region: 'us-east-1',
          clientId: 'countersignlocalpoolclient',
          users: [{ username: 'alice', password: 'Correct-Horse-9', temporary: false }],
        },
      ],
    });
    const input = { UserPoolId: 'us-east-1_LocalPool', Username: 'carol' };
    const created = await call(fetch, 'AdminCreateUser', input, String(ready['url']));
    expect(created.status).toBe(200);
    program.child.kill('SIGTERM');
    expect(await program.exited).toBe(0);
    expect(program.output().trimEnd().split('\n')).toHaveLength(1);
    expect(program.errors()).toMatch(/^Invitation for carol: temporary password \S+\n$/);
  });

  test('--seed: several clients, a secret, a temporary user; SIGINT ends it with 0', async () => {
    const seed = writeSeed(`
pools:
  - name: demo
    userPoolId: eu-west-1_AbCdEf123
    clients:
      - { clientId: web }
      - { clientId: backend, clientSecret: abcdefghijklmnopqrstuvwxyz }
    users:
      - { username: jane, password: Temp-Pass-1, temporary: true }
`);
    const program = run('--port', '0', '--json', '--seed', seed);
    expect(JSON.parse(await program.started)).toMatchObject({
      pools: [
        {
          userPoolId: 'eu-west-1_AbCdEf123',
          region: 'eu-west-1',
          clientId: 'web',
          clients: [
            { clientId: 'web' },
            { clientId: 'backend', clientSecret: 'abcdefghijklmnopqrstuvwxyz' },
          ],
          users: [{ username: 'jane', password: 'Temp-Pass-1', temporary: true }],
        },
      ],
    });
    program.child.kill('SIGINT');
    expect(await program.exited).toBe(0);
  });

  test('the start text for people has the ids, the user, two commands, and no colours in a pipe', async () => {
    const program = run('--port', '0');
    const text = await program.started;
    program.child.kill('SIGTERM');
    await program.exited;
    for (const part of [
      'http://127.0.0.1:',
      'us-east-1_LocalPool',
      'countersignlocalpoolclient',
      'alice',
      'not checked',
      'aws cognito-idp initiate-auth --endpoint-url',
      'npm run cli -- sign-in --endpoint',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('\u001b');
  });

  test('a port in use: a sentence and exit code 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const program = run('--port', String(port));
    expect(await program.exited).toBe(1);
    expect(program.errors()).toContain(`Port ${port} of 127.0.0.1 is in use`);
    expect(program.errors().trimEnd().split('\n')).toHaveLength(1);
    other.close();
  });

  test.each([
    [['--seed', 'nowhere.yaml'], 1, 'ENOENT'],
    [['--port', '65536'], 2, '--port must be'],
    [['--host', '0.0.0.0'], 2, '--host'],
    [['stray'], 2, 'stray'],
  ])('%j is refused', async (commandLine, exitCode, text) => {
    const program = run(...commandLine);
    expect(await program.exited).toBe(exitCode);
    expect(program.errors()).toContain(text);
    expect(program.output()).toBe('');
  });

  test('a mistake in the seed is named with its path', async () => {
    const seed = writeSeed('pools:\n  - name: a\n    users: [{ username: b }]\n');
    const program = run('--port', '0', '--seed', seed);
    expect(await program.exited).toBe(1);
    expect(program.errors()).toBe(`${seed}: pools[0].users[0].password is missing.\n`);
  });

  test('--help and --version', async () => {
    const [help, version] = [run('--help'), run('--version')];
    expect([await help.exited, await version.exited]).toEqual([0, 0]);
    expect(help.output()).toContain('--seed FILE');
    expect(version.output()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('README', () => {
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, code = '']) => code);

  test.each(examples)('example %# prints what it says', (code) => {
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: PACKAGE,
      encoding: 'utf8',
    });
    const [, promised] = /console\.log\(.*\); \/\/ (.*)/.exec(code) ?? [];
    expect(printed.trim()).toBe(promised);
  });
});
