/**
 * The passkeys of a user who is signed in.
 *
 * @module
 */
import {
  invalidValue,
  ProtocolError,
  requireBoundedText,
  requireOnly,
} from '@countersign/contract';
import type { Transport, WireObject, WireValue } from '@countersign/contract';
import { createCredential, requireWebAuthn } from './_ceremony.ts';
import type { CeremonyReason, PasskeyBrowser } from './_ceremony.ts';

/** What all calls need. */
export interface PasskeyCallOptions {
  readonly transport: Transport;
  /** With the scope `aws.cognito.signin.user.admin`, as every sign-in over the API gets it. SECRET. */
  readonly accessToken: string;
  readonly signal?: AbortSignal;
}

/** Options of {@link registerPasskey}. */
export interface RegisterPasskeyOptions extends PasskeyCallOptions {
  /** Default: the global object. */
  readonly browser?: PasskeyBrowser;
}

/** Options of {@link deletePasskey}. */
export interface DeletePasskeyOptions extends PasskeyCallOptions {
  readonly credentialId: string;
}

export type RegistrationOutcome =
  | { readonly kind: 'registered'; readonly credentialId: string }
  | {
      readonly kind: 'not-registered';
      readonly reason: CeremonyReason;
      /** What the browser threw, if it threw. */
      readonly error?: unknown;
    };

/** One entry of the service's list. UNTRUSTED. */
export interface RegisteredPasskey {
  /** base64url. */
  readonly credentialId: string;
  readonly relyingPartyId?: string;
  /** Names the kind of passkey for the user. */
  readonly friendlyName?: string;
  /** `platform` or `cross-platform`. */
  readonly attachment?: string;
  readonly transports: readonly string[];
  readonly createdAtMs?: number;
}

const CALL_OPTIONS = ['transport', 'accessToken', 'signal'];
const TOKEN_MAX_LENGTH = 16_384;
const CREDENTIAL_ID_MAX_LENGTH = 4096;
/** The service's largest page, and as many passkeys as a user can have. */
const PAGE = 20;
/** No user needs them; a service that goes on for ever gets no further. */
const MOST_PAGES = 10;

/**
 * Makes a passkey and registers it for the user.
 *
 * The passkey is in the authenticator before the service has seen it. Where the service then refuses, it
 * stays there, good for nothing: tell the user that they may remove it.
 *
 * @throws `ServiceError` when the service refuses; `ProtocolError` when its options are malformed;
 * `UnsupportedError` when there is no WebAuthn; see `Transport` for the rest.
 * @see AWS API, `StartWebAuthnRegistration`, `CompleteWebAuthnRegistration`
 */
export async function registerPasskey(
  options: RegisterPasskeyOptions,
): Promise<RegistrationOutcome> {
  requireCallOptions(options, ['browser']);
  const { signal, browser } = options;
  requireWebAuthn(browser);
  const started = await callOrThrow(options, 'StartWebAuthnRegistration', {});
  const ceremony = await createCredential(started['CredentialCreationOptions'], {
    ...(signal && { signal }),
    ...(browser && { browser }),
  });
  if (ceremony.kind === 'not-made') return { ...ceremony, kind: 'not-registered' };
  const { credential } = ceremony;
  await callOrThrow(options, 'CompleteWebAuthnRegistration', { Credential: credential });
  return { kind: 'registered', credentialId: credential['id'] as string };
}

/**
 * All passkeys of the user, page by page.
 *
 * @throws `ServiceError` when the service refuses, `ProtocolError` when its list is none or has no end;
 * see `Transport` for the rest.
 * @see AWS API, `ListWebAuthnCredentials`
 */
export async function listPasskeys(
  options: PasskeyCallOptions,
): Promise<readonly RegisteredPasskey[]> {
  requireCallOptions(options, []);
  const passkeys: RegisteredPasskey[] = [];
  let token: WireValue | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { Credentials, NextToken } = await callOrThrow(options, 'ListWebAuthnCredentials', {
      MaxResults: PAGE,
      ...(token !== undefined && { NextToken: token }),
    });
    if (!Array.isArray(Credentials)) throw malformed('Credentials', 'a list');
    passkeys.push(...Credentials.map(readPasskey));
    if (NextToken === undefined || NextToken === null) return passkeys;
    if (typeof NextToken !== 'string') throw malformed('NextToken', 'text');
    token = NextToken;
  }
  throw new ProtocolError('NextToken', 'out-of-range', `More than ${MOST_PAGES} pages.`);
}

/**
 * Deletes a passkey at the service: nobody signs in with it any more. It stays in the authenticator, where
 * only the user can remove it.
 *
 * @throws `ServiceError` when the service refuses, `ResourceNotFoundException` where there is no such
 * passkey; see `Transport` for the rest.
 * @see AWS API, `DeleteWebAuthnCredential`
 */
export async function deletePasskey(options: DeletePasskeyOptions): Promise<void> {
  requireCallOptions(options, ['credentialId']);
  requireBoundedText('credentialId', options.credentialId, CREDENTIAL_ID_MAX_LENGTH);
  await callOrThrow(options, 'DeleteWebAuthnCredential', { CredentialId: options.credentialId });
}

function requireCallOptions(options: PasskeyCallOptions, more: readonly string[]): void {
  requireOnly(options, [...CALL_OPTIONS, ...more]);
  if (typeof options.transport !== 'function') {
    throw invalidValue('transport', 'must be a function.');
  }
  requireBoundedText('accessToken', options.accessToken, TOKEN_MAX_LENGTH);
}

async function callOrThrow(
  { transport, accessToken, signal }: PasskeyCallOptions,
  operation: string,
  input: WireObject,
): Promise<WireObject> {
  const reply = await transport({
    operation,
    input: { AccessToken: accessToken, ...input },
    ...(signal && { signal }),
  });
  if (reply.kind === 'refusal') throw reply.error;
  return reply.output;
}

function readPasskey(entry: unknown): RegisteredPasskey {
  const given = (typeof entry === 'object' && entry !== null ? entry : {}) as WireObject;
  const { CredentialId, RelyingPartyId, FriendlyCredentialName, CreatedAt } = given;
  const { AuthenticatorAttachment, AuthenticatorTransports } = given;
  if (typeof CredentialId !== 'string') throw malformed('CredentialId', 'text');
  return {
    credentialId: CredentialId,
    ...(typeof RelyingPartyId === 'string' && { relyingPartyId: RelyingPartyId }),
    ...(typeof FriendlyCredentialName === 'string' && { friendlyName: FriendlyCredentialName }),
    ...(typeof AuthenticatorAttachment === 'string' && { attachment: AuthenticatorAttachment }),
    transports: Array.isArray(AuthenticatorTransports)
      ? AuthenticatorTransports.filter((transport) => typeof transport === 'string')
      : [],
    // Seconds, with a fraction.
    ...(typeof CreatedAt === 'number' && { createdAtMs: Math.round(CreatedAt * 1000) }),
  };
}

function malformed(field: string, expected: string): ProtocolError {
  return new ProtocolError(field, 'malformed', `${field} must be ${expected}.`);
}
