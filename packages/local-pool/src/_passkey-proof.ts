/**
 * Judges what authenticators say. The cryptography and the formats are `@simplewebauthn/server`'s; which
 * origins are right, and what becomes of counters, is decided here.
 *
 * @module
 */
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { base64url } from 'jose';
import { asInput, readObject, readText, readTexts, requireText } from './_input.ts';
import type { Input } from './_input.ts';
import { ALGORITHMS } from './_passkeys.ts';
import type { Passkey, UserVerification } from './_passkeys.ts';
import { invalidParameter, ServiceFault } from './_service-fault.ts';

/** What a ceremony was for. */
export interface Expectation {
  readonly challenge: string;
  readonly relyingPartyId: string;
  readonly userVerification: UserVerification;
}

export interface NewPasskey extends Pick<Passkey, 'credentialId' | 'publicKey' | 'counter'> {
  readonly attachment: string | undefined;
  readonly transports: readonly string[];
}

/** A credential, taken apart as far as its JSON goes. UNTRUSTED. */
export interface Credential {
  readonly id: string;
  readonly origin: string;
  readonly challenge: string;
  readonly userHandle: string | undefined;
  readonly attachment: string | undefined;
  readonly transports: readonly string[];
  /** The members of its `response` that are text. */
  readonly response: ReadonlyMap<string, string>;
}

const ID = { minLength: 1, maxLength: 1400, pattern: /^[\w-]+$/ };
const ENCODED = { minLength: 1, maxLength: 200_000, pattern: /^[\w-]+$/ };
const SECURE_LOCAL = 'localhost';

/** @throws ServiceFault `InvalidParameterException` when it is no credential at all. */
export function readCredential(
  credential: Input,
  members: readonly string[],
  optionalMembers: readonly string[] = [],
): Credential {
  const response = readObject(credential, 'response');
  if (response === undefined) throw invalidParameter('Credential has no response.');
  const id = requireText(credential, 'id', ID);
  const texts = new Map(members.map((name) => [name, requireText(response, name, ENCODED)]));
  for (const name of optionalMembers) {
    const text = readText(response, name, ENCODED);
    if (text !== undefined) texts.set(name, text);
  }
  const { origin, challenge } = readClientData(texts.get('clientDataJSON') ?? '');
  return {
    id,
    origin,
    challenge,
    userHandle: texts.get('userHandle'),
    attachment: readText(credential, 'authenticatorAttachment', { maxLength: 32 }),
    transports: readTexts(response, 'transports', { maxLength: 32 }) ?? [],
    response: texts,
  };
}

/** A page of the site itself, or of one below it. */
export function isOriginOf(relyingPartyId: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname, origin: canonical } = new URL(origin);
  const isLocal = hostname === SECURE_LOCAL || hostname.endsWith(`.${SECURE_LOCAL}`);
  const isSecure = protocol === 'https:' || (protocol === 'http:' && isLocal);
  const isSite = hostname === relyingPartyId || hostname.endsWith(`.${relyingPartyId}`);
  return isSecure && isSite && canonical === origin;
}

/** @throws ServiceFault with WebAuthn's own exceptions when a new credential is not acceptable. */
export async function judgeRegistration(
  credential: Credential,
  { challenge, relyingPartyId, userVerification }: Expectation,
): Promise<NewPasskey> {
  if (credential.challenge !== challenge) {
    const message = 'The challenge is not the one that was given out last.';
    throw new ServiceFault('WebAuthnChallengeNotFoundException', message);
  }
  if (!isOriginOf(relyingPartyId, credential.origin)) {
    const message = 'The origin of the credential is not the site’s.';
    throw new ServiceFault('WebAuthnOriginNotAllowedException', message);
  }
  // Loaded when needed: most pools never see a passkey.
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  await requireSelfMade(credential);
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: toJson(credential) as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: credential.origin,
      expectedRPID: relyingPartyId,
      requireUserVerification: userVerification === 'required',
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    if (!verified || registrationInfo.credential.id !== credential.id) throw notSupported();
    const { publicKey, counter } = registrationInfo.credential;
    const { id: credentialId, attachment, transports } = credential;
    return { credentialId, publicKey: Uint8Array.from(publicKey), counter, attachment, transports };
  } catch (error) {
    throw error instanceof Error && error.name === 'UnexpectedRPIDHash'
      ? new ServiceFault(
          'WebAuthnRelyingPartyMismatchException',
          'The credential is for another relying party.',
        )
      : notSupported();
  }
}

/** What a right assertion says; `undefined` for every wrong one. */
export async function judgeAssertion(
  credential: Credential,
  { publicKey, counter, credentialId }: Passkey,
  expected: Expectation,
): Promise<{ readonly counter: number; readonly isUserVerified: boolean } | undefined> {
  const { challenge, relyingPartyId, userVerification } = expected;
  if (credential.challenge !== challenge) return undefined;
  if (!isOriginOf(relyingPartyId, credential.origin)) return undefined;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: toJson(credential) as Parameters<
        typeof verifyAuthenticationResponse
      >[0]['response'],
      expectedChallenge: challenge,
      expectedOrigin: credential.origin,
      expectedRPID: relyingPartyId,
      credential: { id: credentialId, publicKey, counter },
      requireUserVerification: userVerification === 'required',
    });
    const { newCounter, userVerified } = authenticationInfo;
    return verified ? { counter: newCounter, isUserVerified: userVerified } : undefined;
  } catch {
    // What the library says quotes what was sent.
    return undefined;
  }
}

/**
 * No attestation was asked for. One with certificates would make the library look them up on the
 * network, wherever they say.
 */
async function requireSelfMade({ response }: Credential): Promise<void> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  let hasCertificates: boolean;
  try {
    const bytes = base64url.decode(response.get('attestationObject') ?? '');
    const attestation = decodeAttestationObject(Uint8Array.from(bytes));
    hasCertificates =
      !['none', 'packed'].includes(attestation.get('fmt')) ||
      attestation.get('attStmt').get('x5c') !== undefined;
  } catch {
    throw notSupported();
  }
  if (hasCertificates) throw notSupported();
}

function readClientData(text: string): { readonly origin: string; readonly challenge: string } {
  try {
    const decoded: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(text)));
    const data = asInput(decoded, 'clientDataJSON');
    return { origin: requireText(data, 'origin'), challenge: requireText(data, 'challenge') };
  } catch {
    throw invalidParameter('clientDataJSON is not what it should be.');
  }
}

function toJson({ id, response }: Credential): object {
  const members = Object.fromEntries(response);
  return { id, rawId: id, type: 'public-key', response: members, clientExtensionResults: {} };
}

function notSupported(): ServiceFault {
  return new ServiceFault(
    'WebAuthnCredentialNotSupportedException',
    'The credential could not be verified, or is of a kind that is not supported.',
  );
}
