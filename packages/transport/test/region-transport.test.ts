/** It is what `createFetchTransport({ region })` makes: the same requests, the same patience. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Transport } from '@countersign/contract';
import { createFetchTransport, createRegionTransport } from '../src/index.ts';
import { rejection, scriptedFetch, success } from './_fetch.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const call = { operation: 'InitiateAuth', input: { ClientId: 'client' } };

async function sentBy(transport: Transport) {
  // Retries follow at once.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const { fetch, sent } = scriptedFetch(new TypeError('cut off'), success({ Session: 'session' }));
  vi.stubGlobal('fetch', fetch);
  const reply = await transport(call);
  return {
    reply,
    sent: sent.map(({ url, init: { signal, ...init } }) => ({ url, init, isBounded: !!signal })),
  };
}

test.each(['eu-west-1', 'cn-north-1', 'us-gov-west-1', 'eusc-de-east-1'])(
  '%s: what is sent, tried again and given back',
  async (region) => {
    const expected = await sentBy(createFetchTransport({ region }));
    expect(expected.sent).toHaveLength(2);
    expect(await sentBy(createRegionTransport(region))).toEqual(expected);
  },
);

test('an answer is sent once, and its body is bounded', async () => {
  const long = new Response(new Uint8Array(1_048_577));
  const { fetch, sent } = scriptedFetch(new TypeError('cut off'), long);
  vi.stubGlobal('fetch', fetch);
  const transport = createRegionTransport('eu-west-1');
  const answer = { operation: 'RespondToAuthChallenge', input: {} };
  expect(await rejection(transport(answer))).toMatchObject({ reason: 'network' });
  expect(await rejection(transport(answer))).toMatchObject({ reason: 'too-large' });
  expect(sent).toHaveLength(2);
});

test.each(['', 'Dublin', 'eu-west-1.evil.example', undefined, null, { region: 'eu-west-1' }])(
  '%j is no region',
  (region) => {
    const expected = { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument: 'region' };
    expect(() => createRegionTransport(region as never)).toThrow(expect.objectContaining(expected));
  },
);

test('a runtime without fetch is told so', () => {
  vi.stubGlobal('fetch', undefined);
  const expected = { code: 'ERR_UNSUPPORTED', reason: 'environment' };
  expect(() => createRegionTransport('eu-west-1')).toThrow(expect.objectContaining(expected));
});
