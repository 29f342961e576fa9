import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { TransportError } from '@countersign/contract';
import {
  harness,
  never,
  portal,
  refusal,
  rejection,
  reply,
  success,
  virtualClock,
} from './_fetch.ts';

const failed = () => new TypeError('fetch failed');
const READS = [
  'GetDevice',
  'GetUser',
  'GetUserAuthFactors',
  'ListDevices',
  'ListUserSessions',
  'ListWebAuthnCredentials',
];
// A sample that must hold every operation of a sign-in which changes something.
const SENT_ONCE = [
  'RespondToAuthChallenge',
  'AssociateSoftwareToken',
  'VerifySoftwareToken',
  'ConfirmDevice',
  'GetTokensFromRefreshToken',
  'GetUserAttributeVerificationCode',
  'GetClientToken',
  'SignUp',
  'ConfirmSignUp',
  'ChangePassword',
  'CompleteWebAuthnRegistration',
  'RevokeToken',
  'AnOperationOfNextYear',
  'toString',
];

const passing = [
  ['D72–D77 the network', failed],
  ['D80 429', () => portal(429)],
  ['D81 500', () => portal(500)],
  ['D81 502', () => portal(502)],
  ['D81 503', () => reply(503, '')],
  ['D81 504', () => reply(504, '{"a":')],
  ['D81 JSON of a gateway', () => reply(503, '{"message":"busy"}')],
  ['D80 TooManyRequestsException', () => refusal('TooManyRequestsException')],
  ['D81 InternalErrorException', () => refusal('InternalErrorException', 500)],
] as const;

describe.each(passing)('%s', (_, line) => {
  test.each(['InitiateAuth', ...READS])('passes, and %s is sent again', async (operation) => {
    const { call, sent } = harness([line(), line(), success({ a: 1 })]);
    expect(await call(operation)).toEqual({ kind: 'success', output: { a: 1 } });
    expect(sent).toHaveLength(3);
    expect(sent[1]?.init.body).toBe(sent[0]?.init.body);
  });

  test.each(SENT_ONCE)('D96 %s is sent once', async (operation) => {
    const { call, sent } = harness([line(), success({})]);
    const outcome = await call(operation).catch((error: unknown) => error);
    expect(sent).toHaveLength(1);
    expect(outcome).not.toMatchObject({ kind: 'success' });
    if (outcome instanceof TransportError) {
      expect(outcome).toMatchObject({ outcome: 'unknown', retryable: false });
    }
  });

  test('stops after three attempts with the last word', async () => {
    const { call, sent } = harness([line(), line(), line(), success({})]);
    const outcome = await call().catch((error: unknown) => error);
    expect(sent).toHaveLength(3);
    if (outcome instanceof TransportError) {
      expect(outcome).toMatchObject({
        retryable: true,
        outcome: 'unknown',
        cause: { code: 'ERR_TRANSPORT', reason: outcome.reason },
      });
      expect(outcome.status).toBe((outcome.cause as TransportError).status);
    } else {
      expect(outcome).toMatchObject({ kind: 'refusal', error: { retryable: true } });
    }
  });
});

test.each([
  ['D82 LimitExceededException', () => refusal('LimitExceededException', 429)],
  ['NotAuthorizedException', () => refusal('NotAuthorizedException')],
  ['D83 a captive portal', () => portal(403)],
  ['D86 too large', () => reply(500, 'x'.repeat(2_000))],
])('%s stands: nothing is sent again', async (_, line) => {
  const { call, sent } = harness([line(), success({})], { maxBodyBytes: 1_000 });
  const outcome = await call().catch((error: unknown) => error);
  expect(outcome).not.toMatchObject({ kind: 'success' });
  expect(sent).toHaveLength(1);
});

test('maxAttempts: 1 sends everything once, and the error has no wrapping', async () => {
  const { call, sent } = harness([failed(), success({})], { maxAttempts: 1 });
  const error = await rejection(call());
  expect(error).toMatchObject({ reason: 'network', retryable: true });
  expect(error).not.toHaveProperty('cause');
  expect(sent).toHaveLength(1);
});

test.each([
  ['D72 of a name', Object.assign(new Error(), { code: 'ENOTFOUND' }), 'ENOTFOUND'],
  ['D76 of TLS', Object.assign(new Error(), { code: 'CERT_HAS_EXPIRED' }), 'CERT_HAS_EXPIRED'],
  [
    'D77 of connecting',
    new AggregateError([Object.assign(new Error(), { code: 'ETIMEDOUT' })]),
    'ETIMEDOUT',
  ],
])('%s: the runtime’s code is told, and nothing else of it', async (_, cause, code) => {
  const error = await rejection(
    harness([new TypeError('fetch failed', { cause })]).call('RespondToAuthChallenge'),
  );
  expect(error).toMatchObject({ reason: 'network', outcome: 'unknown' });
  expect(String(error)).toContain(code);
  expect(error).not.toHaveProperty('cause');
});

test('a failure that is its own cause is no trap', async () => {
  const circular = Object.assign(new Error(), { code: 'ECONNRESET' });
  circular.cause = circular;
  await expect(harness([circular]).call('SignUp')).rejects.toMatchObject({ reason: 'network' });
});

test('D92 a CORS failure, which is an opaque TypeError, is a network failure', async () => {
  const error = await rejection(harness([failed()]).call('RespondToAuthChallenge'));
  expect(error).toMatchObject({ code: 'ERR_TRANSPORT', reason: 'network', outcome: 'unknown' });
});

