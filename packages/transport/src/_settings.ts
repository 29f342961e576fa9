/**
 * What a transport works with, and what it is where nobody says otherwise.
 *
 * @module
 */
import { UnsupportedError } from '@countersign/contract';
import { systemTimers } from './timers.ts';
import type { TransportTimers } from './timers.ts';

/** Checked options. */
export interface Settings {
  /** An origin. */
  readonly endpoint: string;
  readonly fetch: typeof globalThis.fetch;
  readonly deadlineMs: number;
  readonly maxAttempts: number;
  readonly maxBodyBytes: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timers: TransportTimers;
}

export const DEFAULTS: Omit<Settings, 'endpoint' | 'fetch'> = {
  deadlineMs: 15_000,
  maxAttempts: 3,
  maxBodyBytes: 1_048_576,
  headers: {},
  timers: systemTimers,
};

/**
 * The runtime's, looked up at each call.
 *
 * @throws {@link UnsupportedError} `ERR_UNSUPPORTED`, reason `environment`, when there is none.
 */
export function runtimeFetch(): typeof globalThis.fetch {
  if (typeof globalThis.fetch !== 'function') {
    throw new UnsupportedError(
      'environment',
      'This runtime has no fetch: pass one to createFetchTransport.',
    );
  }
  return (input, init) => globalThis.fetch(input, init);
}
