/**
 * Commands and their flags: one table that parsing and help read.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { UsageError } from './config.ts';
import type { Io } from './io.ts';

/** A flag without `value` is a switch. */
export interface Flag {
  readonly value?: string;
  readonly help: string;
}

/** What was given. */
export interface Flags {
  isOn(name: string): boolean;
  text(name: string): string | undefined;
}

/** A number, and what it says. */
export type ExitCode = readonly [number, string];

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly flags: { readonly [name: string]: Flag };
  readonly examples: readonly string[];
  /** Its exit codes, where they are not those of a judgement. */
  readonly exits?: readonly ExitCode[];
  /**
   * @param rest - what came after `--`.
   * @returns the exit code.
   * @throws {@link UsageError}
   */
  run(flags: Flags, io: Io, rest: readonly string[]): Promise<number>;
}

export const EXIT_CODES = { passed: 0, failed: 1, misused: 2, broken: 3 } as const;

export const AFTER_DASHES = 'What is to be run comes after "--".';

/** @throws {@link UsageError} */
export function parseFlags({ flags, usage }: Command, argv: readonly string[]): Flags {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string' } as const,
    ]),
  );
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true });
    return {
      isOn: (name) => values[name] === true,
      text: (name) => values[name] as string | undefined,
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isProgram = code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL' && usage.includes(' -- ');
    throw new UsageError(isProgram ? `${message.split('. ')[0]}. ${AFTER_DASHES}` : message);
  }
}

/** A day; a timer of more than 2^31 - 1 ms would fire at once. */
const MAX_SECONDS = 86_400;

/** @throws {@link UsageError} for anything but a number from 0 to `most`. */
export function numberOf(
  flags: Flags,
  name: string,
  { whenAbsent, most }: { readonly whenAbsent: number; readonly most: number },
): number {
  const text = flags.text(name);
  if (text === undefined) return whenAbsent;
  const number = Number(text);
  if (text.trim() !== '' && number >= 0 && number <= most) return number;
  throw new UsageError(`--${name} takes a number, ${most} at most.`);
}

/**
 * A time in whole milliseconds; the flag has seconds.
 *
 * @throws {@link UsageError} for anything but more than 0 and at most a day.
 */
export function millisecondsOf(flags: Flags, name: string, secondsWhenAbsent: number): number {
  const seconds = numberOf(flags, name, { whenAbsent: secondsWhenAbsent, most: MAX_SECONDS });
  if (seconds === 0) throw new UsageError(`--${name} takes more than 0 seconds.`);
  return Math.ceil(1000 * seconds);
}
