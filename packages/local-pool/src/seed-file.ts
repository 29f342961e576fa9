/**
 * Seed files: YAML, and therefore JSON too.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import { readSeed } from './_seed-reader.ts';
import type { Seed } from './seed.ts';

/**
 * Reads the text of a seed file.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT`, with the path to the mistake in `argument`.
 */
export async function parseSeed(text: string): Promise<Seed> {
  // Loaded when needed: most pools are started without a file.
  const { parse, YAMLParseError } = await import('yaml');
  try {
    return readSeed(parse(text));
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line ?? 1;
    const message = `The seed is not valid YAML or JSON: line ${line}, ${error.code}.`;
    throw new ArgumentError('seed', 'invalid-value', message);
  }
}
