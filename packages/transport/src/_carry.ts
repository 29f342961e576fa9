/**
 * One call, inside one deadline, sent again only where that is safe.
 *
 * @module
 */
import { isRepeatable, TransportError } from '@countersign/contract';
import type { CognitoCall, CognitoReply } from '@countersign/contract';
import { attemptRequest } from './_attempt.ts';
import type { Attempt } from './_attempt.ts';
import { openCallScope } from './_call-scope.ts';
import type { CallScope } from './_call-scope.ts';
import { prepareRequest } from './_request.ts';
import type { PreparedRequest } from './_request.ts';
import { backoffMs } from './_retry.ts';
import type { Settings } from './_settings.ts';

/**
 * @throws `ArgumentError` when the call has no place in a request, `TransportError` when there is no
 * usable answer, `ProtocolError` when the answer is not one that the service gives; rejects with
 * `signal.reason` when aborted.
 */
export async function carry(call: CognitoCall, settings: Settings): Promise<CognitoReply> {
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
  const attemptsLeft = isRepeatable(request.call) ? settings.maxAttempts : 1;
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
  call: CognitoCall,
  { endpoint, deadlineMs }: Settings,
  { last }: Progress,
): TransportError {
  return new TransportError('timeout', `No answer from ${endpoint} within ${deadlineMs} ms.`, {
    retryable: isRepeatable(call),
    cause: last,
  });
}
