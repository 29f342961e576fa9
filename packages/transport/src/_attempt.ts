/**
 * One request and what came of it. What a retry might mend is returned; all else is thrown.
 *
 * @module
 */
import { isRepeatable, TransportError } from '@countersign/contract';
import type { CognitoCall, CognitoReply } from '@countersign/contract';
import { readAnswer } from './_answer.ts';
import type { Answer } from './_answer.ts';
import type { CallScope } from './_call-scope.ts';
import { networkFailure } from './_network-failure.ts';
import { parseReply } from './_reply.ts';
import type { PreparedRequest } from './_request.ts';
import { parseRetryAfter } from './_retry.ts';
import type { Settings } from './_settings.ts';

/** A reply, or why there is none. */
export interface Attempt {
  readonly outcome: CognitoReply | TransportError;
  /** What the service asked for. */
  readonly retryAfterMs?: number;
}

/**
 * @throws `ProtocolError` when the service's JSON is broken; rejects with what ended the call:
 * `signal.reason`, or the `TransportError` of the deadline.
 */
export async function attemptRequest(
  request: PreparedRequest,
  settings: Settings,
  scope: CallScope,
): Promise<Attempt> {
  let answer: Answer;
  try {
    answer = await exchange(request, settings, scope);
  } catch (error) {
    // Not only our own end gets here: a fetch that listens to the caller's signal fails by itself.
    scope.throwIfEnded();
    if (error instanceof TransportError) return { outcome: error };
    return { outcome: networkFailure(error, settings.endpoint, isRepeatable(request.call)) };
  }
  const retryAfterMs = parseRetryAfter(answer.header('retry-after'), answer.serverTimeMs);
  return {
    outcome: replyOrFailure(answer, request.call),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

async function exchange(
  { url, init }: PreparedRequest,
  { fetch, maxBodyBytes }: Settings,
  scope: CallScope,
): Promise<Answer> {
  // A bare name, not a member: browsers refuse a fetch that is called as a method.
  const response: unknown = await scope.until(fetch(url, { ...init, signal: scope.signal }));
  return readAnswer(response, maxBodyBytes, scope);
}

function replyOrFailure(answer: Answer, call: CognitoCall): CognitoReply | TransportError {
  try {
    return parseReply(answer, call);
  } catch (error) {
    if (error instanceof TransportError) return error;
    throw error;
  }
}
