/** Starts each emulator that this machine has or npm gives, and judges it in server mode. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runRunner } from './_clients.mjs';

const COGNITO_LOCAL = '5.3.0';
const START_MS = 60_000;
const LOCAL_POOL = fileURLToPath(new URL('../../packages/local-pool/dist/bin.js', import.meta.url));
const MOTO = `
import socket, sys, time
from moto.server import ThreadedMotoServer
port = int(sys.argv[1])
ThreadedMotoServer(ip_address='127.0.0.1', port=port).start()
while socket.socket().connect_ex(('127.0.0.1', port)) != 0:
    time.sleep(0.1)
print('ready', flush=True)
time.sleep(3600)
`;

/**
 * What cannot be installed, started or judged is named.
 *
 * @returns {Promise<{ results: object[], absent: string[] }>}
 */
export async function judgeServers() {
  const absent = [];
  const results = [];
  for (const server of [localPool, cognitoLocal, moto]) {
    try {
      results.push(await server());
    } catch (error) {
      absent.push(error.message);
    }
  }
  return { results, absent };
}

function localPool() {
  const start = (port) => [process.execPath, [LOCAL_POOL, '--port', String(port), '--json']];
  return judge('@countersign/local-pool', 'this repository', start);
}

async function cognitoLocal() {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-subjects-'));
  try {
    const flags = ['--silent', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
    const { status } = spawnSync('npm', ['install', ...flags, `cognito-local@${COGNITO_LOCAL}`], {
      cwd: folder,
      shell: process.platform === 'win32',
    });
    if (status !== 0) throw new Error(`cognito-local ${COGNITO_LOCAL}: npm could not install it`);
    const program = join(folder, 'node_modules/cognito-local/lib/bin/start.js');
    const start = (port) => [process.execPath, [program], { PORT: String(port) }];
    // Its pools sign in by e-mail unless a file says otherwise.
    return await judge('cognito-local', COGNITO_LOCAL, start, { flags: ['--emails'], cwd: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function moto() {
  const script = ['-c', 'import moto; print(moto.__version__)'];
  const { status, stdout } = spawnSync('python3', script, { encoding: 'utf8' });
  if (status !== 0) throw new Error('moto: python3 of this machine does not have it');
  return judge('moto', stdout.trim(), (port) => ['python3', ['-c', MOTO, String(port)]]);
}

async function judge(name, version, start, { flags = [], cwd = tmpdir() } = {}) {
  const port = await freePort();
  const [command, args, env = {}] = start(port);
  // Other people's programs have no business with the credentials that may be in the environment.
  const { PATH, HOME } = process.env;
  const child = spawn(command, args, {
    ...{ cwd, env: { PATH, HOME, ...env } },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await ready(name, child);
    const endpoint = ['--endpoint', `http://127.0.0.1:${port}`];
    const out = await runRunner(['server', ...endpoint, ...flags, '--json']);
    if (out.broken !== undefined) throw new Error(`${name}: ${out.broken}`);
    return { name, version, ...out };
  } finally {
    child.kill();
  }
}

/** @throws where it cannot be started, ends, or is silent for a minute. */
async function ready(name, child) {
  const limit = setTimeout(() => child.kill('SIGKILL'), START_MS);
  const failed = once(child, 'error').then(([error]) => {
    throw new Error(`${name}: ${error.message}`);
  });
  const heard = async () => {
    for await (const line of createInterface(child.stdout)) {
      if (/\bready\b|Cognito Local running/.test(line)) return;
    }
    throw new Error(`${name}: it ended, or said nothing for a minute, before it was ready`);
  };
  try {
    await Promise.race([heard(), failed]);
  } finally {
    clearTimeout(limit);
  }
  child.stdout.resume();
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
