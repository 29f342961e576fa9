/** A scripted service on a local port, and the built program as a process of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface Service {
  readonly endpoint: string;
  readonly requests: unknown[];
  /** Resolves when the service has received this many requests. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

/** What the service answers, request by request; `undefined` leaves it unanswered. */
export type Script = readonly (object | undefined)[];

export async function startService(script: Script): Promise<Service> {
  const requests: unknown[] = [];
  const waiting: { readonly count: number; readonly done: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      const answer = script[requests.length];
      requests.push(JSON.parse(Buffer.concat(chunks).toString()));
      for (const { count, done } of waiting) if (requests.length >= count) done();
      if (answer === undefined) return;
      const isRefusal = '__type' in answer;
      const headers = { 'content-type': 'application/x-amz-json-1.1' };
      response.writeHead(isRefusal ? 400 : 200, headers).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    received: (count) =>
      new Promise((done) => {
        if (requests.length >= count) done();
        else waiting.push({ count, done });
      }),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

export interface Exit {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface Program {
  readonly child: ChildProcessWithoutNullStreams;
  readonly exit: Promise<Exit>;
}

/** Runs `dist/bin.js`; its standard input stays open. */
export function start(argv: readonly string[], env: Record<string, string> = {}): Program {
  const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
  const inherited = { ...process.env };
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_OPTIONS']) delete inherited[name];
  const child = spawn(process.execPath, [bin, ...argv], { env: { ...inherited, ...env } });
  // A program that has ended does not read what is still written to it.
  child.stdin.on('error', () => {});
  const text = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.error += chunk));
  const exit = new Promise<Exit>((done) => child.on('close', (code) => done({ code, ...text })));
  return { child, exit };
}

/** Runs `dist/bin.js` to its end with all of its standard input. */
export function finish(
  argv: readonly string[],
  stdin: string,
  env?: Record<string, string>,
): Promise<Exit> {
  const { child, exit } = start(argv, env);
  child.stdin.end(stdin);
  return exit;
}
