/**
 * Runs other people's programs: to the end, or until a test is done with them.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** How a program is run. */
export interface RunOptions {
  /** Default: our own. */
  readonly env?: NodeJS.ProcessEnv;
  readonly folder?: string;
  /** Written to its standard input, which is then closed. */
  readonly input?: string;
}

/** How a program ended. */
export interface Outcome {
  /** The exit code; null when it could not be started, or was killed. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs until it is stopped. */
export interface Service<Ready> {
  /** What it said when it was ready. */
  readonly ready: Ready;
  stop(): Promise<void>;
}

/** Runs a program to its end. Never throws: a program that is not there has status null. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const child = start(command, args, options);
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
    child.on('error', () => resolve(null));
  });
  const [status, stdout, stderr] = await Promise.all([
    ended,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { status, stdout, stderr };
}

/**
 * Starts a program, and waits for the line on standard output that says that it is ready.
 *
 * @param readReady - makes sense of a line; undefined waits for the next.
 */
export async function startService<Ready>(
  command: string,
  args: readonly string[],
  readReady: (line: string) => Ready | undefined,
  options: RunOptions = {},
): Promise<Service<Ready>> {
  const child = start(command, args, options);
  const closed = once(child, 'close');
  const stderr = text(child.stderr);
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    const ready = readReady(line);
    if (ready === undefined) continue;
    // Nobody reads on, and a full pipe would stop it.
    child.stdout.resume();
    return {
      ready,
      async stop() {
        child.kill();
        await closed;
      },
    };
  }
  throw new Error(`${args[0]} ended and was never ready:\n${lines.join('\n')}${await stderr}`);
}

function start(
  command: string,
  args: readonly string[],
  { env = process.env, folder, input }: RunOptions,
): ChildProcessWithoutNullStreams {
  const child = spawn(command, args, { env, ...(folder !== undefined && { cwd: folder }) });
  // A test that fails, or a worker that is stopped, leaves nothing running behind.
  const kill = (): boolean => child.kill();
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return child;
}
