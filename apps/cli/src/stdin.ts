/**
 * What arrives on standard input, line by line in a fixed order: secrets belong there, because
 * neither process lists nor shell histories show it.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';

/** One line that the flags announced. */
export interface ExpectedLine {
  readonly flag: string;
  /** What is on it, in words. */
  readonly what: string;
}

/** Lines as expected, in their order, and what follows them. SECRET. */
export interface StdinLines {
  readonly lines: readonly string[];
  readonly rest: readonly string[];
}

/**
 * A byte-order mark at the beginning, a `\r` before a `\n` and a `\n` at the end are not content.
 *
 * @throws {@link ArgumentError} `ERR_ARGUMENT` when the bytes are no UTF-8: a replaced character would
 * make a wrong password out of a right one.
 */
export function splitStdin(bytes: Uint8Array, expected: readonly ExpectedLine[]): StdinLines {
  const all = decode(bytes)
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  const lines = expected.map(({ flag, what }, index) => {
    const line = all[index];
    if (line !== undefined && line !== '') return line;
    throw new ArgumentError(
      flag,
      'missing-input',
      `${flag} announces the ${what} on line ${index + 1} of standard input, which is empty.`,
    );
  });
  return { lines, rest: all.slice(expected.length).filter((line) => line !== '') };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ArgumentError('stdin', 'invalid-value', 'Standard input is not UTF-8 text.');
  }
}
