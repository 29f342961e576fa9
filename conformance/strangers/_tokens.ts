/**
 * Checks a token as a resource server would, with nothing but the pool's published keys and
 * OpenSSL.
 *
 * @module
 */
import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';

/** Claims of a token whose signature is right. Throws for any other token. */
export async function verifiedClaims(
  { endpoint, userPoolId }: { readonly endpoint: string; readonly userPoolId: string },
  token: string,
): Promise<{ readonly [claim: string]: unknown }> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { alg, kid } = decode(header) as { alg: string; kid: string };
  const response = await fetch(new URL(`/${userPoolId}/.well-known/jwks.json`, endpoint));
  const { keys } = (await response.json()) as { keys: (JsonWebKey & { kid: string })[] };
  const jwk = keys.find((key) => key.kid === kid);
  if (alg !== 'RS256' || jwk === undefined) throw new Error(`No key for ${alg}, kid ${kid}.`);
  const signed = Buffer.from(`${header}.${payload}`);
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))) {
    throw new Error('The signature of the token is wrong.');
  }
  return decode(payload);
}

function decode(part: string): { readonly [claim: string]: unknown } {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as { [claim: string]: unknown };
}
