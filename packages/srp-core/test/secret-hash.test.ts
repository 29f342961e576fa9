import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecretHash as createInBrowser } from '../src/secret-hash-browser.ts';
import { createSecretHash } from '../src/secret-hash.ts';
import { runs } from './_numbers.ts';
import { errorOf } from './_sign-in.ts';

test('gives the value of AWS’s own recipe', () => {
  const secretHash = createSecretHash('1example23456789', 'sekrit-client-secret');
  expect(secretHash('+15551234567')).toBe('5nAkRgUw5Vx7SIUEmv6HrgEXPK/SwtnH5F8rxZL+71w=');
});

test('is base64 of HMAC-SHA256 of user name and client id, for any text', () => {
  const text = fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, text, (clientId, clientSecret, username) => {
      const expected = createHmac('sha256', clientSecret).update(username + clientId);
      expect(createSecretHash(clientId, clientSecret)(username)).toBe(expected.digest('base64'));
    }),
    runs(300, 20_000),
  );
});

describe('refuses', () => {
  test.each([
    ['clientId', () => createSecretHash('', 'secret')],
    ['clientSecret', () => createSecretHash('id', '')],
    ['clientSecret', () => createSecretHash('id', undefined as unknown as string)],
    ['username', () => createSecretHash('id', 'secret')('')],
    ['username', () => createSecretHash('id', 'secret')('\ud800')],
  ])('a %s that is no text', (argument, body) => {
    const expected = { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument };
    expect(errorOf(body)).toEqual(expected);
  });

  // Case 69 of the negative cases.
  test('to work in a browser build, before there is anything to hash', () => {
    const expected = { code: 'ERR_UNSUPPORTED', reason: 'environment' };
    expect(errorOf(() => createInBrowser('id', 'secret'))).toEqual(expected);
  });
});

test('the package gives a browser build the twin, and asks for the condition first', () => {
  const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const { '@countersign/source': source, ...built } = exports['./secret-hash'];
  for (const conditions of [source, built]) {
    expect(Object.keys(conditions)).toEqual(['browser', 'default']);
    expect(conditions.browser).toMatch(/\/secret-hash-browser\.[jt]s$/);
  }
});

test('neither the function nor an error shows the client secret', () => {
  const canary = 'canary-5f2d';
  const secretHash = createSecretHash('id', canary);
  const errors = [() => secretHash(''), () => createInBrowser('id', canary)].map((body) => {
    try {
      return body();
    } catch (error) {
      return `${String(error)} ${(error as Error).stack}`;
    }
  });
  expect([String(secretHash), JSON.stringify({ secretHash }), ...errors].join()).not.toContain(
    canary,
  );
});
