/**
 * The program, from its arguments to its exit code. It knows no process: that is what `io` is for.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { ArgumentError } from '@countersign/contract';
import type { Command } from './commands/command.ts';
import { devicesCommand } from './commands/devices.ts';
import { forgetDeviceCommand } from './commands/forget-device.ts';
import { resumeCommand } from './commands/resume.ts';
import { signInCommand } from './commands/sign-in.ts';
import { EXIT_CODES, failureOf } from './failure.ts';
import { parseFlags } from './flags.ts';
import { commandHelp, programHelp } from './help.ts';
import type { Io, Prompter } from './io.ts';
import { createKeepsakes } from './keepsakes.ts';
import type { Keepsakes } from './keepsakes.ts';
import { humanReport, jsonReport } from './report.ts';
import type { Report } from './report.ts';
import { createSecrets } from './secrets.ts';
import type { Secrets } from './secrets.ts';
import { didYouMean } from './suggest.ts';

const commands: readonly Command[] = [
  signInCommand,
  resumeCommand,
  devicesCommand,
  forgetDeviceCommand,
];

/**
 * @param argv - without the interpreter and the script.
 * @returns the exit code, once everything is written. Rejects only when that is impossible.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const secrets = createSecrets();
  const keepsakes = createKeepsakes();
  const isJson = argv.includes('--json');
  const report = isJson
    ? jsonReport({ io, secrets, keepsakes })
    : humanReport({ io, secrets, keepsakes });
  try {
    return await run(argv, { io, secrets, keepsakes, report, isJson });
  } catch (error) {
    return report.failure(failureOf(error, io.signal));
  }
}

interface Session {
  readonly io: Io;
  readonly secrets: Secrets;
  readonly keepsakes: Keepsakes;
  readonly report: Report;
  readonly isJson: boolean;
}

async function run(argv: readonly string[], session: Session): Promise<number> {
  const { io, secrets, keepsakes, report, isJson } = session;
  const [name, ...rest] = argv;
  if (name === '--version') return print(io, `${version()}\n`);
  if (name === '--help' || name === '-h' || name === 'help') {
    const about = rest[0]?.startsWith('-') ? undefined : rest[0];
    return print(
      io,
      about === undefined ? programHelp(commands) : commandHelp(requireCommand(about)),
    );
  }
  const command = requireCommand(name);
  if (rest.includes('--help') || rest.includes('-h')) return print(io, commandHelp(command));
  const flags = parseFlags(command.flags, rest);
  const prompter = isJson || !io.prompter ? undefined : remembering(io.prompter, secrets);
  return report.result(await command.run(flags, { io, secrets, keepsakes, prompter }));
}

async function print(io: Io, text: string): Promise<number> {
  await io.writeOut(text);
  return EXIT_CODES.done;
}

function requireCommand(name: string | undefined): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const names = commands.map((candidate) => candidate.name);
  const reason =
    name === undefined || name.startsWith('-')
      ? 'The first argument is a command.'
      : `There is no command of this name.${didYouMean(name, names)}`;
  throw new ArgumentError(
    'command',
    'invalid-value',
    `${reason} Commands: ${names.join(', ')}. See countersign --help.`,
  );
}

/** What is typed in secret is not shown again, whoever quotes it. */
function remembering(prompter: Prompter, secrets: Secrets): Prompter {
  return {
    ...prompter,
    warn: (text) => prompter.warn(secrets.hideIn(text)),
    async askSecret(question) {
      const answer = await prompter.askSecret(question);
      secrets.add(answer);
      return answer;
    },
  };
}

function version(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
