/**
 * Verifies tokens as a resource server would, with a JWT library and the pool's published keys.
 *
 * @module
 */
import type { Tokens } from '@countersign/contract';
import { createRemoteJWKSet, jwtVerify } from 'jose';

/**
 * @param url - where the pool is reached; its issuer is this and the pool id.
 * @returns the subject, the same in both tokens.
 * @throws when a signature, issuer, audience, use or time is wrong.
 */
export async function verifyTokens(
  url: string,
  client: { readonly userPoolId: string; readonly clientId: string },
  tokens: Tokens,
): Promise<string> {
  const issuer = `${url}/${client.userPoolId}`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  const common = { issuer, algorithms: ['RS256'], requiredClaims: ['exp', 'sub'] };
  const access = await jwtVerify(tokens.accessToken, keys, common);
  const id = await jwtVerify(tokens.idToken ?? '', keys, { ...common, audience: client.clientId });
  const claims = [
    access.payload['client_id'],
    access.payload['token_use'],
    id.payload['token_use'],
  ];
  if (claims.join() !== [client.clientId, 'access', 'id'].join()) {
    throw new Error('A token is genuine, but made for another client or another use.');
  }
  if (access.payload.sub === undefined || access.payload.sub !== id.payload.sub) {
    throw new Error('The access token and the id token name different users.');
  }
  return access.payload.sub;
}
