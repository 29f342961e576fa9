import type { CognitoReply } from '@countersign/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { harness, reply, success } from './_fetch.ts';

const bytes = (...values: number[]) => new Uint8Array(values);
const utf8 = (text: string) => new Uint8Array(new TextEncoder().encode(text));
const ask = (response: Response, operation?: string): Promise<CognitoReply> =>
  harness([response], { maxAttempts: 1 }).call(operation);

describe('broken JSON', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  test.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['E100 truncated', '{"Session":"abc'],
    ['E101 a byte order mark', '\uFEFF{}'],
    ['E102 trailing bytes', '{}{}'],
    ['E103 a member twice', '{"ChallengeName":"A","ChallengeName":"B"}'],
    ['E103 a member twice, deeper', '{"a":[{"b":{"c":1,"d":2,"c":1}}]}'],
    ['E103 a member twice, spelt differently', '{"a":1,"\\u0061":2}'],
    ['E103 __proto__ twice', '{"__proto__":1,"__proto__":2}'],
    ['E105 depth 10,000', nested(10_000)],
    ['E105 depth 33', nested(33)],
    ['E105 arrays 10,000 deep', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['E105 100,000 brackets', '['.repeat(100_000)],
    ['E106 1e999', '{"ExpiresIn":1e999}'],
    ['E106 -1e999 in a list', '{"a":[-1e999]}'],
    ['E106 NaN', '{"ExpiresIn":NaN}'],
    ['E108 invalid UTF-8', bytes(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
    ['E108 an overlong encoding', bytes(0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d)],
    ['E108 half a surrogate pair', bytes(0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d)],
    ['E109 an array', '[]'],
    ['E109 a text', '"ok"'],
    ['E109 a number', '1'],
    ['E109 null', 'null'],
  ])('%s is a breach, said once, not retried', async (_, body) => {
    const { call, sent } = harness([reply(200, body)]);
    await expect(call()).rejects.toMatchObject({ code: 'ERR_PROTOCOL', retryable: false });
    expect(sent).toHaveLength(1);
  });

  test('E103 colons, quotes and backslashes inside texts are no members', async () => {
    const output = { 'a:"b\\': ['":"', '\\', '\\":', { ':': ':' }], e: {} };
    expect(await ask(success(output))).toEqual({ kind: 'success', output });
  });

  test('E103 a repeated member is found wherever it is', async () => {
    const member = fc.tuple(fc.string(), fc.string());
    await fc.assert(
      fc.asyncProperty(
        fc.array(member),
        member,
        fc.array(member),
        async (before, repeated, after) => {
          const text = [repeated, ...before, repeated, ...after].map((pair) =>
            pair.map((part) => JSON.stringify(part)).join(':'),
          );
          await expect(ask(reply(200, `{"a":{${text.join(',')}}}`))).rejects.toMatchObject({
            code: 'ERR_PROTOCOL',
            reason: 'ambiguous',
          });
        },
      ),
    );
  });

  test.each(['__proto__', 'constructor', 'prototype'])(
    'E104 %s is dropped at every level, and pollutes nothing',
    async (name) => {
      const evil = `"${name}":{"polluted":true}`;
      const result = await ask(reply(200, `{${evil},"a":{${evil},"b":[{${evil},"c":1}]}}`));
      expect(result).toEqual({ kind: 'success', output: { a: { b: [{ c: 1 }] } } });
      expect(JSON.stringify(result)).not.toContain('polluted');
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      const { output } = result as Extract<CognitoReply, { kind: 'success' }>;
      expect(Object.getPrototypeOf(output)).toBe(Object.prototype);
    },
  );

  test('E105 32 levels are enough for anything', async () => {
    expect(await ask(reply(200, nested(32)))).toEqual({
      kind: 'success',
      output: JSON.parse(nested(32)),
    });
  });

  test('E107 E110 odd numbers and very long names are the reader’s to judge', async () => {
    const output = { ['k'.repeat(100_000)]: 1, ExpiresIn: -1 };
    expect(await ask(success(output))).toEqual({ kind: 'success', output });
  });

  test('no bytes make anything but a reply or a typed error', async () => {
    const jsonish = fc.string({
      unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'u', '0', '1', 'e', '-', ' '),
    });
    const body = fc.oneof(fc.uint8Array(), jsonish.map(utf8));
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom(200, 400, 403, 500), async (bytes, status) => {
        const outcome = await ask(reply(status, new Uint8Array(bytes))).then(
          ({ kind }) => kind,
          ({ code }: { code: string }) => code,
        );
        expect(['success', 'refusal', 'ERR_PROTOCOL', 'ERR_TRANSPORT']).toContain(outcome);
      }),
      { numRuns: 500 },
    );
  });
});
