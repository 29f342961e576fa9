/// <reference types="node" />
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFetchTransport } from '../src/index.ts';
import { harness, never, portal, reply, settled } from './_fetch.ts';
import type { SentRequest } from './_fetch.ts';

const canary = fc.stringMatching(/^[a-z0-9]{16}$/).map((random) => `CANARY${random}`);

/** All that could be printed, logged or sent of an error, causes and hidden members included. */
function everythingOf(error: unknown): string {
  const texts: string[] = [];
  const visited = new Set<unknown>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return void texts.push(String(value));
    if (visited.has(value)) return;
    visited.add(value);
    texts.push(`${value as Error}`, JSON.stringify(value) ?? '');
    texts.push(inspect(value, { depth: Infinity, showHidden: true }));
    for (const key of Reflect.ownKeys(value)) {
      collect(Reflect.get(value, key));
    }
  };
  collect(error);
  return texts.join('\n');
}

/** An error as runtimes and callers' own fetches make them: quoting what they carried. */
function quotingError(secret: string): Error {
  const parser = Object.assign(new Error(`Expected HTTP/, got ${secret}`), {
    code: 'HPE_INVALID_CONSTANT',
    data: `HTTP/1.1 200 OK\r\n\r\n{"AccessToken":"${secret}"}`,
  });
  return Object.assign(new TypeError(`fetch failed: ${secret}`, { cause: parser }), {
    config: { data: secret },
    errors: [new Error(secret)],
  });
}

const lines: Record<
  string,
  (secret: string) => Response | Error | ((sent: SentRequest) => unknown)
> = {
  'a fetch that quotes the answer': quotingError,
  'a fetch that quotes the request':
    () =>
    ({ init }) =>
      Promise.reject(quotingError(JSON.stringify(init))),
  'a fetch that throws at once': (secret) => () => {
    throw quotingError(secret);
  },
  'a fetch that rejects with a text': (secret) => () =>
    new Promise((_, reject) => {
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- fetches of callers do
      reject(secret);
    }),
  'a code that is no code': (secret) => Object.assign(new Error(), { code: `E ${secret}` }),
  'no Response': (secret) => async () => ({ body: secret }),
  'a broken body': (secret) =>
    reply(
      200,
      new ReadableStream({
        start: (controller) => controller.error(quotingError(secret)),
      }),
    ),
  'a time-out': () => never,
  'a redirect': (secret) => reply(302, null, { location: `https://a.example/?token=${secret}` }),
  'a page': (secret) => reply(200, `<p>${secret}</p>`),
  'a page of a firewall': (secret) => reply(403, `${secret} is not allowed`),
  'a gateway': (secret) => reply(502, secret),
  'JSON of a gateway': (secret) => reply(403, JSON.stringify({ message: secret })),
  'JSON that names no exception': (secret) => reply(400, JSON.stringify({ __type: `${secret} !` })),
  'truncated JSON': (secret) => reply(200, `{"AccessToken":"${secret}`),
  'trailing bytes': (secret) => reply(200, `{}${secret}`),
  'a member twice': (secret) => reply(200, `{"${secret}":1,"${secret}":"${secret}"}`),
  'a number too large': (secret) => reply(200, `{"${secret}":1e999}`),
  'a list': (secret) => reply(200, JSON.stringify([secret])),
  'too deep': (secret) => reply(200, `${`{"${secret}":`.repeat(40)}"${secret}"${'}'.repeat(40)}`),
  'too long': (secret) => reply(200, secret.repeat(1_000)),
  'no body': () => reply(200, ''),
  'an unexpected status': (secret) => reply(206, secret),
  'a header': (secret) => portal(503, { 'x-amzn-requestid': secret, 'retry-after': secret }),
};

test.each(Object.entries(lines))('L189 L195 no secret gets out through %s', async (_, line) => {
  await fc.assert(
    fc.asyncProperty(canary, async (secret) => {
      for (const operation of ['InitiateAuth', 'RespondToAuthChallenge']) {
        const { call } = harness([line(secret), line(secret), line(secret)], {
          headers: { 'x-proxy-key': secret },
          maxBodyBytes: 8_192,
        });
        const input = {
          Session: secret,
          AuthParameters: { PASSWORD: secret, [secret]: secret },
          ChallengeResponses: { EMAIL_OTP_CODE: secret },
        };
        const error = await call(operation, { input }).then(
          () => expect.unreachable('It was to fail.'),
          (error: unknown) => error,
        );
        expect(error).toMatchObject({ code: /^ERR_(PROTOCOL|TRANSPORT)$/ });
        expect(everythingOf(error)).not.toContain('CANARY');
      }
    }),
    { numRuns: 20 },
  );
});

test('L189 a refused input or option is not quoted', async () => {
  const secret = 'CANARY0123456789';
  const cyclic: Record<string, unknown> = { [secret]: {} };
  cyclic[secret] = { [secret]: cyclic };
  const makers: (() => unknown)[] = [
    () => createFetchTransport({ endpoint: `https://user:${secret}@a.example` }),
    () => createFetchTransport({ endpoint: `https://a.example/?key=${secret}` }),
    () => createFetchTransport({ endpoint: `http://${secret}.example` }),
    () => createFetchTransport({ region: `${secret}/` }),
    () => createFetchTransport({ region: 'eu-west-1', headers: { 'x-key': `${secret}\n` } }),
    () => harness([]).call('GetUser', { input: cyclic as never }),
    () => harness([]).call(`${secret}!`),
  ];
  for (const make of makers) {
    const error = await Promise.resolve()
      .then(make)
      .then(
        () => expect.unreachable('It was to fail.'),
        (error: unknown) => error,
      );
    expect(error).toMatchObject({ code: 'ERR_ARGUMENT' });
    expect(everythingOf(error)).not.toContain('CANARY');
  }
});

test('L189 Node’s own parser error, which carries the raw answer, is not passed on', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/9 CANARY {"AccessToken":"CANARY"}\r\n\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    // The danger is real: the runtime's error does carry it.
    const runtimeError = await fetch(endpoint).catch((error: unknown) => error);
    expect(everythingOf(runtimeError)).toContain('CANARY');

    const error = await createFetchTransport({ endpoint })({
      operation: 'RespondToAuthChallenge',
      input: {},
    }).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', reason: 'network' });
    expect(everythingOf(error)).not.toContain('CANARY');
  } finally {
    server.close();
  }
});

test('L191 nothing of the input gets into the URL or a header', async () => {
  const { call, sent } = harness([reply(200, '{}')]);
  await call('InitiateAuth', { input: { Session: 'CANARY' } });
  expect(sent).toHaveLength(1);
  const inTheOpen = sent.map(({ url, init }) => [url, init.headers]);
  expect(JSON.stringify(inTheOpen)).not.toContain('CANARY');
});

test('L192 a call that nobody awaits any more leaves no text behind', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  const controller = new AbortController();
  const { transport } = harness([() => Promise.reject(quotingError('CANARY'))]);
  const { signal } = controller;
  const outcome = transport({ operation: 'SignUp', input: {}, signal }).catch(() => 'rejected');
  controller.abort();
  expect(await outcome).toBe('rejected');
  await settled();
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});
