#!/usr/bin/env node
/**
 * What is run as `countersign-conformance`.
 *
 * @module
 */
import process from 'node:process';
import { createProcessIo } from './io.ts';
import { main } from './main.ts';

const stop = new AbortController();
// Once each: a second signal ends the process at once.
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
process.exitCode = await main(process.argv.slice(2), createProcessIo(stop.signal));
