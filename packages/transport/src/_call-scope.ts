/**
 * The life of one call: it ends by an answer, by the caller's abort or by the deadline, and whatever
 * is awaited meanwhile ends with it, even when the thing awaited does not listen.
 *
 * @module
 */
import type { TransportTimers } from './timers.ts';

export interface CallScope {
  /** Aborts when the call is closed. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** Settles as `work` does, or rejects as soon as the call is aborted or late. */
  until<T>(work: Promise<T>): Promise<T>;
  sleep(delayMs: number): Promise<void>;
  /** Throws what ended the call, if anything has. */
  throwIfEnded(): void;
  /** Releases timer, listener and connection. */
  close(): void;
}

export interface CallScopeOptions {
  readonly signal: AbortSignal | undefined;
  readonly deadlineMs: number;
  readonly timers: TransportTimers;
  readonly timeoutError: () => Error;
}

/** @param options - `signal` is not aborted yet. */
export function openCallScope(options: CallScopeOptions): CallScope {
  const { signal, deadlineMs, timers, timeoutError } = options;
  // Not AbortSignal.any and AbortSignal.timeout: Safari before 17.4 lacks the one, and tests need a
  // virtual clock.
  const controller = new AbortController();
  const startedMs = timers.now();
  let ended: { readonly reason: unknown } | undefined;
  let reject: (reason: unknown) => void;
  const end = new Promise<never>((_, rejectEnd) => {
    reject = rejectEnd;
  });
  // Nobody may be waiting when the call ends.
  end.catch(() => {});

  const finish = (reason: unknown): void => {
    if (ended !== undefined) return;
    ended = { reason };
    reject(reason);
  };
  const onAbort = (): void => finish(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const cancelDeadline = timers.schedule(() => finish(timeoutError()), deadlineMs);

  const until = <T>(work: Promise<T>): Promise<T> => Promise.race([end, work]);

  return {
    signal: controller.signal,
    until,
    remainingMs: () => deadlineMs - (timers.now() - startedMs),
    async sleep(delayMs) {
      let cancel = (): void => {};
      const wake = new Promise<void>((resolve) => {
        cancel = timers.schedule(resolve, delayMs);
      });
      await until(wake).finally(cancel);
    },
    throwIfEnded() {
      if (ended !== undefined) throw ended.reason;
    },
    close() {
      cancelDeadline();
      signal?.removeEventListener('abort', onAbort);
      // A fetch that nobody waits for any more, or an answer refused half-read, holds a connection.
      controller.abort();
    },
  };
}
