/**
 * Calls to the server under test, as any AWS client makes them; what comes back is UNTRUSTED.
 *
 * @module
 */
import type { JsonObject } from '../case.ts';
import { signRequest } from './sigv4.ts';
import type { Credentials } from './sigv4.ts';

/** What the server said. */
export interface WireReply {
  readonly status: number;
  readonly body: JsonObject;
  /** `NotAuthorizedException`, without its namespace; empty where there is none. */
  readonly error: string;
}

/** One call. Rejects with {@link WireError} only where there is no usable answer. */
export type Call = (operation: string, input: JsonObject | string) => Promise<WireReply>;

export interface WireOptions {
  readonly endpoint: string;
  readonly region: string;
  /** For the operations that an administrator calls. */
  readonly credentials: Credentials;
  /** For one answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The server gave no answer that can be judged. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** There was no answer at all. */
export class SilenceError extends WireError {}

const TARGET = 'AWSCognitoIdentityProviderService';
const MAX_BODY_BYTES = 1024 * 1024;
const ADMINISTRATIVE = /^(?:Admin|Create|Delete(?!User$))/;

/** @returns sends calls to the endpoint, the administrator's signed. */
export function createCall(options: WireOptions): Call {
  const { endpoint, region, credentials, timeoutMs, signal } = options;
  return async (operation, input) => {
    const body = typeof input === 'string' ? input : JSON.stringify(input);
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${TARGET}.${operation}`,
    };
    const signed = ADMINISTRATIVE.test(operation)
      ? signRequest({ url: endpoint, headers, body, region, credentials, nowMs: Date.now() })
      : headers;
    const patience = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: signed,
        body,
        signal: patience,
        redirect: 'error',
      });
      return readReply(response.status, await readBody(response));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof WireError) throw error;
      const { message, cause } = error as Error;
      const why =
        cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : '';
      throw new SilenceError(`${operation} had no answer: ${message} ${why}`.trim());
    }
  };
}

async function readBody({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new WireError('The answer is longer than 1 MiB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readReply(status: number, text: string): WireReply {
  const body = parse(text, status);
  const type = body['__type'] ?? body['code'];
  const error = typeof type === 'string' ? type.replace(/^.*#/, '').replace(/:.*$/, '') : '';
  return { status, body, error };
}

function parse(text: string, status: number): JsonObject {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as JsonObject;
    }
  } catch {
    // Said below.
  }
  throw new WireError(`The answer (status ${status}) is no JSON object.`);
}
