/** Runs a program that says one message a line, on standard output or (workerd) on the other. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const isWindows = process.platform === 'win32';
const KEPT_LINES = 20;

/**
 * @param {readonly string[]} command
 * @param {object} options
 * @param {(message: object) => void} options.hear
 * @param {AbortSignal} options.signal - kills it, and what it started.
 * @returns {Promise<void>} rejects when it could not be started or exits with another code than 0,
 * and then with what else it said.
 */
export async function runProgram([path, ...args], { hear, signal }) {
  signal.throwIfAborted();
  // Its own group, so that nothing of it is left when it is killed.
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: !isWindows });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, killedBy) => resolve(killedBy ?? code));
  });
  const kill = () => killGroup(child);
  signal.addEventListener('abort', kill);
  const noise = [];
  const read = async (stream) => {
    for await (const line of createInterface({ input: stream })) {
      const message = parse(line);
      if (message !== undefined) hear(message);
      else if (noise.push(line) > KEPT_LINES) noise.shift();
    }
  };
  try {
    const [code] = await Promise.all([ended, read(child.stdout), read(child.stderr)]);
    if (code !== 0) throw new Error([`It exited with ${code}.`, ...noise].join('\n'));
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

function parse(line) {
  if (!line.startsWith('{"')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function killGroup({ pid }) {
  if (pid === undefined) return;
  try {
    process.kill(isWindows ? pid : -pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
