/**
 * Lets somebody in with an access token: the signature, its age, and whether it was revoked.
 *
 * @module
 */
import { decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { Grant } from './_grants.ts';
import { requireText, TOKEN } from './_input.ts';
import type { Input } from './_input.ts';
import { notAuthorized } from './_service-fault.ts';
import type { Service } from './_service.ts';
import { ALGORITHM } from './_signing-keys.ts';
import { USER_SCOPE } from './_tokens.ts';
import { isInPool, requireSignInAllowed, userNotFound } from './_user.ts';
import type { User } from './_user.ts';
import { issuerOf } from './_user-pool.ts';
import type { UserPool } from './_user-pool.ts';

/** Whoever an access token belongs to. */
export interface Bearer {
  readonly pool: UserPool;
  readonly user: User;
  readonly grant: Grant;
}

/**
 * The bearer of the request's `AccessToken`. UNTRUSTED until this returns.
 *
 * @throws ServiceFault `NotAuthorizedException` when it is forged, expired or revoked.
 */
export async function requireBearer(service: Service, input: Input): Promise<Bearer> {
  const token = requireText(input, 'AccessToken', TOKEN);
  const pool = findIssuingPool(service, token);
  if (pool === undefined) throw invalidToken();
  const claims = await verify(service, pool, token);
  const grant = pool.grants.get(String(claims['event_id']));
  if (grant === undefined || grant.revoked) throw notAuthorized('Access Token has been revoked');
  const { user } = grant;
  if (!isInPool(pool, user)) throw userNotFound();
  requireSignInAllowed(user, service.clock.nowMs());
  return { pool, user, grant };
}

/** Which pool's key to check with: taken from the token, proved by that key afterwards. */
function findIssuingPool(service: Service, token: string): UserPool | undefined {
  try {
    const issuer = decodeJwt(token).iss ?? '';
    return service.pools.get(issuer.slice(issuer.lastIndexOf('/') + 1));
  } catch {
    return undefined;
  }
}

async function verify(service: Service, pool: UserPool, token: string): Promise<JWTPayload> {
  const key = await service.signingKeysOf(pool.id).access();
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: [ALGORITHM],
      issuer: issuerOf(service, pool),
      currentDate: new Date(service.clock.nowMs()),
      requiredClaims: ['exp', 'event_id', 'client_id'],
    });
    if (payload['token_use'] !== 'access' || payload['scope'] !== USER_SCOPE) throw invalidToken();
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw notAuthorized('Access Token has expired');
    throw invalidToken();
  }
}

function invalidToken(): Error {
  return notAuthorized('Invalid Access Token');
}
