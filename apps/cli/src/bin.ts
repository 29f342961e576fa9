#!/usr/bin/env node
/**
 * What is run as `countersign`: the program, wired to this process.
 *
 * @module
 */
import process from 'node:process';
import { EXIT_CODES } from './failure.ts';
import { main } from './main.ts';
import { createProcessIo } from './process-io.ts';

const stop = new AbortController();
let interrupted: number = EXIT_CODES.interrupted;
// Once each: a second signal ends the process at once, whatever it is doing.
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => {
  interrupted = EXIT_CODES.terminated;
  stop.abort();
});

try {
  const exitCode = await main(process.argv.slice(2), await createProcessIo(stop.signal));
  process.exitCode = exitCode === EXIT_CODES.interrupted ? interrupted : exitCode;
} catch {
  // Nobody reads what is written, so there is no one to tell.
  process.exitCode = EXIT_CODES.error;
}
