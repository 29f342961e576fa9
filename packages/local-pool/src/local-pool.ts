/**
 * A local pool: Amazon Cognito's user pools service as one `fetch` function, with a clock and an
 * outbox that a test can reach.
 *
 * @module
 */
import { ArgumentError, secureRandom } from '@countersign/contract';
import type { RandomBytes } from '@countersign/contract';
import { createClock } from './clock.ts';
import type { PoolClock } from './clock.ts';
import { createApp } from './_http.ts';
import { createOutbox } from './outbox.ts';
import type { Outbox, OutboxMessage } from './outbox.ts';
import { DEFAULT_SEED } from './seed.ts';
import type { IssuerMode, PlantedPool, Seed } from './seed.ts';
import { completeSeed, plantSeed } from './_seed-planting.ts';
import { readSeed } from './_seed-reader.ts';
import type { Service } from './_service.ts';
import { createSigningKeys } from './_signing-keys.ts';
import type { SigningKeys } from './_signing-keys.ts';
import { requireTriggers } from './_triggers.ts';
import { untilAborted } from './_until-aborted.ts';
import { discardPool } from './_user-pool.ts';
import type { PoolTriggers } from './triggers.ts';
import { CHALLENGES } from './challenges/registry.ts';

/** What a local pool starts with. Unknown members throw. */
export interface LocalPoolOptions {
  /** Default: one pool, one client that allows everything served, the user `alice`. */
  readonly seed?: Seed;
  /** Where clients reach it; `iss` of pools with a `local` issuer. Default: `http://localhost:9229`. */
  readonly publicUrl?: string;
  /** Of pools whose id is made up. Default: `us-east-1`. */
  readonly region?: string;
  /** Of pools that do not say. Default: `local`. */
  readonly issuer?: IssuerMode;
  /** The clock underneath `clock`, in milliseconds since 1970. Default: `Date.now`. */
  readonly nowMs?: () => number;
  /** Where ids, salts, sessions and SRP secrets come from. Default: `crypto.getRandomValues`. */
  readonly random?: RandomBytes;
  /** Lambda triggers as plain functions, for every pool of the service. */
  readonly triggers?: PoolTriggers;
  /** Called with each message that the outbox takes. */
  readonly onMessage?: (message: OutboxMessage) => void;
}

/** A user pools service of one's own. Any number can live in one process. */
export interface LocalPool {
  /**
   * The service: `POST /` for its operations, `GET` for key sets. A drop-in for `fetch`: an abort rejects
   * with `signal.reason`, and what was begun is not undone.
   *
   * @throws `ArgumentError` when the pool was closed.
   */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  readonly clock: PoolClock;
  readonly outbox: Outbox;
  /** What the seed became: with every id and secret that it left open. SECRET. */
  readonly pools: readonly PlantedPool[];
  /** Back to the seed: same ids and secrets, same signing keys, nobody signed in. */
  reset(): void;
  /** Forgets everything; `fetch` throws from now on. */
  close(): void;
}

const DEFAULT_REGION = 'us-east-1';

const OPTION_NAMES: ReadonlySet<string> = new Set<keyof LocalPoolOptions>([
  ...(['seed', 'publicUrl', 'region', 'issuer', 'nowMs', 'random', 'triggers'] as const),
  'onMessage',
]);

/** @throws `ArgumentError` `ERR_ARGUMENT` when an option or the seed is not usable. */
export function createLocalPool(options: LocalPoolOptions = {}): LocalPool {
  requireOptions(options);
  const clock = createClock(options.nowMs ?? Date.now);
  const outbox = createOutbox(options.onMessage ?? (() => {}));
  const keys = new Map<string, SigningKeys>();
  const service: Service = {
    clock,
    outbox,
    random: options.random ?? secureRandom,
    publicUrl: (options.publicUrl ?? 'http://localhost:9229').replace(/\/+$/, ''),
    region: options.region ?? DEFAULT_REGION,
    issuerMode: options.issuer ?? 'local',
    challenges: CHALLENGES,
    triggers: requireTriggers(options.triggers ?? {}),
    pools: new Map(),
    signingKeysOf(userPoolId) {
      const made = keys.get(userPoolId) ?? createSigningKeys();
      keys.set(userPoolId, made);
      return made;
    },
  };
  const pools = completeSeed(service, readSeed(options.seed ?? DEFAULT_SEED));
  plantSeed(service, pools);
  const serve = createApp(service);
  let closed = false;

  const clear = (): void => {
    for (const pool of service.pools.values()) discardPool(pool);
    service.pools.clear();
    outbox.clear();
  };

  return {
    async fetch(input, init) {
      if (closed) {
        const message = 'This local pool is closed: create another one.';
        throw new ArgumentError('pool', 'invalid-value', message);
      }
      const plain = input instanceof Request && init === undefined;
      const request = plain ? input : new Request(input, init);
      return untilAborted(request.signal, () => serve(request));
    },
    clock,
    outbox,
    pools,
    reset() {
      clear();
      clock.reset();
      plantSeed(service, pools);
    },
    close() {
      closed = true;
      clear();
    },
  };
}

function requireOptions(options: LocalPoolOptions): void {
  if (typeof options !== 'object' || options === null) throw wrong('options', 'an object');
  for (const name of Object.keys(options)) {
    if (OPTION_NAMES.has(name)) continue;
    const known = [...OPTION_NAMES].join(', ');
    throw new ArgumentError(name, 'invalid-value', `${name} is no option; options are ${known}.`);
  }
  const { region = DEFAULT_REGION, issuer = 'local', publicUrl = '' } = options;
  // A mistyped one would be taken for the default.
  if (!['local', 'aws'].includes(issuer)) throw wrong('issuer', 'local or aws');
  if (typeof publicUrl !== 'string') throw wrong('publicUrl', 'text');
  for (const name of ['nowMs', 'random', 'onMessage'] as const) {
    if (!['function', 'undefined'].includes(typeof options[name])) throw wrong(name, 'a function');
  }
  if (!/^[a-z0-9-]{1,32}$/.test(region)) {
    const message = 'region must be lower-case letters, digits and dashes, as in us-east-1.';
    throw new ArgumentError('region', 'invalid-value', message);
  }
}

function wrong(name: string, expected: string): ArgumentError {
  return new ArgumentError(name, 'invalid-value', `${name} must be ${expected}.`);
}
