/**
 * Checks of what a caller hands in, made before anything is sent. No message repeats a value.
 *
 * @module
 */
import { ArgumentError, isWellFormedText } from '@countersign/contract';

const CLIENT_ID = /^[\w+]{1,128}$/;

/** @throws {@link ArgumentError} `ERR_ARGUMENT` naming the argument, as all of these do. */
export function requireClientId(argument: string, value: unknown): void {
  if (typeof value === 'string' && CLIENT_ID.test(value)) return;
  throw invalid(argument, `${argument} must be 1 to 128 letters and digits.`);
}

/** Text that has a UTF-8 form. */
export function requireText(argument: string, value: unknown, maxLength: number): void {
  if (typeof value !== 'string' || value.length === 0 || value.length > maxLength) {
    throw invalid(argument, `${argument} must be text of 1 to ${maxLength} characters.`);
  }
  if (!isWellFormedText(value)) {
    throw invalid(argument, `${argument} has half a surrogate pair: it has no UTF-8 form.`);
  }
}

/** A misspelt option would be ignored without a word. */
export function requireOnly(options: object, names: readonly string[], path = ''): void {
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) {
      const known = names.join(', ');
      throw invalid(path + name, `Unknown option \`${path}${name}\`. Known: ${known}.`);
    }
  }
}

export function invalid(argument: string, message: string): ArgumentError {
  return new ArgumentError(argument, 'invalid-value', message);
}
