/**
 * Where a command writes, and what it may assume of the reader.
 *
 * @module
 */
import process from 'node:process';
import { styleText } from 'node:util';

export interface Io {
  writeOut(text: string): void;
  /** For people: progress and mistakes. */
  writeError(text: string): void;
  /** One line that the next one replaces; nothing where nobody watches. */
  progress(text: string): void;
  readonly paint: Paint;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Colours, or none. */
export type Paint = (colour: 'green' | 'red' | 'yellow' | 'dim', text: string) => string;

/** This process. `NO_COLOR` is obeyed, and nothing but a terminal is coloured. */
export function createProcessIo(signal: AbortSignal): Io {
  const { stdout, stderr, env } = process;
  // A reader that went away is no reason to end with a stack.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  const isColoured = stdout.isTTY && stdout.hasColors() && !env['NO_COLOR'];
  return {
    writeOut: (text) => void stdout.write(text),
    writeError: (text) => void stderr.write(text),
    progress(text) {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${text}`);
    },
    paint: (colour, text) =>
      isColoured ? styleText(colour, text, { validateStream: false }) : text,
    env,
    signal,
  };
}
