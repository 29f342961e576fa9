import { afterEach, describe, expect, test, vi } from 'vitest';
import { createFetchTransport } from '../src/index.ts';
import { ENDPOINT, harness, scriptedFetch, success } from './_fetch.ts';

afterEach(() => vi.unstubAllGlobals());

const region = 'eu-west-1';
const make = (options: object) => () => createFetchTransport(options);

describe('options', () => {
  test.each([
    ['region', {}],
    ['region', { region: 'Dublin' }],
    ['Region', { Region: region }],
    ['timeout', { region, timeout: 5 }],
    ['useFipsEndpoint', { region, useFipsEndpoint: 'no' }],
    ['useDualstackEndpoint', { region, useDualstackEndpoint: 1 }],
    ['useFipsEndpoint', { endpoint: 'https://a.example', useFipsEndpoint: true }],
    ['useDualstackEndpoint', { endpoint: 'https://a.example', useDualstackEndpoint: true }],
    ['fetch', { region, fetch: 'fetch' }],
    ['deadlineMs', { region, deadlineMs: 0 }],
    ['deadlineMs', { region, deadlineMs: Number.NaN }],
    ['deadlineMs', { region, deadlineMs: Number.POSITIVE_INFINITY }],
    ['deadlineMs', { region, deadlineMs: 2 ** 31 }],
    ['maxAttempts', { region, maxAttempts: 1.5 }],
    ['maxAttempts', { region, maxAttempts: 11 }],
    ['maxBodyBytes', { region, maxBodyBytes: '1' }],
    ['timers', { region, timers: null }],
    ['timers', { region, timers: { now: () => 0 } }],
    ['headers', { region, headers: null }],
    ['headers', { region, headers: new Headers({ 'x-a': 'b' }) }],
    ['headers', { region, headers: new Map([['x-a', 'b']]) }],
  ])('%s is refused in %j', (argument, options) => {
    expect(make(options)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT', reason: 'invalid-value', argument }),
    );
  });

  test.each([undefined, null, 'eu-west-1'])('%j is no options object', (options) => {
    expect(make(options as never)).toThrow(expect.objectContaining({ code: 'ERR_ARGUMENT' }));
  });

  test.each([
    ['a line break in a value', { 'x-proxy': 'a\r\nx-evil: b' }],
    ['a line break in a name', { 'x-a\r\nx-b': 'c' }],
    ['NUL', { 'x-proxy': 'a\0' }],
    ['text beyond ASCII', { 'x-proxy': 'ключ' }],
    ['an empty name', { '': 'a' }],
    ['a number', { 'x-proxy': 1 }],
    [
      'a header of the protocol',
      { 'X-Amz-Target': 'AWSCognitoIdentityProviderService.DeleteUser' },
    ],
    ['another', { 'Content-Type': 'text/plain' }],
    ['and another', { 'cache-control': 'public' }],
    ['the length of the body', { 'Content-Length': '2' }],
    ['the host', { Host: 'example.com' }],
  ])('K188 headers: %s is refused', (_, headers) => {
    expect(make({ region, headers })).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT', argument: 'headers' }),
    );
  });

  test('a runtime without fetch is told so', () => {
    vi.stubGlobal('fetch', undefined);
    expect(make({ region })).toThrow(
      expect.objectContaining({ code: 'ERR_UNSUPPORTED', reason: 'environment' }),
    );
  });

  // Browsers throw "Illegal invocation" when fetch is called as a method of something else.
  function asMethodOf(fetch: typeof globalThis.fetch, receivers: unknown[]) {
    return function stub(this: unknown, ...args: Parameters<typeof fetch>) {
      receivers.push(this);
      return fetch(...args);
    };
  }

  test('the global fetch is looked up at each call, and called as its own function', async () => {
    const { fetch, sent } = scriptedFetch(success({}));
    const transport = createFetchTransport({ region });
    const receivers: unknown[] = [];
    vi.stubGlobal('fetch', asMethodOf(fetch, receivers));
    await transport({ operation: 'GetUser', input: {} });
    expect(sent.map(({ url }) => url)).toEqual([`${ENDPOINT}/`]);
    expect(receivers).toEqual([globalThis]);
  });

  test('a fetch of the caller is not called as a method either', async () => {
    const receivers: unknown[] = [];
    const fetch = asMethodOf(scriptedFetch(success({})).fetch, receivers);
    await createFetchTransport({ region, fetch })({ operation: 'GetUser', input: {} });
    expect(receivers).toEqual([undefined]);
  });
});

describe('a call', () => {
  test.each(['', 'Initiate Auth', 'InitiateAuth\r\nx-evil: 1', 'Ünicode', 'a'.repeat(129), 7])(
    'K188 operation %j is refused, and nothing is sent',
    async (operation) => {
      const { call, sent } = harness([]);
      await expect(call(operation as string)).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
        argument: 'operation',
      });
      expect(sent).toEqual([]);
    },
  );

  test.each([undefined, null, [], 'text', { big: 1n }])(
    'an input that is no JSON object is refused, and nothing is sent (%#)',
    async (input) => {
      const { call, sent } = harness([]);
      await expect(call('GetUser', { input: input as never })).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
        argument: 'input',
      });
      expect(sent).toEqual([]);
    },
  );

  test('a cyclic input is refused', async () => {
    const input: Record<string, unknown> = {};
    input['self'] = input;
    await expect(harness([]).call('GetUser', { input: input as never })).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
  });
});
