/**
 * Passkeys: what the pool keeps of them, and what it asks authenticators.
 *
 * @see W3C WebAuthn Level 3, §7 (what a relying party checks)
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { base64url } from 'jose';
import type { Account } from './_accounts.ts';
import type { Attempt } from './_attempt.ts';
import type { Service } from './_service.ts';
import { ServiceFault } from './_service-fault.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';

/** A public key that an authenticator registered. */
export interface Passkey {
  /** base64url, as everything of WebAuthn on the wire. */
  readonly credentialId: string;
  /** COSE. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly relyingPartyId: string;
  readonly attachment: string | undefined;
  readonly transports: readonly string[];
  readonly createdAtMs: number;
  /** How often the authenticator says that it was used; 0 when it does not count. */
  counter: number;
}

/** A registration between its two calls. */
export interface PendingPasskey {
  readonly challenge: string;
  readonly clientId: string;
  readonly expiresAtMs: number;
}

/** `WebAuthnConfiguration`. */
export interface PoolPasskeys {
  relyingPartyId: string | undefined;
  userVerification: UserVerification;
  /** A passkey that verified its user is as good as two factors. */
  countsTwice: boolean;
}

export type UserVerification = 'required' | 'preferred';

/** Value of `AllowedFirstAuthFactors`, and the challenge. */
export const WEB_AUTHN = 'WEB_AUTHN';
/** COSE: ES256, EdDSA, RS256. */
export const ALGORITHMS: readonly number[] = [-7, -8, -257];

const CHALLENGE_BYTES = 32;
/** How long a person has. In milliseconds. */
export const CEREMONY_MS = 180_000;

export function makeChallenge({ random }: Service): string {
  return base64url.encode(random(CHALLENGE_BYTES));
}

/** `user.id` and `userHandle`: what an authenticator keeps of the user. */
export function userHandleOf({ sub }: User): string {
  return base64url.encode(sub);
}

/** @throws ServiceFault when the pool has no passkeys, or has not said for which site. */
export function requireRelyingParty({ settings, passkeys }: UserPool): string {
  if (!settings.firstFactors.includes(WEB_AUTHN)) {
    throw new ServiceFault(
      'WebAuthnNotEnabledException',
      'Passkeys are not enabled for the user pool.',
    );
  }
  if (passkeys.relyingPartyId !== undefined) return passkeys.relyingPartyId;
  throw new ServiceFault(
    'WebAuthnConfigurationMissingException',
    'The user pool has no RelyingPartyId.',
  );
}

/** `PublicKeyCredentialCreationOptionsJSON`. */
export function describeCreation(
  pool: UserPool,
  user: User,
  { rpId, challenge }: { readonly rpId: string; readonly challenge: string },
): WireObject {
  const name = user.attributes.get('email') ?? user.username;
  return {
    challenge,
    rp: { id: rpId, name: rpId },
    user: { id: userHandleOf(user), name, displayName: name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: CEREMONY_MS,
    excludeCredentials: [...user.passkeys.values()].map(describeCredential),
    authenticatorSelection: {
      requireResidentKey: true,
      residentKey: 'required',
      userVerification: verificationOf(pool),
    },
    attestation: 'none',
  };
}

/** `PublicKeyCredentialRequestOptionsJSON`. */
export function describeRequest(pool: UserPool, { user }: Account, challenge: string): WireObject {
  const { relyingPartyId } = pool.passkeys;
  return {
    challenge,
    rpId: relyingPartyId ?? '',
    timeout: CEREMONY_MS,
    allowCredentials: passkeysFor(pool, user).map(describeCredential),
    userVerification: verificationOf(pool),
  };
}

/** Those of the site that the pool is for now. */
export function passkeysFor(pool: UserPool, user: User | undefined): readonly Passkey[] {
  return [...(user?.passkeys.values() ?? [])].filter(
    ({ relyingPartyId }) => relyingPartyId === pool.passkeys.relyingPartyId,
  );
}

/** A passkey is all that this account has to show, two factors or not. */
export function isPasskeyEnough({ client, account }: Attempt): boolean {
  return client.pool.passkeys.countsTwice && account.user?.isPasskeySecondFactor === true;
}

export function verificationOf({ passkeys }: UserPool): UserVerification {
  return passkeys.countsTwice ? 'required' : passkeys.userVerification;
}

function describeCredential({ credentialId, transports }: Passkey): WireObject {
  return { type: 'public-key', id: credentialId, transports: [...transports] };
}
