/**
 * Flags of a command: one table says what each is called, takes and means; parsing and help read it.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { ArgumentError } from '@countersign/contract';
import { didYouMean } from './suggest.ts';

/** One flag. */
export interface Flag {
  /** What its value is called in the help; a flag without one is a switch. */
  readonly value?: string;
  readonly isRepeatable?: boolean;
  readonly help: string;
}

export type FlagTable<Name extends string = string> = { readonly [name in Name]: Flag };

/** What was given. */
export interface GivenFlags<Name extends string = string> {
  isOn(name: Name): boolean;
  text(name: Name): string | undefined;
  texts(name: Name): readonly string[];
}

/** People try these; a command line is in the process list and in the shell's history. */
const SECRET_FLAGS = new Map([
  ['--password', '--password-stdin'],
  ['--client-secret', '--client-secret-stdin'],
  ['--new-password', '--answer-stdin'],
  ['--state', '--state-stdin'],
]);

/** @throws {@link ArgumentError} `ERR_ARGUMENT`; its message never quotes a value. */
export function parseFlags<Name extends string>(
  table: FlagTable<Name>,
  argv: readonly string[],
): GivenFlags<Name> {
  const options = Object.fromEntries(
    Object.entries<Flag>(table).map(([name, { value }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', multiple: true } as const,
    ]),
  );
  requireKnown(table, argv, options);
  const { values } = parseStrictly(argv, options);
  const texts = (name: string): readonly string[] => (values[name] ?? []) as readonly string[];
  for (const [name, flag] of Object.entries<Flag>(table)) {
    if (flag.value === undefined || flag.isRepeatable === true || texts(name).length <= 1) continue;
    throw invalid(`--${name}`, `--${name} is given more than once.`);
  }
  return {
    isOn: (name) => values[name] !== undefined,
    text: (name) => texts(name)[0],
    texts,
  };
}

type ParseOptions = { [name: string]: { type: 'boolean' | 'string'; multiple: true } };
type Values = { readonly [name: string]: readonly (string | boolean)[] | undefined };

/** Node's own messages quote what was typed, which may be a password in the wrong place. */
function requireKnown(table: FlagTable, argv: readonly string[], options: ParseOptions): void {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      throw invalid(
        'arguments',
        'There is an argument that no flag takes: every value follows the name of its flag.',
      );
    }
    if (!Object.hasOwn(table, token.name)) throw unknownFlag(table, token.rawName);
  }
}

function unknownFlag(table: FlagTable, rawName: string): ArgumentError {
  const instead = SECRET_FLAGS.get(rawName);
  if (instead === undefined) {
    const known = Object.keys(table).map((name) => `--${name}`);
    return invalid(rawName, `There is no flag ${rawName}.${didYouMean(rawName, known)}`);
  }
  return invalid(
    rawName,
    `${rawName} does not exist, because a command line shows in process lists and stays in the ` +
      `shell's history: use ${instead}.`,
  );
}

function parseStrictly(argv: readonly string[], options: ParseOptions): { values: Values } {
  try {
    return parseArgs({ args: [...argv], options, strict: true });
  } catch (error) {
    // What is left to go wrong: a value is missing, or there is one too many. Both messages name
    // the flag alone.
    throw invalid('arguments', error instanceof Error ? error.message : '');
  }
}

function invalid(argument: string, message: string): ArgumentError {
  return new ArgumentError(argument, 'invalid-value', message);
}
