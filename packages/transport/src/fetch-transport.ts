/**
 * The default transport: one call over `fetch`, inside one deadline, sent again only where that is
 * safe.
 *
 * @module
 */
import { isRepeatable, TransportError } from '@countersign/contract';
import type { CognitoCall, CognitoReply, Transport } from '@countersign/contract';
import { attemptRequest } from './_attempt.ts';
import type { Attempt } from './_attempt.ts';
import { openCallScope } from './_call-scope.ts';
import type { CallScope } from './_call-scope.ts';
import { prepareRequest } from './_request.ts';
import type { PreparedRequest } from './_request.ts';
import { backoffMs } from './_retry.ts';
import { requireSettings } from './options.ts';
import type { FetchTransportOptions, Settings } from './options.ts';

/**
 * A transport over `fetch`. It has no state: any number of calls can be under way.
 *
 * `retryable` of what it throws or returns is never an invitation to send an answer to a challenge
 * again: it is true for `InitiateAuth` and reads, and where the service turned the call away unread
 * (throttling).
 *
 * @throws {@link ArgumentError} `ERR_ARGUMENT` naming the option at fault; {@link UnsupportedError}
 * `ERR_UNSUPPORTED` when the runtime has no `fetch` and none was given.
 */
export function createFetchTransport(options: FetchTransportOptions): Transport {
  const settings = requireSettings(options);
  return async (call) => {
    call.signal?.throwIfAborted();
    const request = prepareRequest(call, settings);
    const progress: Progress = { attempts: 0, last: undefined };
    const scope = openCallScope({
      signal: call.signal,
      deadlineMs: settings.deadlineMs,
      timers: settings.timers,
      timeoutError: () => timeout(call, settings, progress),
    });
    try {
      return await send(request, { settings, scope, progress });
    } finally {
      scope.close();
    }
  };
}

interface Progress {
  attempts: number;
  last: TransportError | undefined;
}

interface Run {
  readonly settings: Settings;
  readonly scope: CallScope;
  readonly progress: Progress;
}

async function send(request: PreparedRequest, run: Run): Promise<CognitoReply> {
  const { settings, scope, progress } = run;
  const attemptsLeft = isRepeatable(request.operation) ? settings.maxAttempts : 1;
  for (;;) {
    const attempt = await attemptRequest(request, settings, scope);
    progress.attempts += 1;
    if (attempt.outcome instanceof TransportError) progress.last = attempt.outcome;
    const delayMs =
      progress.attempts < attemptsLeft && isRetryable(attempt)
        ? backoffMs(progress.attempts, attempt.retryAfterMs, settings.timers.random())
        : undefined;
    // Waiting past the deadline would only turn what is known into a time-out.
    if (delayMs === undefined || delayMs >= scope.remainingMs()) return settle(attempt, progress);
    await scope.sleep(delayMs);
  }
}

function isRetryable({ outcome }: Attempt): boolean {
  if (outcome instanceof TransportError) return outcome.retryable;
  return outcome.kind === 'refusal' && outcome.error.retryable;
}

function settle({ outcome }: Attempt, { attempts }: Progress): CognitoReply {
  if (!(outcome instanceof TransportError)) return outcome;
  if (attempts === 1) throw outcome;
  const { reason, retryable, status } = outcome;
  throw new TransportError(reason, `${attempts} attempts failed. The last: ${outcome.message}`, {
    retryable,
    cause: outcome,
    status,
  });
}

function timeout(
  { operation }: CognitoCall,
  { endpoint, deadlineMs }: Settings,
  { last }: Progress,
): TransportError {
  return new TransportError('timeout', `No answer from ${endpoint} within ${deadlineMs} ms.`, {
    retryable: isRepeatable(operation),
    cause: last,
  });
}
