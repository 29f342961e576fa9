/**
 * `countersign-conformance` without a process of its own.
 *
 * @module
 */
import type { Io } from '../runner/io.ts';
import { main } from '../runner/main.ts';

/** How a command ended. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export async function runCommandLine(
  argv: readonly string[],
  { env = {}, signal = new AbortController().signal }: Partial<Pick<Io, 'env' | 'signal'>> = {},
): Promise<CommandOutcome> {
  const [out, error]: [string[], string[]] = [[], []];
  const exitCode = await main(argv, {
    writeOut: (text) => void out.push(text),
    writeError: (text) => void error.push(text),
    progress: () => {},
    paint: (_colour, text) => text,
    env,
    signal,
  });
  return { exitCode, stdout: out.join(''), stderr: error.join('') };
}
