/// <reference types="node" />
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer as createRawServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { Transport } from '@countersign/contract';
import { createFetchTransport } from '../src/index.ts';
import type { FetchTransportOptions, TransportTimers } from '../src/index.ts';
import { rejection, settled, virtualClock } from './_fetch.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const http = (listener: RequestListener): Promise<string> => listen(createServer(listener));

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

/** Writes these bytes as soon as a whole request head has come, and counts requests. */
async function raw(
  answer: (socket: Socket) => void,
): Promise<{ endpoint: string; requests: () => number }> {
  let requests = 0;
  const server = createRawServer((socket) => {
    socket.once('data', () => {
      requests += 1;
      answer(socket);
    });
  });
  return { endpoint: await listen(server), requests: () => requests };
}

// No jitter: real retries follow at once.
const hurried: TransportTimers = {
  now: () => performance.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => 0,
};

const make = (endpoint: string, more: FetchTransportOptions = {}): Transport =>
  createFetchTransport({ endpoint, timers: hurried, ...more });

const answerOnce = (transport: Transport) =>
  transport({ operation: 'RespondToAuthChallenge', input: { Session: 'session' } });
const open = (transport: Transport) => transport({ operation: 'InitiateAuth', input: { a: 'ü' } });

const network = { code: 'ERR_TRANSPORT', reason: 'network', outcome: 'unknown' };

test('a request as a server sees it, and its answer', async () => {
  let seen: unknown;
  const endpoint = await http((request, response) => {
    const { method, url, headers } = request;
    void bodyOf(request).then((body) => {
      seen = { method, url, body, headers };
      return response.setHeader('content-encoding', 'gzip').end(gzipSync('{"ok":true}'));
    });
  });
  const result = await open(make(endpoint));
  expect(result).toMatchObject({ kind: 'success', output: { ok: true } });
  expect(result.serverTimeMs).toBeTypeOf('number');
  expect(seen).toMatchObject({
    method: 'POST',
    url: '/',
    body: '{"a":"ü"}',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
      'cache-control': 'no-store',
    },
  });
  expect((seen as { headers: object }).headers).not.toHaveProperty('cookie');
});

describe('a broken connection', () => {
  test('D73 refused', async () => {
    const endpoint = await http(() => {});
    await closing.pop()?.();
    const error = await rejection(answerOnce(make(endpoint)));
    expect(error).toMatchObject(network);
    expect((error as Error).message).toContain('ECONNREFUSED');
  });

  test.each([
    ['D74 reset mid-headers', 'HTTP/1.1 200 OK\r\nContent-Ty'],
    ['D74 closed without a byte', ''],
    ['D75 reset mid-body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"Session":"'],
    ['D75 reset mid-chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{"Ses'],
    ['D87 Content-Length promises more', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}'],
    ['D87 Content-Length is no number', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}'],
    ['not HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}'],
  ])('%s: an answer is not sent again, an opening is', async (_, bytes) => {
    const { endpoint, requests } = await raw((socket) => void socket.end(bytes));
    await expect(answerOnce(make(endpoint))).rejects.toMatchObject(network);
    expect(requests()).toBe(1);
    await expect(open(make(endpoint))).rejects.toMatchObject(network);
    expect(requests()).toBe(4);
  });

  test('D75 an opening that is cut off once succeeds', async () => {
    let connections = 0;
    const { endpoint } = await raw((socket) => {
      connections += 1;
      if (connections === 1) socket.resetAndDestroy();
      else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
    });
    expect(await open(make(endpoint))).toEqual({ kind: 'success', output: {} });
  });

  test('D76 no TLS at the other end', async () => {
    const { endpoint } = await raw((socket) => void socket.end('HTTP/1.1 400 Bad\r\n\r\n'));
    const transport = make(endpoint.replace('http:', 'https:'));
    await expect(answerOnce(transport)).rejects.toMatchObject(network);
  });

  test('D87 Content-Length promises less: the rest is not read', async () => {
    const { endpoint } = await raw(
      (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n{"a":1}'),
    );
    expect(await rejection(answerOnce(make(endpoint)))).toMatchObject({ name: /Error$/ });
  });
});

test.each([301, 302, 303, 307, 308])(
  'D84 %i to another origin: that one sees nothing',
  async (status) => {
    let visits = 0;
    const elsewhere = await listen(
      createRawServer(() => {
        visits += 1;
      }),
    );
    const endpoint = await http((_, response) => {
      response.writeHead(status, { location: `${elsewhere}/` }).end('{}');
    });
    await expect(open(make(endpoint))).rejects.toMatchObject({
      code: 'ERR_TRANSPORT',
      reason: 'redirect',
      status,
    });
    await settled();
    expect(visits).toBe(0);
  },
);

test('D86 a gzip bomb is abandoned at the limit', async () => {
  const bomb = gzipSync(new Uint8Array(64 * 1_048_576));
  expect(bomb.length).toBeLessThan(100_000);
  const endpoint = await http((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  });
  await expect(open(make(endpoint))).rejects.toMatchObject({
    code: 'ERR_TRANSPORT',
    reason: 'too-large',
  });
});

/** A server that starts a body and then waits, on a clock that the test moves. */
async function stalled(): Promise<{
  endpoint: string;
  bytesWritten: Promise<void>;
  closed: Promise<void>;
}> {
  let written = (): void => {};
  let close = (): void => {};
  const bytesWritten = new Promise<void>((resolve) => (written = resolve));
  const closed = new Promise<void>((resolve) => (close = resolve));
  const endpoint = await http((_, response) => {
    response.on('close', close);
    response.write('{"Session":"', () => written());
  });
  return { endpoint, bytesWritten, closed };
}

test('D79 a body that stalls ends at the total deadline, and its connection with it', async () => {
  const { endpoint, bytesWritten, closed } = await stalled();
  const clock = virtualClock();
  const outcome = rejection(open(make(endpoint, { timers: clock.timers, deadlineMs: 1_000 })));
  await bytesWritten;
  await settled();
  clock.step();
  expect(await outcome).toMatchObject({ code: 'ERR_TRANSPORT', reason: 'timeout' });
  expect(clock.nowMs()).toBe(1_000);
  await closed;
});

test('G119 an abort in a body frees the connection', async () => {
  const { endpoint, bytesWritten, closed } = await stalled();
  const controller = new AbortController();
  const { signal } = controller;
  const outcome = rejection(make(endpoint)({ operation: 'GetUser', input: {}, signal }));
  await bytesWritten;
  controller.abort('enough');
  expect(await outcome).toBe('enough');
  await closed;
});

test('an endless body that is refused half-read does not keep its connection', async () => {
  let close = (): void => {};
  const closed = new Promise<void>((resolve) => (close = resolve));
  const endpoint = await http((_, response) => {
    response.on('close', close);
    const pour = (): void => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    };
    response.on('drain', pour);
    pour();
  });
  await expect(open(make(endpoint))).rejects.toMatchObject({ reason: 'too-large' });
  await closed;
});
