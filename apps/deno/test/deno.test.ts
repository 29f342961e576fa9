/** The same slice, signed in from Deno against the pool. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const deno = fileURLToPath(new URL('../node_modules/.bin/deno', import.meta.url));
const seed = {
  pools: [
    {
      name: 'deno',
      clients: [{ clientName: 'deno' }],
      users: [{ username: 'zoë', password: 'Temporary-1!', temporary: true }],
    },
  ],
};

let server: PoolServer;
beforeAll(async () => {
  server = await startPoolServer({ seed });
});
afterAll(async () => {
  await server.close();
});

async function signInFromDeno(...lines: readonly string[]) {
  const [pool] = server.pool.pools;
  const settings = {
    endpoint: server.url,
    userPoolId: pool?.userPoolId,
    clientId: pool?.clients?.[0]?.clientId,
    username: 'zoë',
  };
  const allowed = ['--quiet', '--no-remote', `--allow-net=${new URL(server.url).host}`];
  const child = spawn(deno, ['run', ...allowed, program, JSON.stringify(settings)], {
    env: { ...process.env, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stdin.end(lines.join('\n'));
  const exitCode = await new Promise((resolve) => child.once('close', resolve));
  return { exitCode, output: output.trim().split('\n') };
}

test('Deno: a temporary password, a new one, and a wrong one', async (context) => {
  if (!existsSync(deno)) context.skip('Deno is not installed (npm package `deno`)');
  expect(await signInFromDeno('Temporary-1!', 'Correct-horse-7!')).toEqual({
    exitCode: 0,
    output: ['challenge', 'signed-in'],
  });
  expect(await signInFromDeno('Correct-horse-7!')).toEqual({ exitCode: 0, output: ['signed-in'] });
  expect(await signInFromDeno('Wrong-horse-7!')).toEqual({
    exitCode: 1,
    output: ['refused', 'Incorrect username or password.'],
  });
});
