/**
 * When a call that may be sent again is sent again.
 *
 * @module
 */
import { parseHttpDate } from '@countersign/contract';

const BACKOFF_FIRST_MS = 200;
const BACKOFF_MAX_MS = 2_000;
/** Longer waits are the caller's business: the retry is dropped, not brought forward. */
const RETRY_AFTER_MAX_MS = 5_000;

/**
 * Full jitter: anything from nothing to a limit that doubles, so that clients which failed together
 * do not come back together. Never sooner than the service asked for.
 *
 * @param attempt - how many were made, 1 or more.
 * @param random - at least 0 and less than 1.
 * @returns whole milliseconds, as timers count; `undefined` when the service asks for more than 5 seconds.
 */
export function backoffMs(
  attempt: number,
  retryAfterMs: number | undefined,
  random: number,
): number | undefined {
  if (retryAfterMs !== undefined && retryAfterMs > RETRY_AFTER_MAX_MS) return undefined;
  const limitMs = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (attempt - 1));
  return Math.max(Math.floor(random * limitMs), retryAfterMs ?? 0);
}

/**
 * `Retry-After`: seconds, or a date, which counts from the service's own clock.
 *
 * @param text - UNTRUSTED.
 * @see RFC 9110 §10.2.3
 */
export function parseRetryAfter(
  text: string | null,
  serverTimeMs: number | undefined,
): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const timeMs = parseHttpDate(text);
  if (timeMs === undefined || serverTimeMs === undefined) return undefined;
  return Math.max(0, timeMs - serverTimeMs);
}
