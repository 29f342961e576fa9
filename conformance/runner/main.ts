/**
 * `countersign-conformance`, from its arguments to its exit code.
 *
 * @module
 */
import { createRequire } from 'node:module';
import { UsageError } from './config.ts';
import { EXIT_CODES, parseFlags } from './flags.ts';
import type { Command, ExitCode } from './flags.ts';
import type { Io } from './io.ts';
import { casesCommand, runCommand } from './run-command.ts';
import { printable } from './safe-text.ts';
import { serverCommand } from './server-command.ts';

const commands: readonly Command[] = [runCommand, casesCommand, serverCommand];
const JUDGEMENTS: readonly ExitCode[] = [
  [EXIT_CODES.passed, 'everything that was answered is right'],
  [EXIT_CODES.failed, 'something is wrong, or nothing was answered'],
  [EXIT_CODES.misused, 'wrong flags or a wrong config'],
  [EXIT_CODES.broken, 'the talk broke off: hung, died, not started, no JSON'],
];
const require = createRequire(import.meta.url);

/**
 * Never rejects: what nobody foresaw is a line and an exit code too, for whoever reads the exit code alone.
 *
 * @param argv - without the interpreter and the script.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--version') return print(io, `${version()}\n`);
  if (name === '--help' || name === '-h' || name === 'help') return print(io, programHelp());
  const command = commands.find((candidate) => candidate.name === name);
  try {
    if (command === undefined) {
      throw new UsageError(name === undefined ? 'Which command?' : `There is no command ${name}.`);
    }
    const end = rest.indexOf('--');
    const own = end < 0 ? rest : rest.slice(0, end);
    if (own.includes('--help') || own.includes('-h')) return print(io, commandHelp(command));
    return await command.run(parseFlags(command, own), io, end < 0 ? [] : rest.slice(end + 1));
  } catch (error) {
    if (!(error instanceof UsageError)) {
      io.writeError(`countersign-conformance broke: ${printable((error as Error).message)}\n`);
      return EXIT_CODES.broken;
    }
    const help = command === undefined ? '--help' : `${command.name} --help`;
    io.writeError(`${error.message}\n\`countersign-conformance ${help}\` says what there is.\n`);
    return EXIT_CODES.misused;
  }
}

function print(io: Io, text: string): number {
  io.writeOut(text);
  return EXIT_CODES.passed;
}

function version(): string {
  const { version } = require('@countersign/conformance/package.json') as { version: string };
  return version;
}

function programHelp(): string {
  return text(
    'countersign-conformance: is an implementation of Amazon Cognito sign-in right?',
    '',
    'Usage: countersign-conformance COMMAND [flags]',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    ...columns([
      ['COMMAND --help', 'the flags of a command'],
      ['--version', 'the version'],
    ]),
    '',
    ...exitCodes(JUDGEMENTS),
  );
}

function commandHelp({ name, summary, usage, flags, examples, exits }: Command): string {
  return text(
    `countersign-conformance ${name}: ${summary}`,
    '',
    `Usage: countersign-conformance ${usage}`,
    '',
    ...columns(
      Object.entries(flags).map(([flag, { value, help }]) => [
        `--${flag}${value === undefined ? '' : ` ${value}`}`,
        help,
      ]),
    ),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    ...exitCodes(exits ?? JUDGEMENTS),
  );
}

function exitCodes(exits: readonly ExitCode[]): readonly string[] {
  return ['Exit codes:', ...columns(exits.map(([code, meaning]) => [`${code}`, meaning]))];
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function text(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
