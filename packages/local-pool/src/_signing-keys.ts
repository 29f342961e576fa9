/**
 * A pool's two RSA keys: one signs access tokens, the other id tokens, each with a `kid` of its own.
 *
 * Making an RSA key takes a tenth of a second, so each is made when it is first needed, off the main
 * thread where the runtime can.
 *
 * @module
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

export interface SigningKeys {
  access(): Promise<SigningKey>;
  id(): Promise<SigningKey>;
}

export const ALGORITHM = 'RS256';

export function createSigningKeys(): SigningKeys {
  return { access: once(makeSigningKey), id: once(makeSigningKey) };
}

/** What `jwks.json` answers: both public keys. */
export async function exportKeySet(keys: SigningKeys): Promise<{ keys: JWK[] }> {
  const both = await Promise.all([keys.id(), keys.access()]);
  return { keys: both.map(({ publicJwk }) => publicJwk) };
}

async function makeSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { modulusLength: 2048 });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey, publicKey, publicJwk: { ...jwk, alg: ALGORITHM, use: 'sig', kid } };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
