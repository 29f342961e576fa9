#!/usr/bin/env node
/**
 * What is run as `countersign-pool`.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { styleText } from 'node:util';
import { ArgumentError, isFlowError } from '@countersign/contract';
import { HELP, readBinOptions } from './_bin-options.ts';
import type { BinOptions } from './_bin-options.ts';
import { renderReadyLine, renderStartText } from './_start-text.ts';
import type { OutboxMessage } from './outbox.ts';
import { parseSeed } from './seed-file.ts';
import { startPoolServer } from './server.ts';
import type { PoolServer, PoolServerOptions } from './server.ts';

type ServeOptions = Extract<BinOptions, { kind: 'serve' }>;

const EXIT_FAILED = 1;
const EXIT_MISUSED = 2;

const options = readBinOptions(process.argv.slice(2));
if (options.kind === 'help') {
  console.log(HELP);
} else if (options.kind === 'version') {
  console.log(readVersion());
} else if (options.kind === 'mistake') {
  console.error(`${options.message}\n\n${HELP}`);
  process.exitCode = EXIT_MISUSED;
} else {
  await run(options);
}

async function run(serving: ServeOptions): Promise<void> {
  try {
    const server = await start(serving);
    stopOnSignal(server);
    const { url, pool } = server;
    console.log(
      serving.json
        ? renderReadyLine(url, pool.pools)
        : renderStartText(url, pool.pools, (text) => emphasise(text)),
    );
  } catch (error) {
    console.error(explain(error, serving));
    process.exitCode = EXIT_FAILED;
  }
}

async function start({ port, seedFile, json }: ServeOptions): Promise<PoolServer> {
  const poolOptions: PoolServerOptions = {
    port,
    onMessage: (message) => {
      const line = describeMessage(message);
      // With --json, standard output holds the ready line alone.
      if (json) console.error(line);
      else console.log(line);
    },
  };
  if (seedFile === undefined) return startPoolServer(poolOptions);
  const seed = await parseSeed(await readSeedFile(seedFile));
  return startPoolServer({ ...poolOptions, seed });
}

async function readSeedFile(seedFile: string): Promise<string> {
  try {
    return await readFile(seedFile, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new ArgumentError('--seed', 'invalid-value', `The file cannot be read: ${code}.`);
  }
}

function stopOnSignal(server: PoolServer): void {
  const stop = (): void => {
    // A key that is still being made would keep the process alive after everything is closed.
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function describeMessage(message: OutboxMessage): string {
  const { username, destination } = message;
  const to = destination === null ? '' : ` (${destination})`;
  return message.kind === 'invitation'
    ? `Invitation for ${username}${to}: temporary password ${message.temporaryPassword}`
    : `${message.purpose} for ${username}${to}: code ${message.code}`;
}

function explain(error: unknown, { port, seedFile }: ServeOptions): string {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return `Port ${port} of 127.0.0.1 is in use. Give another with --port, or 0 for any free one.`;
  }
  if (code === 'EACCES') return `Port ${port} is not allowed to this user: try --port 0.`;
  if (isFlowError(error)) return `${seedFile === undefined ? '' : `${seedFile}: `}${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function emphasise(text: string): string {
  const { NO_COLOR = '', TERM } = process.env;
  const plain = !process.stdout.isTTY || NO_COLOR !== '' || TERM === 'dumb';
  return plain ? text : styleText('bold', text);
}

function readVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
