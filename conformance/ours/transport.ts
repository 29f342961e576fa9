/**
 * Our transport over a fetch that does as it is told, and a clock that jumps to whatever is waited for.
 *
 * @module
 */
import type { CognitoReply } from '@countersign/contract';
import { createFetchTransport } from '@countersign/transport';
import type { TransportTimers } from '@countersign/transport';
import type { Ended, Outcome, TransportSubject } from '../suite/transport-subject.ts';

/** Of any call. */
const LONGEST_MS = 3_600_000;
/** Longer than any wait between two attempts. */
const PATIENCE_MS = 5_000;

export const transport: TransportSubject = {
  name: 'countersign',
  async call({ operation, outcomes }) {
    const clock = createClock();
    let requests = 0;
    const send = createFetchTransport({
      region: 'eu-west-1',
      timers: clock.timers,
      fetch: ((_url: unknown, init?: RequestInit) => {
        const outcome = outcomes[requests];
        requests += 1;
        if (outcome === undefined) throw new Error('Nothing is left to answer with.');
        return respond(outcome, clock, init?.signal ?? undefined);
      }) as typeof fetch,
    });
    const report = await clock.drive(send({ operation, input: {} })).then(
      (reply) => ({ ended: endOf(reply) }),
      (thrown: unknown) => ({ thrown }),
    );
    return { ...report, requests, elapsedMs: clock.nowMs() };
  },
  async urlOf(endpoint) {
    let url = '';
    const send = createFetchTransport({
      endpoint,
      fetch: async (input) => {
        url = input as string;
        return new Response('{}');
      },
    });
    await send({ operation: 'InitiateAuth', input: {} });
    return url;
  },
};

/** Time that passes only while nothing else can happen. */
export interface Clock {
  readonly timers: TransportTimers;
  nowMs(): number;
  /** Moves time on until `work` is done. */
  drive<Result>(work: Promise<Result>): Promise<Result>;
}

export function createClock(): Clock {
  let nowMs = 0;
  const waiting = new Set<{ readonly callback: () => void; readonly atMs: number }>();
  const next = () => [...waiting].sort((left, right) => left.atMs - right.atMs)[0];
  const step = (): void => {
    const due = next();
    if (due === undefined || nowMs > LONGEST_MS) throw new Error('It waits without an end.');
    waiting.delete(due);
    nowMs = due.atMs;
    due.callback();
  };
  const idle = async (): Promise<void> => {
    await turns();
    // A time limit is not for a body that another thread is still at.
    const isLong = () => (next()?.atMs ?? 0) - nowMs > PATIENCE_MS;
    for (let turn = 0; isLong() && turn < 10; turn += 1) await turns();
  };
  return {
    nowMs: () => nowMs,
    timers: {
      now: () => nowMs,
      random: () => 0.5,
      schedule(callback, delayMs) {
        const entry = { callback, atMs: nowMs + delayMs };
        waiting.add(entry);
        return () => void waiting.delete(entry);
      },
    },
    async drive(work) {
      const state = { isDone: false };
      const finish = (): void => void (state.isDone = true);
      work.then(finish, finish);
      for (await idle(); !state.isDone; await idle()) step();
      return work;
    },
  };
}

/** Lets all happen that needs no time. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Until a request has gone out, and its answer may be at work: on a page, a sign-in gives way before. */
export async function underWay({ sent }: { readonly sent: readonly unknown[] }): Promise<void> {
  for (let turn = 0; sent.length === 0 && turn < 20; turn += 1) await turns();
  await turns();
}

/** Work that needs no time: what waits all the same would wait for ever. */
export async function soon<Result>(work: Promise<Result>): Promise<Result> {
  const late = async (): Promise<never> => {
    for (let turn = 0; turn < 20; turn += 1) await turns();
    throw new Error('It does not settle.');
  };
  return Promise.race([work, late()]);
}

function respond(outcome: Outcome, clock: Clock, signal: AbortSignal | undefined): unknown {
  if ('status' in outcome) return Promise.resolve(responseOf(outcome));
  if ('gives' in outcome) return Promise.resolve(outcome.gives);
  if ('throws' in outcome) throw new TypeError('This fetch throws.');
  if ('hangs' in outcome) return new Promise(() => {});
  if ('breaksOff' in outcome) return Promise.resolve(new Response(breakingOff(outcome.breaksOff)));
  if ('trickles' in outcome) return Promise.resolve(new Response(trickling(clock, signal)));
  const { fails: code } = outcome;
  const cause = Object.assign(new Error('It failed.'), code !== '' && { code });
  return Promise.reject(new TypeError('fetch failed', { cause }));
}

function responseOf({ status, headers, body }: Extract<Outcome, { status: number }>): Response {
  const isNull = status === 204 || (status >= 300 && status < 400);
  return new Response(isNull ? null : body, { status, headers });
}

function breakingOff(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    pull: (controller) => controller.error(new TypeError('terminated')),
  });
}

function trickling(clock: Clock, signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  let stop = (): void => {};
  signal?.addEventListener('abort', () => stop());
  return new ReadableStream({
    start(controller) {
      const next = (): void => {
        controller.enqueue(Uint8Array.of(0x7b));
        stop = clock.timers.schedule(next, 1000);
      };
      next();
    },
    cancel: () => stop(),
  });
}

function endOf(reply: CognitoReply): Ended {
  return reply.kind === 'success' ? { output: reply.output } : { service: reply.error.service };
}
