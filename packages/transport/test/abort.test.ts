import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openCallScope } from '../src/_call-scope.ts';
import { createFetchTransport } from '../src/index.ts';
import {
  harness,
  never,
  refusal,
  rejection,
  reply,
  settled,
  success,
  virtualClock,
} from './_fetch.ts';

const reason = { the: "caller's own" };
const unhandled = vi.fn();

beforeEach(() => {
  unhandled.mockClear();
  process.on('unhandledRejection', unhandled);
});
afterEach(async () => {
  await settled();
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

/** A signal that knows how many listen. */
function watched(): { controller: AbortController; listeners: () => number } {
  const controller = new AbortController();
  const add = vi.spyOn(controller.signal, 'addEventListener');
  const remove = vi.spyOn(controller.signal, 'removeEventListener');
  return { controller, listeners: () => add.mock.calls.length - remove.mock.calls.length };
}

const unread = () => reply(200, new ReadableStream({ pull: never }));

describe('G119 an abort rejects at once with its reason', () => {
  test.each([
    ['in a fetch that does not listen', [never]],
    [
      'in a fetch that listens, and fails in its own way',
      [
        ({ init }: { init: RequestInit }) =>
          new Promise((_, reject) => {
            init.signal?.addEventListener('abort', () => reject(new TypeError('aborted')));
          }),
      ],
    ],
    ['in a body that does not come', [unread()]],
  ])('%s', async (_, lines) => {
    const { transport, clock, sent } = harness(lines);
    const { controller, listeners } = watched();
    const outcome = rejection(
      transport({ operation: 'InitiateAuth', input: {}, signal: controller.signal }),
    );
    await settled();
    expect(sent).toHaveLength(1);
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    expect(clock.nowMs()).toBe(0);
    expect(clock.pending()).toBe(0);
    expect(listeners()).toBe(0);
    expect(sent[0]?.init.signal?.aborted).toBe(true);
  });

  test('D98 between two attempts', async () => {
    const { transport, clock, sent } = harness([refusal('TooManyRequestsException')]);
    const controller = new AbortController();
    const outcome = rejection(
      transport({ operation: 'InitiateAuth', input: {}, signal: controller.signal }),
    );
    await settled();
    expect(clock.pending()).toBe(2);
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    expect([clock.nowMs(), clock.pending(), sent.length]).toEqual([0, 0, 1]);
  });

  test('G118 before the call: nothing is sent, no timer is started', async () => {
    const { transport, clock, sent } = harness([]);
    const signal = AbortSignal.abort(reason);
    expect(await rejection(transport({ operation: 'InitiateAuth', input: {}, signal }))).toBe(
      reason,
    );
    expect([sent.length, clock.pending()]).toEqual([0, 0]);
  });

  test('by default the reason is the AbortError that every API rejects with', async () => {
    const signal = AbortSignal.abort();
    await expect(harness([]).call('GetUser', { signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

test('G119 the reason wins over what a fetch makes of the same signal', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  // Listens before the transport does, and therefore fails first.
  const own = new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new TypeError('aborted')));
  });
  const { transport } = harness([() => own]);
  const outcome = rejection(transport({ operation: 'InitiateAuth', input: {}, signal }));
  await settled();
  controller.abort(reason);
  expect(await outcome).toBe(reason);
});

test('of an abort and a time-out in one turn the first wins', async () => {
  const { transport, clock } = harness([never]);
  const controller = new AbortController();
  const { signal } = controller;
  const outcome = rejection(transport({ operation: 'SignUp', input: {}, signal }));
  await settled();
  controller.abort(reason);
  clock.step();
  expect(await outcome).toBe(reason);
});

test('a scope that ends while nobody waits rejects nobody', async () => {
  const clock = virtualClock();
  const scope = openCallScope({
    signal: undefined,
    deadlineMs: 10,
    timers: clock.timers,
    timeoutError: () => new Error('late'),
  });
  clock.step();
  await settled();
  expect(() => scope.throwIfEnded()).toThrow('late');
  scope.close();
});

test('after the reply an abort does nothing, and nothing listens for it', async () => {
  const { controller, listeners } = watched();
  const { call, clock } = harness([success({ a: 1 })]);
  const result = await call('GetUser', { signal: controller.signal });
  expect(listeners()).toBe(0);
  controller.abort(reason);
  await settled();
  expect(result).toEqual({ kind: 'success', output: { a: 1 } });
  expect(clock.pending()).toBe(0);
});

test.each([
  ['a reply', (resolve: (value: unknown) => void) => resolve(success({}))],
  ['a failure', (_: unknown, reject: (error: Error) => void) => reject(new TypeError('late'))],
])('D90 %s after the time-out is ignored', async (_, finish) => {
  let late = (): void => {};
  const slow = () =>
    new Promise((resolve, reject) => {
      late = () => finish(resolve, reject);
    });
  const { call } = harness([slow]);
  await expect(call('RespondToAuthChallenge')).rejects.toMatchObject({ reason: 'timeout' });
  late();
  await settled();
});

test('no state is shared between calls: each has its own answer, deadline and abort', async () => {
  const waiting = new Map<string, (response: Response) => void>();
  const transport = createFetchTransport({
    region: 'eu-west-1',
    fetch: (_, init) => new Promise((resolve) => waiting.set(init?.body as string, resolve)),
  });
  const controller = new AbortController();
  const calls = ['a', 'b', 'c'].map((Session) =>
    transport({
      operation: 'RespondToAuthChallenge',
      input: { Session },
      ...(Session === 'b' && { signal: controller.signal }),
    }),
  );
  const outcomes = Promise.allSettled(calls);
  await settled();
  waiting.get('{"Session":"c"}')?.(success({ got: 'c' }));
  controller.abort(reason);
  waiting.get('{"Session":"b"}')?.(success({ got: 'b' }));
  waiting.get('{"Session":"a"}')?.(success({ got: 'a' }));
  expect(await outcomes).toEqual([
    { status: 'fulfilled', value: { kind: 'success', output: { got: 'a' } } },
    { status: 'rejected', reason },
    { status: 'fulfilled', value: { kind: 'success', output: { got: 'c' } } },
  ]);
});
