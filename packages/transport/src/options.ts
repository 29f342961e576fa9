/**
 * What a transport can be told, and the checks made before anything is sent.
 *
 * @module
 */
import { invalidValue, requireOnly } from '@countersign/contract';
import { requireCustomEndpoint } from './_custom-endpoint.ts';
import { DEFAULTS, runtimeFetch } from './_settings.ts';
import type { Settings } from './_settings.ts';
import { resolveEndpoint } from './endpoint.ts';
import type { EndpointOptions } from './endpoint.ts';
import type { TransportTimers } from './timers.ts';

/** Options of `createFetchTransport`. `region` or `endpoint` is required. */
export interface FetchTransportOptions extends Partial<EndpointOptions> {
  /**
   * A proxy, an emulator, a local pool: scheme, host and port, instead of what `region` leads to.
   * https, or http on loopback; neither user name nor path, query or fragment.
   */
  readonly endpoint?: string;
  /** Default: the runtime's, looked up at each call. */
  readonly fetch?: typeof globalThis.fetch;
  /** For all attempts and the waits between them together. Default: 15,000. */
  readonly deadlineMs?: number;
  /** How often `InitiateAuth` and reads are tried; anything else is sent once. Default: 3. */
  readonly maxAttempts?: number;
  /** Longest body that is read, after decompression. Default: 1,048,576. */
  readonly maxBodyBytes?: number;
  /** Sent with each request, for a proxy that asks for them. Printable ASCII. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Time and chance. Default: the runtime's. */
  readonly timers?: TransportTimers;
}

const KNOWN = [
  'region',
  'endpoint',
  'useFipsEndpoint',
  'useDualstackEndpoint',
  'fetch',
  'deadlineMs',
  'maxAttempts',
  'maxBodyBytes',
  'headers',
  'timers',
];
const BODY_MAX_BYTES = 67_108_864;
// Runtimes take a longer delay for one of a millisecond.
const DELAY_MAX_MS = 2_147_483_647;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
const OWN_HEADERS = ['content-type', 'content-length', 'host', 'x-amz-target', 'cache-control'];

/**
 * @throws `ArgumentError` `ERR_ARGUMENT` naming the option at fault;
 * `UnsupportedError` `ERR_UNSUPPORTED` where the runtime lacks what a transport stands on.
 */
export function requireSettings(options: FetchTransportOptions): Settings {
  if (typeof options !== 'object' || options === null) {
    throw invalidValue('options', 'must be an object with `region` or `endpoint`.');
  }
  requireOnly(options, KNOWN);
  // Defaults by destructuring: a null, say of a configuration that was not found, is not absent.
  const {
    deadlineMs = DEFAULTS.deadlineMs,
    maxAttempts = DEFAULTS.maxAttempts,
    maxBodyBytes = DEFAULTS.maxBodyBytes,
    headers = DEFAULTS.headers,
    timers = DEFAULTS.timers,
  } = options;
  return {
    endpoint: requireEndpoint(options),
    fetch: requireFetch(options.fetch),
    deadlineMs: requireCount('deadlineMs', deadlineMs, DELAY_MAX_MS),
    maxAttempts: requireCount('maxAttempts', maxAttempts, 10),
    maxBodyBytes: requireCount('maxBodyBytes', maxBodyBytes, BODY_MAX_BYTES),
    headers: requireHeaders(headers),
    timers: requireTimers(timers),
  };
}

function requireEndpoint(options: FetchTransportOptions): string {
  const { region, endpoint, useFipsEndpoint = false, useDualstackEndpoint = false } = options;
  requireBoolean('useFipsEndpoint', useFipsEndpoint);
  requireBoolean('useDualstackEndpoint', useDualstackEndpoint);
  if (endpoint === undefined) {
    if (region === undefined) {
      throw invalidValue(
        'region',
        'must be given, for example "eu-west-1", where there is no `endpoint`.',
      );
    }
    return resolveEndpoint({ region, useFipsEndpoint, useDualstackEndpoint });
  }
  if (useFipsEndpoint || useDualstackEndpoint) {
    throw invalidValue(
      useFipsEndpoint ? 'useFipsEndpoint' : 'useDualstackEndpoint',
      'cannot be combined with `endpoint`, which is used as it is.',
    );
  }
  return requireCustomEndpoint(endpoint);
}

function requireFetch(own: typeof globalThis.fetch | undefined): typeof globalThis.fetch {
  if (own === undefined) return runtimeFetch();
  if (typeof own !== 'function') throw invalidValue('fetch', 'must be a function.');
  return own;
}

function requireHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  // A Headers or a Map has no members of its own: what it holds would get lost without a word.
  if (typeof headers !== 'object' || headers === null || Symbol.iterator in headers) {
    throw invalidValue('headers', 'must be an object of texts.');
  }
  const lowerCased = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  for (const [name, value] of lowerCased) {
    if (!HEADER_NAME.test(name) || typeof value !== 'string' || !HEADER_VALUE.test(value)) {
      throw invalidValue('headers', 'must be tokens with values in printable ASCII.');
    }
    if (OWN_HEADERS.includes(name)) {
      throw invalidValue('headers', `cannot replace ${name}: the protocol settles it.`);
    }
  }
  return Object.fromEntries(lowerCased);
}

function requireTimers(timers: TransportTimers): TransportTimers {
  const members = ['now', 'schedule', 'random'] as const;
  if (members.some((member) => typeof timers?.[member] !== 'function')) {
    throw invalidValue('timers', 'must have the functions now, schedule and random.');
  }
  return timers;
}

function requireBoolean(argument: string, value: unknown): void {
  if (typeof value !== 'boolean') throw invalidValue(argument, 'must be true or false.');
}

function requireCount(argument: string, value: number, max: number): number {
  if (!Number.isSafeInteger(value) || value < 1 || value > max) {
    throw invalidValue(argument, `must be a whole number from 1 to ${max}.`);
  }
  return value;
}
