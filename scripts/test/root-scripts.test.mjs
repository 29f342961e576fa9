/** The root scripts as a newcomer types them: through npm, in a process of their own. */
import { spawn } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { root } from '../_paths.mjs';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const running = new Set();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

function npmRun(script, args, stdin = '') {
  const child = spawn(npm, ['run', '--silent', script, '--', ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
    shell: process.platform === 'win32',
  });
  running.add(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += chunk));
  child.stderr.on('data', (chunk) => (output.stderr += chunk));
  child.stdin.end(stdin);
  const ended = new Promise((resolve) => {
    child.once('close', (exitCode) => {
      running.delete(child);
      resolve({ exitCode, ...output });
    });
  });
  const firstLine = new Promise((resolve, reject) => {
    child.stdout.on('data', () => output.stdout.includes('\n') && resolve(output.stdout));
    child.once('close', () => reject(new Error(`${script} ended: ${output.stderr}`)));
  });
  firstLine.catch(() => {});
  return { child, ended, firstLine };
}

async function startPool() {
  const pool = npmRun('pool', ['--port', '0', '--json']);
  const line = await pool.firstLine;
  return { ...pool, line, ready: JSON.parse(line) };
}

function signInArguments({ url, pools: [pool] }) {
  return [
    ...['sign-in', '--endpoint', url, '--region', 'us-east-1'],
    ...['--user-pool-id', pool.userPoolId, '--client-id', pool.clientId],
    ...['--username', pool.users[0].username, '--password-stdin', '--json'],
  ];
}

test('setup: does nothing where nothing changed', async () => {
  const { exitCode, stderr } = await npmRun('setup', []).ended;
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: 'Nothing changed since the last setup.\n',
  });
});

test('pool: one line when it is ready, and it serves until SIGTERM', async () => {
  const { child, ended, line, ready } = await startPool();
  expect(line.trim().split('\n')).toHaveLength(1);
  expect(ready).toMatchObject({
    event: 'ready',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    pools: [{ userPoolId: expect.any(String), clientId: expect.any(String) }],
  });
  expect(ready.pools[0].users).toHaveLength(1);
  const keys = `${ready.url}/${ready.pools[0].userPoolId}/.well-known/jwks.json`;
  expect((await fetch(keys)).status).toBe(200);
  child.kill('SIGTERM');
  await ended;
  await expect(fetch(keys)).rejects.toThrow();
});

test('cli: tokens, a refusal and a mistake, one line of JSON each', async () => {
  const { child, ended, ready } = await startPool();
  const args = signInArguments(ready);
  const { password } = ready.pools[0].users[0];

  const right = await npmRun('cli', args, password).ended;
  expect(right).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(right.stdout)).toMatchObject({
    status: 'signedIn',
    tokens: { expiresInSeconds: 3600 },
    challenges: ['PASSWORD_VERIFIER'],
  });

  const wrong = await npmRun('cli', args, `${password}x\n`).ended;
  expect(wrong.exitCode).toBe(1);
  expect(JSON.parse(wrong.stdout)).toEqual({
    status: 'error',
    code: 'ERR_SERVICE',
    service: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });

  const mistake = await npmRun('cli', [...args, '--flow', 'MAGIC'], password).ended;
  expect(mistake.exitCode).toBe(1);
  expect(JSON.parse(mistake.stdout)).toMatchObject({ status: 'error', code: 'ERR_ARGUMENT' });

  child.kill('SIGTERM');
  await ended;
});

test('start: every scene, and it ends by itself', async () => {
  const { exitCode, stdout } = await npmRun('start', []).ended;
  expect(exitCode).toBe(0);
  for (const name of ['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED']) expect(stdout).toContain(name);
  expect(stdout).toContain('Incorrect username or password.');
  expect(stdout).toContain('All of it went as it should.');
});
