/** At a real terminal: what is typed as a password is not shown, and can be corrected. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { startPoolServer } from '@countersign/local-pool/server';
import { commandOf, deno } from './_program.ts';

// util-linux has one that runs a command in a terminal of its own and passes everything on.
const hasScript = /util-linux/.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout,
);

test('a password is not shown while it is typed, and the backspace key works', async (context) => {
  if (!existsSync(deno)) context.skip('Deno is not installed (npm package `deno`)');
  if (!hasScript) context.skip('`script` of util-linux is not installed');
  const users = [{ username: 'alice', password: 'Correct-horse-7!' }];
  const userPoolId = 'us-east-1_Terminal';
  const server = await startPoolServer({
    seed: { pools: [{ name: 'terminal', userPoolId, clients: [{ clientId: 'terminal' }], users }] },
  });
  const folder = mkdtempSync(`${tmpdir()}/countersign-terminal-`);
  const command = commandOf({
    file: `${folder}/devices.json`,
    username: 'alice',
    userPoolId,
    clientId: 'terminal',
    endpoint: server.url,
  });
  const line = command.map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
    env: { ...process.env, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    let shown = '';
    const asked = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        shown += String(chunk);
        if (shown.includes('Password:')) resolve();
      });
    });
    const exited = new Promise((resolve) => child.once('close', resolve));
    await Promise.race([asked, exited]);
    child.stdin.write('Correct-horse-8\u007f7!\r');
    expect(await exited).toBe(0);
    expect(shown.trim().split(/\s*\n/)).toEqual([
      'Password:',
      'Signed in as alice. Answered: PASSWORD_VERIFIER.',
    ]);
  } finally {
    child.kill();
    await server.close();
    rmSync(folder, { recursive: true });
  }
});
