/** A call ends by abort or deadline wherever it is, also where the SDK does not listen. */
import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAwsSdkTransport } from '../src/index.ts';
import { destroyClients, hang, rejection, sdkClient, startServer, success } from './_server.ts';
import type { ScriptedServer } from './_server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  destroyClients();
  await server.close();
});

const never = (): Promise<never> => new Promise(() => {});
const commands = { AdminGetUserCommand };
const respond = { operation: 'RespondToAuthChallenge', input: {} };
const signed = { operation: 'AdminGetUser', input: {} };

test('a signal that is aborted already sends nothing', async () => {
  server.script(success());
  const reason = new Error('stop');
  const transport = createAwsSdkTransport({ client: sdkClient(server.url) });
  const call = transport({ ...respond, signal: AbortSignal.abort(reason) });
  expect(await rejection(call)).toBe(reason);
  expect(server.received).toEqual([]);
});

test.each([[new Error('stop')], ['a text'], [undefined]])(
  'an abort while the service is silent rejects with its reason: %s',
  async (reason) => {
    const controller = new AbortController();
    server.script((...request) => {
      hang(...request);
      controller.abort(reason);
    });
    const transport = createAwsSdkTransport({ client: sdkClient(server.url) });
    const { signal } = controller;
    expect(await rejection(transport({ ...respond, signal }))).toBe(signal.reason);
  },
);

test('an abort while credentials are fetched rejects at once, and nothing is sent later', async () => {
  server.script(success());
  const controller = new AbortController();
  let giveCredentials = (): void => {};
  const client = sdkClient(server.url, {
    credentials: () =>
      new Promise((resolve) => {
        giveCredentials = () => resolve({ accessKeyId: 'a', secretAccessKey: 'b' });
        controller.abort('stop');
      }),
  });
  let leaving = 0;
  client.middlewareStack.add(
    (next) => (args) => {
      leaving += 1;
      return next(args);
    },
    { step: 'deserialize', name: 'counter' },
  );
  const { signal } = controller;
  const call = createAwsSdkTransport({ client, commands })({ ...signed, signal });
  expect(await rejection(call)).toBe('stop');
  giveCredentials();
  await expect.poll(() => leaving).toBe(1);
  expect(server.received).toEqual([]);
});

test('an HTTP handler that does not listen cannot send after an abort either', async () => {
  const controller = new AbortController();
  const handled: unknown[] = [];
  const client = sdkClient(server.url, {
    requestHandler: {
      handle: async (request: unknown) => {
        handled.push(request);
        return never();
      },
    } as never,
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      controller.abort('stop');
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'late' },
  );
  const { signal } = controller;
  const transport = createAwsSdkTransport({ client });
  expect(await rejection(transport({ ...respond, signal }))).toBe('stop');
  expect(handled).toEqual([]);
});

describe('the deadline', () => {
  const DEADLINE_MS = 12_345;
  let pass = (): void => expect.unreachable('No deadline was set.');
  beforeEach(() => {
    const schedule = globalThis.setTimeout;
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, delayMs: number) => {
      if (delayMs !== DEADLINE_MS) return schedule(run, delayMs);
      pass = run;
      return undefined;
    }) as typeof setTimeout);
  });
  afterEach(() => vi.restoreAllMocks());

  test('an answer that is late may have been taken', async () => {
    server.script(() => pass());
    const client = sdkClient(server.url);
    const transport = createAwsSdkTransport({ client, deadlineMs: DEADLINE_MS });
    const late = { code: 'ERR_TRANSPORT', reason: 'timeout', outcome: 'unknown' };
    expect(await rejection(transport(respond))).toMatchObject({ ...late, retryable: false });
    expect(server.received).toHaveLength(1);
    const opening = { ...respond, operation: 'InitiateAuth' };
    expect(await rejection(transport(opening))).toMatchObject({ ...late, retryable: true });
  });

  test('what waits for credentials was certainly not sent', async () => {
    server.script(success());
    const credentials = (): Promise<never> => {
      pass();
      return never();
    };
    const client = sdkClient(server.url, { credentials });
    const transport = createAwsSdkTransport({ client, commands, deadlineMs: DEADLINE_MS });
    expect(await rejection(transport(signed))).toMatchObject({
      reason: 'timeout',
      outcome: 'not-sent',
      retryable: true,
    });
    expect(server.received).toEqual([]);
  });
});

test('a call that ends well leaves neither listener nor timer, and its connection for the next', async () => {
  server.script(success());
  const transport = createAwsSdkTransport({ client: sdkClient(server.url) });
  const { signal } = new AbortController();
  const listening = vi.spyOn(signal, 'addEventListener');
  const leaving = vi.spyOn(signal, 'removeEventListener');
  const timing = vi.spyOn(globalThis, 'setTimeout');
  const clearing = vi.spyOn(globalThis, 'clearTimeout');
  const before = server.connections();
  try {
    for (let call = 0; call < 3; call += 1) await transport({ ...respond, signal });
    const timers = timing.mock.results.filter(
      (_, index) => timing.mock.calls[index]?.[1] === 15_000,
    );
    expect(timers).toHaveLength(3);
    expect(clearing.mock.calls.flat()).toEqual(
      expect.arrayContaining(timers.map(({ value }) => value as unknown)),
    );
    expect(listening).toHaveBeenCalledTimes(3);
    expect(leaving.mock.calls.map(([, listener]) => listener)).toEqual(
      listening.mock.calls.map(([, listener]) => listener),
    );
    expect(server.connections() - before).toBe(1);
  } finally {
    vi.restoreAllMocks();
  }
});
