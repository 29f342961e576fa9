/**
 * Checks of what a caller hands in, made before anything happens. No message repeats a value.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';

/** A misspelt option would be ignored without a word. */
export function requireOnly(options: object, names: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue;
    throw invalid(name, `Unknown option \`${name}\`. Known: ${names.join(', ')}.`);
  }
}

/** Something that was read from the service, and is not empty. */
export function requireText(argument: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return;
  throw invalid(argument, `${argument} must be text.`);
}

export function invalid(argument: string, message: string): ArgumentError {
  return new ArgumentError(argument, 'invalid-value', message);
}
