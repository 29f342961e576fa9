/**
 * How a command ends, said for a program and for a person.
 *
 * @module
 */

/** Makes a text stand out, where there are colours. */
export type Mark = (text: string) => string;

/** Texts for a person: UNTRUSTED parts have been made printable. */
export interface Result {
  readonly exitCode: number;
  /** For a program, as one line on standard output. */
  readonly json: object;
  /** For a person, on standard output: what was asked for. */
  out?(good: Mark): string;
  /** For a person, on standard error: why that is not there. */
  error?(): string;
}
