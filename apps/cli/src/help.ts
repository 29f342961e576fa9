/**
 * The help texts, from the same tables that parsing reads.
 *
 * @module
 */
import { columns } from './columns.ts';
import type { Command } from './commands/command.ts';
import { EXIT_CODES } from './failure.ts';
import type { Flag } from './flags.ts';

/** Of the program. */
export function programHelp(commands: readonly Command[]): string {
  return text(
    'countersign: sign in to an Amazon Cognito user pool',
    '',
    'Usage: countersign COMMAND [flags]',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    ...columns([
      ['COMMAND --help', 'the flags of a command'],
      ['--version', 'the version'],
    ]),
    '',
    ...exitCodes(),
  );
}

/** Of one command. */
export function commandHelp({ name, summary, flags, notes, examples }: Command): string {
  return text(
    `countersign ${name}: ${summary}`,
    '',
    `Usage: countersign ${name} [flags]`,
    '',
    ...columns(Object.entries(flags).map(([flag, about]) => [spelling(flag, about), about.help])),
    '',
    ...notes,
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    ...exitCodes(),
  );
}

function spelling(name: string, { value, isRepeatable }: Flag): string {
  return `--${name}${value === undefined ? '' : ` ${value}`}${isRepeatable ? ' …' : ''}`;
}

function exitCodes(): readonly string[] {
  return [
    'Exit codes:',
    ...columns([
      [`${EXIT_CODES.done}`, 'signed in, or whatever else was asked is done'],
      [`${EXIT_CODES.error}`, 'not done: refused, wrong flags, no connection'],
      [`${EXIT_CODES.waiting}`, 'a challenge waits for an answer'],
      [`${EXIT_CODES.interrupted}`, 'interrupted (SIGINT)'],
      [`${EXIT_CODES.terminated}`, 'terminated (SIGTERM)'],
    ]),
  ];
}

function text(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
