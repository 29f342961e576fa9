/**
 * One conversation of browser, authenticator and user.
 *
 * @module
 */
import { UnsupportedError } from '@countersign/contract';
import type { WireObject } from '@countersign/contract';
import { jsonFromCredential } from './_credential-json.ts';
import { readCreationOptions, readRequestOptions } from './_options.ts';

/**
 * What is used of a browser: a `window` has it all. `never` leaves the arguments to the DOM's own types,
 * which not everybody who imports this has.
 */
export interface PasskeyBrowser {
  readonly navigator?: {
    /** Missing where the page is not in a secure context. */
    readonly credentials?: {
      get(request: never): Promise<unknown>;
      create(request: never): Promise<unknown>;
    };
  };
  readonly PublicKeyCredential?: {
    isConditionalMediationAvailable?(): Promise<boolean>;
    parseRequestOptionsFromJSON?(options: never): unknown;
    parseCreationOptionsFromJSON?(options: never): unknown;
  };
}

/**
 * Why there is no credential:
 *
 * - `dismissed`: the user said no, or nothing in time, or has no such passkey; browsers do not tell which;
 * - `interrupted`: the browser broke off, perhaps for another ceremony;
 * - `already-registered`: this authenticator has a passkey of the user (registration only);
 * - `wrong-site`: the page's origin is not the pool's relying party;
 * - `unfit-authenticator`: it can not do what the pool wants;
 * - `conditional-unavailable`: the browser does not offer passkeys in a field's suggestions;
 * - `failed`: anything else.
 */
export type CeremonyReason =
  | 'dismissed'
  | 'interrupted'
  | 'already-registered'
  | 'wrong-site'
  | 'unfit-authenticator'
  | 'conditional-unavailable'
  | 'failed';

export type Ceremony =
  | { readonly kind: 'made'; readonly credential: WireObject }
  | { readonly kind: 'not-made'; readonly reason: CeremonyReason; readonly error?: unknown };

/** Who takes part. */
export interface CeremonyOptions {
  /** Ends it: the call rejects with `signal.reason`. */
  readonly signal?: AbortSignal;
  /** Default: the global object. */
  readonly browser?: PasskeyBrowser;
}

const REASONS: ReadonlyMap<unknown, CeremonyReason> = new Map([
  ['NotAllowedError', 'dismissed'],
  ['AbortError', 'interrupted'],
  ['SecurityError', 'wrong-site'],
  ['NotSupportedError', 'unfit-authenticator'],
  ['ConstraintError', 'unfit-authenticator'],
]);
const CREATION_REASONS: ReadonlyMap<unknown, CeremonyReason> = new Map([
  ...REASONS,
  ['InvalidStateError', 'already-registered'],
]);

/** What a ceremony ends with that the browser does not have. */
const NOT_OFFERED = false;

/**
 * `navigator.credentials.get()`.
 *
 * @param options - UNTRUSTED.
 * @throws `UnsupportedError` when there is no WebAuthn, `ProtocolError` when the options are malformed.
 */
export async function getCredential(
  options: unknown,
  { signal, browser, isConditional }: CeremonyOptions & { readonly isConditional: boolean },
): Promise<Ceremony> {
  signal?.throwIfAborted();
  const { credentials, PublicKeyCredential } = requireWebAuthn(browser);
  const json = readRequestOptions(options, 'json');
  async function get(): Promise<unknown> {
    if (isConditional && !(await PublicKeyCredential.isConditionalMediationAvailable?.())) {
      return NOT_OFFERED;
    }
    const publicKey =
      PublicKeyCredential.parseRequestOptionsFromJSON?.(json as never) ??
      readRequestOptions(options, 'bytes');
    const request = {
      publicKey,
      ...(isConditional && { mediation: 'conditional' }),
      ...(signal && { signal }),
    };
    return credentials.get(request as never);
  }
  return perform(get, REASONS, signal);
}

/**
 * `navigator.credentials.create()`.
 *
 * @param options - UNTRUSTED.
 * @throws as {@link getCredential} does.
 */
export async function createCredential(
  options: unknown,
  { signal, browser }: CeremonyOptions,
): Promise<Ceremony> {
  signal?.throwIfAborted();
  const { credentials, PublicKeyCredential } = requireWebAuthn(browser);
  const json = readCreationOptions(options, 'json');
  async function create(): Promise<unknown> {
    const publicKey =
      PublicKeyCredential.parseCreationOptionsFromJSON?.(json as never) ??
      readCreationOptions(options, 'bytes');
    const request = { publicKey, ...(signal && { signal }) };
    return credentials.create(request as never);
  }
  return perform(create, CREATION_REASONS, signal);
}

/** @throws `UnsupportedError` `ERR_UNSUPPORTED` `environment`. */
export function requireWebAuthn(browser: PasskeyBrowser = globalThis as PasskeyBrowser): {
  readonly credentials: NonNullable<NonNullable<PasskeyBrowser['navigator']>['credentials']>;
  readonly PublicKeyCredential: NonNullable<PasskeyBrowser['PublicKeyCredential']>;
} {
  const { navigator, PublicKeyCredential } = browser;
  if (navigator?.credentials !== undefined && PublicKeyCredential !== undefined) {
    return { credentials: navigator.credentials, PublicKeyCredential };
  }
  throw new UnsupportedError(
    'environment',
    'There are no passkeys here: that takes a browser with WebAuthn, and https or localhost.',
  );
}

async function perform(
  ceremony: () => Promise<unknown>,
  reasons: ReadonlyMap<unknown, CeremonyReason>,
  signal: AbortSignal | undefined,
): Promise<Ceremony> {
  let stop = (): void => {};
  // Password managers take the browser's place, and not all of them listen to a signal.
  const aborted = new Promise<never>((_, reject) => {
    stop = reject;
  });
  signal?.addEventListener('abort', stop);
  try {
    const made = await Promise.race([aborted, ceremony()]);
    if (made === NOT_OFFERED) return { kind: 'not-made', reason: 'conditional-unavailable' };
    if (made === null) return { kind: 'not-made', reason: 'dismissed' };
    const credential = jsonFromCredential(made);
    return credential === undefined
      ? { kind: 'not-made', reason: 'failed' }
      : { kind: 'made', credential };
  } catch (error) {
    signal?.throwIfAborted();
    const { name } = (error ?? {}) as { readonly name?: unknown };
    return { kind: 'not-made', reason: reasons.get(name) ?? 'failed', error };
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
