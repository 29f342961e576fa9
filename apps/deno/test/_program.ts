/** The program as a user has it: its questions line by line, and a line for each answer. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

export const deno: string = fileURLToPath(new URL('../node_modules/.bin/deno', import.meta.url));
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface Program {
  /** The next line, which has to be this one. */
  says(expected: string): Promise<void>;
  nextLine(): Promise<string>;
  type(line: string): void;
  /** Nothing more is typed; the rest of the lines, and the exit code. */
  end(): Promise<{ readonly lines: readonly string[]; readonly exitCode: number | null }>;
}

export interface Arguments {
  readonly file: string;
  readonly username: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly endpoint: string;
}

/** With no more leave than it needs: one host, one file. */
export function commandOf(given: Arguments): readonly string[] {
  const { file, username, userPoolId, clientId, endpoint } = given;
  const host = new URL(endpoint).host;
  const leave = [`--allow-net=${host}`, `--allow-read=${file}`, `--allow-write=${file}`];
  const run = ['run', '--quiet', '--no-remote', '--no-prompt', ...leave, main];
  return [deno, ...run, file, username, userPoolId, clientId, endpoint];
}

export function startProgram(given: Arguments): Program {
  const [command, ...args] = commandOf(given);
  const child = spawn(command!, args, {
    env: { ...process.env, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function nextLine(): Promise<string> {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('The program has nothing more to say.');
    return value;
  }
  return {
    nextLine,
    async says(expected) {
      const line = await nextLine();
      if (line !== expected) throw new Error(`It said "${line}" and not "${expected}".`);
    },
    type: (line) => child.stdin.write(`${line}\n`),
    async end() {
      child.stdin.end();
      const rest: string[] = [];
      for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
        rest.push(next.value);
      }
      return { lines: rest, exitCode: await closed };
    },
  };
}
