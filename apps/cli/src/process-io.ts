/**
 * The real outside world: this process's streams and signals, and fetch.
 *
 * @module
 */
import { hostname } from 'node:os';
import process from 'node:process';
import { addAbortSignal } from 'node:stream';
import type { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { ArgumentError, isFlowError } from '@countersign/contract';
import { createFetchTransport } from '@countersign/transport';
import type { Io } from './io.ts';

/** A state is a few kB; a file redirected by mistake can be anything. */
const MAX_STDIN_BYTES = 1024 * 1024;

/** @param signal - aborted when the program is to stop. */
export async function createProcessIo(signal: AbortSignal): Promise<Io> {
  const { stdin, stdout, stderr } = process;
  const isTerminal = stdin.isTTY && stderr.isTTY;
  // A reader that went away is told to whoever writes; the event besides would end the process.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  return {
    readStdin: () => readAll(signal),
    writeOut: (text) => write(stdout, text),
    writeError: (text) => write(stderr, text),
    isStdinTerminal: stdin.isTTY,
    ...(isTerminal && {
      prompter: (await import('./clack-prompter.ts')).createClackPrompter({
        input: stdin,
        output: stderr,
        signal,
      }),
    }),
    deviceName: `countersign on ${hostname()}`,
    colors: { out: hasColors(stdout), error: hasColors(stderr) },
    signal,
    now: Date.now,
    createTransport: createFetchTransport,
  };
}

async function readAll(signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of addAbortSignal(signal, process.stdin)) {
      chunks.push(chunk as Uint8Array);
      length += (chunk as Uint8Array).length;
      if (length > MAX_STDIN_BYTES) throw unreadable('holds more than 1 MiB');
    }
  } catch (error) {
    signal.throwIfAborted();
    throw isFlowError(error) ? error : unreadable('cannot be read');
  }
  return Buffer.concat(chunks);
}

function unreadable(why: string): ArgumentError {
  return new ArgumentError('stdin', 'invalid-value', `Standard input ${why}.`);
}

function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** `hasColors` knows NO_COLOR, FORCE_COLOR and the kinds of terminal; a pipe has no such method. */
function hasColors(stream: WriteStream): boolean {
  if (stream.isTTY) return stream.hasColors();
  const forced = process.env['FORCE_COLOR'];
  return forced !== undefined && forced !== '0' && forced !== 'false';
}
