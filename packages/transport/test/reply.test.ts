import type { CognitoReply } from '@countersign/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { harness, portal, refusal, reply, success } from './_fetch.ts';

const utf8 = (text: string) => new Uint8Array(new TextEncoder().encode(text));
const ask = (response: Response, operation?: string): Promise<CognitoReply> =>
  harness([response], { maxAttempts: 1 }).call(operation);

describe('success', () => {
  test('is the JSON object, whatever its members', async () => {
    const plainName = fc
      .string()
      .filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(plainName, tie('value'), { maxKeys: 4 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(plainName, value), fc.nat(3), async (output, indent) => {
        const text = JSON.stringify(output, null, indent);
        const result = await ask(reply(200, text));
        expect(result).toEqual({ kind: 'success', output: JSON.parse(text) });
      }),
    );
  });

  test('however the body is cut into chunks', async () => {
    const text = JSON.stringify({ Session: 'säße-🔑', ChallengeParameters: { a: '日本' } });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(utf8(text).length)), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), utf8(text).length];
        const body = new ReadableStream({
          start(controller) {
            edges.slice(1).forEach((end, index) => {
              controller.enqueue(utf8(text).slice(edges[index], end));
            });
            controller.close();
          },
        });
        const result = await ask(reply(200, body));
        expect(result).toEqual({ kind: 'success', output: JSON.parse(text) });
      }),
    );
  });

  test('a runtime without streams (React Native) is read too, to the same limit', async () => {
    const withoutStream = (text: string) => {
      const response = reply(200, text);
      Object.defineProperty(response, 'body', { value: undefined });
      return response;
    };
    const { call } = harness([withoutStream('{"a":1}'), withoutStream('{"a":10}')], {
      maxBodyBytes: 7,
    });
    expect(await call()).toEqual({ kind: 'success', output: { a: 1 } });
    await expect(call()).rejects.toMatchObject({ code: 'ERR_TRANSPORT', reason: 'too-large' });
  });

  test.each(['ForgetDevice', 'DeleteUser', 'AdminForgetDevice', 'AdminDeleteUser'])(
    'D89 %s answers with no body at all, as 200 or 204',
    async (operation) => {
      expect(await ask(reply(200, ''), operation)).toEqual({ kind: 'success', output: {} });
      expect(await ask(reply(204, null), operation)).toEqual({ kind: 'success', output: {} });
      expect(await ask(success({}), operation)).toEqual({ kind: 'success', output: {} });
    },
  );

  test.each([200, 204])('D88 D89 an empty %i elsewhere is a breach', async (status) => {
    await expect(ask(reply(status, null), 'GetUser')).rejects.toMatchObject({
      code: 'ERR_PROTOCOL',
      reason: 'missing',
    });
  });

  test.each([201, 206])('%i is not an answer of the service', async (status) => {
    const body = '{"__type":"NotAuthorizedException"}';
    await expect(ask(reply(status, body))).rejects.toMatchObject({
      code: 'ERR_TRANSPORT',
      reason: 'bad-response',
      status,
    });
  });

  test.each(['text/html', 'text/plain', 'application/json', ''])(
    'D85 policy: content decides, not the label %j',
    async (type) => {
      const labelled = (body: string) => reply(200, body, { 'content-type': type });
      expect(await ask(labelled('{"a":1}'))).toEqual({ kind: 'success', output: { a: 1 } });
      await expect(ask(labelled('{"a":'))).rejects.toMatchObject({ code: 'ERR_PROTOCOL' });
      await expect(ask(labelled('<p>'))).rejects.toMatchObject({ reason: 'not-json' });
    },
  );
});

describe('the service clock', () => {
  const date = 'Tue, 24 Nov 2026 00:00:00 GMT';
  const serverTimeMs = Date.UTC(2026, 10, 24);

  test('F112 comes with successes and refusals', async () => {
    expect(await ask(success({}, { date }))).toMatchObject({ serverTimeMs });
    expect(await ask(refusal('UserNotFoundException', 400, { date }))).toMatchObject({
      serverTimeMs,
    });
  });

  test.each([
    '',
    'soon',
    '2026-11-24T00:00:00Z',
    '1795478400000',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Tue, 99 Nov 2026 00:00:00 GMT',
    'Tue, 24 Nov 2026 00:00:00 +0100',
  ])('F112 %j is no clock', async (text) => {
    expect(await ask(success({}, { date: text }))).not.toHaveProperty('serverTimeMs');
  });
});

