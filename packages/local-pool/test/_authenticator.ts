/**
 * A software authenticator, so that pool and test share no code: it makes passkeys and signs with them,
 * and does it wrongly when a test says so.
 *
 * @see W3C WebAuthn Level 3, §6.1 (authenticator data), §6.5 (attestation object)
 * @module
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Json } from './_wire-client.ts';

export const ORIGIN = 'https://app.example.com';
export const RELYING_PARTY = 'example.com';

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

export interface Authenticator {
  readonly credentialId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  counter: number;
}

/** What a ceremony does differently from what it should. */
export interface Mischief {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly counter?: number;
  readonly flags?: number;
  readonly userHandle?: string;
  readonly id?: string;
  readonly privateKey?: KeyObject;
  readonly attestation?: { readonly fmt: string; readonly attStmt: Buffer };
}

export function createAuthenticator(): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(16).toString('base64url');
  return { credentialId, privateKey, publicKey, counter: 0 };
}

/** `navigator.credentials.create()`, as JSON. */
export function register(
  authenticator: Authenticator,
  options: Json,
  mischief: Mischief = {},
): Json {
  const clientDataJSON = clientData('webauthn.create', options['challenge'], mischief);
  const id = Buffer.from(authenticator.credentialId, 'base64url');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  const flags = mischief.flags ?? USER_PRESENT | USER_VERIFIED;
  const authData = Buffer.concat([
    header(authenticator, flags | HAS_CREDENTIAL, mischief),
    Buffer.alloc(16),
    length,
    id,
    coseKey(authenticator.publicKey),
  ]);
  const { fmt = 'none', attStmt = Buffer.from([0xa0]) } = mischief.attestation ?? {};
  const attestationObject = Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text(fmt),
    text('attStmt'),
    attStmt,
    text('authData'),
    bytes(authData),
  ]);
  return credential(authenticator, mischief, {
    clientDataJSON: clientDataJSON.toString('base64url'),
    attestationObject: attestationObject.toString('base64url'),
    transports: ['internal'],
  });
}

/** `navigator.credentials.get()`, as JSON. */
export function assert(authenticator: Authenticator, options: Json, mischief: Mischief = {}): Json {
  authenticator.counter = mischief.counter ?? authenticator.counter + 1;
  const clientDataJSON = clientData('webauthn.get', options['challenge'], mischief);
  const flags = mischief.flags ?? USER_PRESENT | USER_VERIFIED;
  const authenticatorData = header(authenticator, flags, mischief);
  const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)]);
  const key = mischief.privateKey ?? authenticator.privateKey;
  const { userHandle } = mischief;
  return credential(authenticator, mischief, {
    clientDataJSON: clientDataJSON.toString('base64url'),
    authenticatorData: authenticatorData.toString('base64url'),
    signature: sign('sha256', signed, key).toString('base64url'),
    ...(userHandle !== undefined && { userHandle }),
  });
}

function credential({ credentialId }: Authenticator, { id }: Mischief, response: Json): Json {
  return {
    id: id ?? credentialId,
    rawId: id ?? credentialId,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response,
  };
}

function clientData(type: string, challenge: string, mischief: Mischief): Buffer {
  return Buffer.from(
    JSON.stringify({
      type: mischief.type ?? type,
      challenge: mischief.challenge ?? challenge,
      origin: mischief.origin ?? ORIGIN,
      crossOrigin: false,
    }),
  );
}

function header({ counter }: Authenticator, flags: number, { rpId }: Mischief): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(Buffer.from(rpId ?? RELYING_PARTY)), Buffer.from([flags]), count]);
}

/** COSE: an EC2 key for ES256 on P-256. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
}

/** CBOR, of fewer than 24 bytes. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

/** CBOR, of 256 to 65535 bytes or fewer. */
function bytes(value: Buffer): Buffer {
  const head = Buffer.from([0x59, 0, 0]);
  head.writeUInt16BE(value.length, 1);
  return Buffer.concat([head, value]);
}

function sha256(value: Buffer): Buffer {
  return createHash('sha256').update(value).digest();
}
