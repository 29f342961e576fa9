/**
 * Watches one command at the two places that matter: where the SDK would send it again, and where it leaves.
 * Both are middleware of the command's own stack, so the caller's client is not touched.
 *
 * @module
 */
import type { AnyCommand } from './_commands.ts';

/** What became of a command's request so far. */
export interface Exchange {
  /** Did anything leave? */
  readonly wasSent: boolean;
  /** The answer to the newest request, if one began to arrive. */
  readonly answer: Answer | undefined;
}

/** An HTTP answer's head. UNTRUSTED. */
export interface Answer {
  readonly status: number;
  /** @param name - in lower case. */
  readonly header: (name: string) => string | undefined;
  /** The SDK's own object, by which it marks the errors that it reads out of this answer. SECRET. */
  readonly response: object;
}

// The SDK's own: to take its place, name, step and priority must be the same.
const RETRY = {
  name: 'retryMiddleware',
  step: 'finalizeRequest',
  priority: 'high',
  override: true,
} as const;
/** Last before the HTTP handler, where every attempt passes, whoever makes it. */
const LEAVING = { name: 'countersignExchange', step: 'deserialize', priority: 'low' } as const;

/**
 * @param options - `sendOnce`: an answer to a challenge, or anything else of which a second copy could do
 * harm. The client's retries are then left out, and should the SDK find another way to send a second
 * request, that does not leave.
 */
export function watchExchange(
  command: AnyCommand,
  options: { readonly sendOnce: boolean; readonly signal: AbortSignal },
): Exchange {
  const { sendOnce, signal } = options;
  const exchange: { wasSent: boolean; answer: Answer | undefined } = {
    wasSent: false,
    answer: undefined,
  };
  if (sendOnce) command.middlewareStack.add((next) => (args) => next(args), RETRY);
  command.middlewareStack.add(
    (next) => async (args) => {
      // An HTTP handler of the caller's may not listen.
      signal.throwIfAborted();
      if (sendOnce && exchange.wasSent) throw new Error('This request is sent once.');
      exchange.wasSent = true;
      exchange.answer = undefined;
      const result = await next(args);
      exchange.answer = readHead(result.response);
      return result;
    },
    LEAVING,
  );
  return exchange;
}

function readHead(response: unknown): Answer | undefined {
  if (typeof response !== 'object' || response === null) return undefined;
  const { statusCode, headers } = response as { statusCode?: unknown; headers?: object };
  if (typeof statusCode !== 'number') return undefined;
  // Copied: the SDK changes the names in place.
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (typeof value === 'string') texts.set(name.toLowerCase(), value);
  }
  return { status: statusCode, header: (name) => texts.get(name), response };
}
