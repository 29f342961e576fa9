import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { createFetchTransport } from '../src/index.ts';
import { ENDPOINT, harness, scriptedFetch, success } from './_fetch.ts';

afterEach(() => vi.unstubAllGlobals());

test('one POST, with the headers of AWS JSON 1.1 and nothing that follows or remembers', async () => {
  const { call, sent } = harness([success({})], { headers: { 'X-Proxy-Key': 'k' } });
  await call('InitiateAuth', { input: { AuthFlow: 'USER_AUTH', Session: undefined } });
  expect(sent).toHaveLength(1);
  const [{ url, init }] = sent as [(typeof sent)[0]];
  expect(url).toBe(`${ENDPOINT}/`);
  expect(init).toMatchObject({
    method: 'POST',
    redirect: 'manual',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    body: '{"AuthFlow":"USER_AUTH"}',
  });
  expect(init.headers).toEqual({
    'x-proxy-key': 'k',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    'cache-control': 'no-store',
  });
  expect(init.signal).toBeInstanceOf(AbortSignal);
});

test('the body is the input, byte for byte what JSON makes of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (input) => {
      const { call, sent } = harness([success({})]);
      await call('GetUser', { input });
      expect(sent[0]?.init.body).toBe(JSON.stringify(input));
    }),
  );
});

test('where Request lacks a member, as in Cloudflare Workers, fetch is not given it', async () => {
  vi.stubGlobal('Request', function Request() {});
  const { call, sent } = harness([success({})]);
  await call();
  expect(Object.keys(sent[0]?.init ?? {}).sort()).toEqual([
    'body',
    'headers',
    'method',
    'redirect',
    'signal',
  ]);
});

test('a custom endpoint replaces the whole URL, region or not', async () => {
  const { fetch, sent } = scriptedFetch(success({}));
  const endpoint = 'http://127.0.0.1:9229/';
  const transport = createFetchTransport({ region: 'eu-west-1', endpoint, fetch });
  await transport({ operation: 'GetUser', input: {} });
  expect(sent[0]?.url).toBe('http://127.0.0.1:9229/');
});
