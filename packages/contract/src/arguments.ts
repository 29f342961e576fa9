/**
 * Checks of what a caller hands in, made before anything is sent. No message repeats a value.
 *
 * @module
 */
import { ArgumentError } from './errors.ts';
import { isBoundedText } from './text.ts';

/**
 * An argument that cannot be right, whatever else is.
 *
 * @param demand - how the sentence goes on that begins with the argument: `must be …`.
 */
export function invalidValue(argument: string, demand: string): ArgumentError {
  return new ArgumentError(argument, 'invalid-value', `${argument} ${demand}`);
}

/**
 * A misspelt option would be ignored without a word.
 *
 * @throws {@link ArgumentError} `ERR_ARGUMENT` naming the option.
 */
export function requireOnly(options: object, names: readonly string[], path = ''): void {
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue;
    throw invalidValue(path + name, `is no option. Known: ${names.join(', ')}.`);
  }
}

/**
 * Text that has a UTF-8 form.
 *
 * @returns the text.
 * @throws {@link ArgumentError} `ERR_ARGUMENT` naming the argument.
 */
export function requireBoundedText(argument: string, value: unknown, maxLength: number): string {
  if (isBoundedText(value, maxLength)) return value;
  throw invalidValue(
    argument,
    `must be text of 1 to ${maxLength} characters, without half a surrogate pair.`,
  );
}
