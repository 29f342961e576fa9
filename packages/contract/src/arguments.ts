/**
 * Checks of what a caller hands in, made before anything is sent. No message repeats a value.
 *
 * @module
 */
import { ArgumentError } from './errors.ts';
import { isBoundedText } from './text.ts';

/** An argument that cannot be right, whatever else is. */
export function invalidValue(argument: string, message: string): ArgumentError {
  return new ArgumentError(argument, 'invalid-value', message);
}

/**
 * A misspelt option would be ignored without a word.
 *
 * @throws {@link ArgumentError} `ERR_ARGUMENT` naming the option.
 */
export function requireOnly(options: object, names: readonly string[], path = ''): void {
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue;
    const known = names.join(', ');
    throw invalidValue(path + name, `Unknown option \`${path}${name}\`. Known: ${known}.`);
  }
}

/**
 * Text that has a UTF-8 form.
 *
 * @throws {@link ArgumentError} `ERR_ARGUMENT` naming the argument.
 */
export function requireBoundedText(argument: string, value: unknown, maxLength: number): string {
  if (isBoundedText(value, maxLength)) return value;
  throw invalidValue(
    argument,
    `${argument} must be text of 1 to ${maxLength} characters, without half a surrogate pair.`,
  );
}
