/**
 * The life of one call: it ends by an answer, by the caller's abort or by the deadline, also while the SDK
 * does something that does not listen, such as fetching credentials.
 *
 * @module
 */

export interface CallScope {
  /** Aborts with the call, not when it ends well: that would close a connection to be used again. */
  readonly signal: AbortSignal;
  /** Settles as `work` does, or rejects as soon as the call is aborted or late. */
  until<T>(work: Promise<T>): Promise<T>;
  /** Throws what ended the call, if anything has. */
  throwIfEnded(): void;
  /** Releases timer and listener. */
  close(): void;
}

export interface CallScopeOptions {
  readonly signal: AbortSignal | undefined;
  readonly deadlineMs: number;
  readonly timeoutError: () => Error;
}

/** @param options - `signal` is not aborted yet. */
export function openCallScope(options: CallScopeOptions): CallScope {
  const { signal, deadlineMs, timeoutError } = options;
  const controller = new AbortController();
  let ended: { readonly reason: unknown } | undefined;
  let reject: (reason: unknown) => void;
  const end = new Promise<never>((_, rejectEnd) => {
    reject = rejectEnd;
  });
  // Nobody may be waiting when the call ends.
  end.catch(() => {});

  const finish = (reason: unknown): void => {
    ended ??= { reason };
    reject(reason);
    controller.abort();
  };
  const onAbort = (): void => finish(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => finish(timeoutError()), deadlineMs);

  return {
    signal: controller.signal,
    until: (work) => Promise.race([end, work]),
    throwIfEnded() {
      if (ended !== undefined) throw ended.reason;
    },
    close() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