test('D93 offline, then online: the same transport goes on', async () => {
  const { call } = harness([failed(), success({ a: 1 })], { maxAttempts: 1 });
  await expect(call()).rejects.toMatchObject({ reason: 'network', retryable: true });
  expect(await call()).toEqual({ kind: 'success', output: { a: 1 } });
});

describe('waits', () => {
  /** When each request went out. */
  async function sentAt(lines: (() => Response | Error)[], random: number): Promise<number[]> {
    const clock = virtualClock(() => random);
    const times: number[] = [];
    const timed = lines.map((line) => async () => {
      times.push(clock.nowMs());
      const value = line();
      if (value instanceof Error) throw value;
      return value;
    });
    await harness(timed, { maxAttempts: 10 }, clock)
      .call()
      .catch(() => {});
    return times;
  }

  test('full jitter: from nothing to a limit that doubles up to two seconds', async () => {
    const lines = Array.from({ length: 7 }, () => failed);
    expect(await sentAt(lines, 0)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(await sentAt(lines, 0.5)).toEqual([0, 100, 300, 700, 1_500, 2_500, 3_500]);
    // Whole milliseconds: a fraction can round up to the deadline, and what is known becomes a time-out.
    expect(await sentAt([failed, failed], 0.333_3)).toEqual([0, 66]);
  });

  test('D80 never sooner than Retry-After, in seconds or as a date', async () => {
    const busy = (headers: Record<string, string>) => () => portal(503, headers);
    const date = 'Tue, 24 Nov 2026 00:00:00 GMT';
    expect(await sentAt([busy({ 'retry-after': '3' }), () => success({})], 0.5)).toEqual([
      0, 3_000,
    ]);
    expect(await sentAt([busy({ 'retry-after': '0' }), () => success({})], 0.5)).toEqual([0, 100]);
    expect(
      await sentAt(
        [busy({ date, 'retry-after': 'Tue, 24 Nov 2026 00:00:04 GMT' }), () => success({})],
        0.5,
      ),
    ).toEqual([0, 4_000]);
    const refusedBusy = () => refusal('TooManyRequestsException', 400, { 'retry-after': '2' });
    expect(await sentAt([refusedBusy, () => success({})], 0.5)).toEqual([0, 2_000]);
  });

  test.each(['-1', 'soon', '', '1e3', 'Tue, 24 Nov 2026 00:00:04 GMT'])(
    'D80 Retry-After %j means nothing',
    async (text) => {
      const busy = () => portal(503, { 'retry-after': text });
      expect(await sentAt([busy, () => success({})], 0.5)).toEqual([0, 100]);
    },
  );

  test.each(['6', '86400', '9'.repeat(400)])(
    'D80 Retry-After %s is longer than anybody waits: no second attempt',
    async (text) => {
      const { call, sent, clock } = harness([portal(503, { 'retry-after': text }), success({})]);
      await expect(call()).rejects.toMatchObject({ reason: 'not-json', status: 503 });
      expect([sent.length, clock.nowMs()]).toEqual([1, 0]);
    },
  );

  test('D97 none goes past the deadline: what is known by then is the outcome', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5_000 }),
        fc.nat(999),
        async (deadlineMs, part) => {
          const clock = virtualClock(() => part / 1_000);
          const lines = Array.from({ length: 10 }, failed);
          const { call, sent } = harness(lines, { deadlineMs, maxAttempts: 10 }, clock);
          const error = await rejection(call());
          expect(error).toMatchObject({ code: 'ERR_TRANSPORT', reason: 'network' });
          expect(clock.nowMs()).toBeLessThan(deadlineMs);
          expect(sent.length).toBeLessThanOrEqual(10);
          expect(clock.pending()).toBe(0);
        },
      ),
    );
  });
});

describe('the deadline', () => {
  test('D78 D79 is one for all attempts, and the last failure is its cause', async () => {
    const { call, sent, clock } = harness([failed(), never], { deadlineMs: 1_000 });
    await expect(call()).rejects.toMatchObject({
      code: 'ERR_TRANSPORT',
      reason: 'timeout',
      outcome: 'unknown',
      retryable: true,
      cause: { reason: 'network' },
    });
    expect([clock.nowMs(), sent.length]).toEqual([1_000, 2]);
  });

  test('D79 a body that drips does not move it', async () => {
    const clock = virtualClock();
    const dripping = new ReadableStream({
      async pull(controller) {
        await new Promise<void>((resolve) => clock.timers.schedule(resolve, 100));
        controller.enqueue(new Uint8Array(1));
      },
    });
    const { call } = harness([reply(200, dripping)], { deadlineMs: 1_050 }, clock);
    await expect(call()).rejects.toMatchObject({ reason: 'timeout' });
    expect(clock.nowMs()).toBe(1_050);
  });

  test('D96 an answer that is late may have been taken: not to be sent again', async () => {
    const { call, sent } = harness([never]);
    await expect(call('RespondToAuthChallenge')).rejects.toMatchObject({
      reason: 'timeout',
      outcome: 'unknown',
      retryable: false,
    });
    expect(sent).toHaveLength(1);
  });

  test('is 15 seconds', async () => {
    const { call, clock } = harness([never]);
    await rejection(call());
    expect(clock.nowMs()).toBe(15_000);
  });

  test('F117 does not look at the system clock', async () => {
    const now = vi.spyOn(Date, 'now').mockImplementation(() => {
      throw new Error('the system clock was asked');
    });
    try {
      await expect(harness([failed(), never]).call()).rejects.toMatchObject({ reason: 'timeout' });
    } finally {
      now.mockRestore();
    }
  });
});