describe('what is no answer of the service', () => {
  test.each([200, 403, 511])('D83 a captive portal, %i', async (status) => {
    await expect(ask(portal(status))).rejects.toMatchObject({
      code: 'ERR_TRANSPORT',
      reason: 'not-json',
      outcome: 'unknown',
      status,
    });
  });

  test('D83 and its page is nowhere in the error', async () => {
    await expect(ask(portal(200))).rejects.toMatchObject({
      message: expect.not.stringContaining('hotel'),
    });
  });

  test.each([301, 302, 303, 307, 308, 304, 300])('D84 %i is refused', async (status) => {
    const location = 'https://evil.example/';
    const { call, sent } = harness([reply(status, null, { location })]);
    await expect(call()).rejects.toMatchObject({
      code: 'ERR_TRANSPORT',
      reason: 'redirect',
      retryable: false,
      status,
    });
    expect(sent.map(({ init }) => init.signal?.aborted)).toEqual([true]);
  });

  test.each([
    ['opaque, as browsers show it', { type: 'opaqueredirect', status: 0 }],
    ['followed by the runtime already', { redirected: true }],
  ])('D84 a redirect that is %s is refused', async (_, members) => {
    const response = success({ AuthenticationResult: {} });
    for (const [name, value] of Object.entries(members)) {
      Object.defineProperty(response, name, { value });
    }
    await expect(ask(response)).rejects.toMatchObject({ reason: 'redirect' });
  });

  test('D86 a body is read to the limit and no further', async () => {
    const exactly = `{"a":"${'x'.repeat(92)}"}`;
    expect(exactly).toHaveLength(100);
    expect(await harness([reply(200, exactly)], { maxBodyBytes: 100 }).call()).toMatchObject({
      kind: 'success',
    });

    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(10));
      },
      cancel() {
        cancelled = true;
      },
    });
    await expect(
      harness([reply(200, endless)], { maxBodyBytes: 100 }).call(),
    ).rejects.toMatchObject({ code: 'ERR_TRANSPORT', reason: 'too-large', outcome: 'unknown' });
    expect(pulled).toBeLessThan(15);
    expect(cancelled).toBe(true);
  });

  test('D86 the limit is a mebibyte', async () => {
    const body = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`;
    expect(await ask(reply(200, body(1_048_576)))).toMatchObject({ kind: 'success' });
    await expect(ask(reply(200, body(1_048_577)))).rejects.toMatchObject({ reason: 'too-large' });
  });

  test('D99 a fetch that throws at once', async () => {
    const broken = () => {
      throw new Error('thrown at once');
    };
    await expect(harness([broken]).call('RespondToAuthChallenge')).rejects.toMatchObject({
      code: 'ERR_TRANSPORT',
      reason: 'network',
      outcome: 'unknown',
    });
  });

  test.each([
    undefined,
    null,
    'text',
    7,
    {},
    { ok: true, status: 200, json: async () => ({}) },
    { status: '200', headers: new Headers(), arrayBuffer() {} },
    { status: 200, headers: { date: '' }, arrayBuffer() {} },
  ])('D99 a fetch that gives back no Response (%#)', async (value) => {
    const { call, sent } = harness([async () => value, async () => value]);
    await expect(call()).rejects.toMatchObject({
      code: 'ERR_TRANSPORT',
      reason: 'bad-response',
    });
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['a DataView', (bytes: ArrayBuffer) => new DataView(bytes)],
    ['wider than bytes', (bytes: ArrayBuffer) => new Float64Array(bytes)],
  ])('D86 the limit counts the bytes of a chunk that is %s', async (_, view) => {
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 80;
        if (pulled > 8_000) controller.close();
        else controller.enqueue(view(new ArrayBuffer(80)));
      },
    });
    const response = { status: 200, headers: new Headers(), arrayBuffer: () => {}, body };
    await expect(harness([response as never], { maxBodyBytes: 100 }).call()).rejects.toMatchObject({
      reason: 'too-large',
    });
    expect(pulled).toBeLessThan(400);
  });

  test('D99 a Response whose body was read before', async () => {
    const response = success({});
    await response.text();
    await expect(ask(response)).rejects.toMatchObject({ reason: 'bad-response' });
  });

  test('D99 a body of texts instead of bytes', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue('{}');
        controller.close();
      },
    });
    await expect(ask(reply(200, body))).rejects.toMatchObject({ reason: 'bad-response' });
  });
});
