/** A fetch that answers from a script, and a clock that only moves when a test moves it. */
import { createFetchTransport } from '../src/index.ts';
import type { FetchTransportOptions, TransportTimers } from '../src/index.ts';
import type { CognitoCall, CognitoReply, Transport } from '@countersign/contract';

export const ENDPOINT = 'https://cognito-idp.eu-west-1.amazonaws.com';
const JSON_TYPE = 'application/x-amz-json-1.1';

export interface SentRequest {
  readonly url: string;
  readonly init: RequestInit;
}

type Line = Response | Error | ((request: SentRequest) => unknown);

export interface ScriptedFetch {
  readonly fetch: typeof globalThis.fetch;
  readonly sent: SentRequest[];
}

export function scriptedFetch(...lines: Line[]): ScriptedFetch {
  const sent: SentRequest[] = [];
  return {
    sent,
    fetch: (input, init) => {
      if (typeof input !== 'string') throw new TypeError('The transport passes a text.');
      const request = { url: input, init: init ?? {} };
      const line = lines[sent.length];
      sent.push(request);
      if (line === undefined) throw new Error(`Nothing is scripted for request ${sent.length}`);
      if (line instanceof Error) return Promise.reject(line);
      // Fakes may return what no real fetch would.
      return (typeof line === 'function' ? line(request) : Promise.resolve(line)) as ReturnType<
        typeof globalThis.fetch
      >;
    },
  };
}

export const never = (): Promise<never> => new Promise(() => {});

export function reply(
  status: number,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream | null,
  headers: Record<string, string> = {},
): Response {
  return new Response(body, { status, headers: { 'content-type': JSON_TYPE, ...headers } });
}

export function success(output: unknown = {}, headers: Record<string, string> = {}): Response {
  return reply(200, JSON.stringify(output), headers);
}

export function refusal(
  name: string,
  status = 400,
  headers: Record<string, string> = {},
): Response {
  return reply(status, JSON.stringify({ __type: name, message: 'no' }), headers);
}

export const portal = (status: number, headers: Record<string, string> = {}): Response =>
  reply(status, '<!doctype html><title>Sign in to the hotel</title>', {
    'content-type': 'text/html',
    ...headers,
  });

export interface VirtualClock {
  readonly timers: TransportTimers;
  readonly nowMs: () => number;
  /** Timers that wait. */
  readonly pending: () => number;
  /** Moves time to the next timer and runs it. */
  readonly step: () => void;
}

export function virtualClock(random: () => number = () => 0.5): VirtualClock {
  let nowMs = 0;
  const waiting = new Set<{ readonly callback: () => void; readonly atMs: number }>();
  return {
    nowMs: () => nowMs,
    pending: () => waiting.size,
    step() {
      const [next] = [...waiting].sort((a, b) => a.atMs - b.atMs);
      if (next === undefined) throw new Error('Nothing waits for the clock.');
      waiting.delete(next);
      nowMs = next.atMs;
      next.callback();
    },
    timers: {
      now: () => nowMs,
      random,
      schedule(callback, delayMs) {
        const entry = { callback, atMs: nowMs + delayMs };
        waiting.add(entry);
        return () => void waiting.delete(entry);
      },
    },
  };
}

/** Lets every promise that can settle without time or network settle. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Moves time on for as long as `work` waits for it. */
export async function drive<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
  const state = { done: false };
  const finish = (): void => {
    state.done = true;
  };
  work.then(finish, finish);
  for (await settled(); !state.done; await settled()) clock.step();
  return work;
}

export interface Harness extends ScriptedFetch {
  readonly transport: Transport;
  readonly clock: VirtualClock;
  /** One call, driven to its end. */
  readonly call: (operation?: string, more?: Partial<CognitoCall>) => Promise<CognitoReply>;
}

export function harness(
  lines: Line[],
  options: Omit<FetchTransportOptions, 'region' | 'endpoint'> = {},
  clock: VirtualClock = virtualClock(),
): Harness {
  const scripted = scriptedFetch(...lines);
  const transport = createFetchTransport({
    region: 'eu-west-1',
    fetch: scripted.fetch,
    timers: clock.timers,
    ...options,
  });
  return {
    ...scripted,
    transport,
    clock,
    call: (operation = 'InitiateAuth', more = {}) =>
      drive(clock, transport({ operation, input: {}, ...more })),
  };
}

/** What a promise rejects with. */
export async function rejection(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('It was to reject, and did not.');
    },
    (error: unknown) => error,
  );
}
