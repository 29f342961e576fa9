/**
 * A grant is one finished sign-in: what its refresh token stands for, and what every access token
 * derived from it is checked against.
 *
 * @module
 */
import type { DeviceNames } from './_devices.ts';
import { equalTexts, makeOpaqueText, makeUuid } from './_opaque.ts';
import { notAuthorized } from './_service-fault.ts';
import type { Service } from './_service.ts';
import { isInPool, requireSignInAllowed } from './_user.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';
import type { UserPoolClient } from './_user-pool-client.ts';

export interface Grant {
  /** Tokens carry it as `event_id`. */
  readonly id: string;
  readonly originJti: string;
  readonly clientId: string;
  readonly user: User;
  /** The device that the tokens were issued to, where the pool tracks devices. */
  readonly device: DeviceNames | undefined;
  readonly authTimeSeconds: number;
  /** SECRET. */
  readonly refreshToken: string;
  readonly refreshUntilMs: number;
  revoked: boolean;
}

const SEPARATOR = '.';
const SHAPE = /^R[\w-]+\.[0-9a-f-]{36}$/;

export function addGrant(
  service: Service,
  client: UserPoolClient,
  user: User,
  device: DeviceNames | undefined,
): Grant {
  const { clock, random } = service;
  const nowMs = clock.nowMs();
  const id = makeUuid(random);
  const { refreshTokenSeconds, accessTokenSeconds } = client.settings;
  const grant: Grant = {
    id,
    originJti: makeUuid(random),
    clientId: client.id,
    user,
    device,
    authTimeSeconds: Math.floor(nowMs / 1000),
    // The id says where to look; the text before it is the secret.
    refreshToken: makeOpaqueText(random, 'R') + SEPARATOR + id,
    refreshUntilMs: nowMs + refreshTokenSeconds * 1000,
    revoked: false,
  };
  const longestSeconds = Math.max(refreshTokenSeconds, accessTokenSeconds);
  // Kept twice as long, to tell an expired token from one that never was.
  client.pool.grants.set(id, grant, nowMs + 2 * longestSeconds * 1000);
  return grant;
}

/** Has the shape of a refresh token of ours; an access token has not. */
export function looksLikeRefreshToken(token: string): boolean {
  return SHAPE.test(token);
}

/** @param token - UNTRUSTED, SECRET. */
export function findGrant(pool: UserPool, token: string): Grant | undefined {
  const grant = pool.grants.get(token.slice(token.indexOf(SEPARATOR) + 1));
  return grant !== undefined && equalTexts(grant.refreshToken, token) ? grant : undefined;
}

/**
 * The grant that a client may still refresh from.
 *
 * @param token - UNTRUSTED, SECRET.
 * @param deviceKey - UNTRUSTED: tokens that were issued to a device are refreshed from it.
 * @throws ServiceFault `NotAuthorizedException`.
 */
export function requireRefreshable(
  service: Service,
  client: UserPoolClient,
  { token, deviceKey }: { readonly token: string; readonly deviceKey: string | undefined },
): Grant {
  const grant = findGrant(client.pool, token);
  if (grant === undefined || grant.clientId !== client.id) {
    throw notAuthorized('Invalid Refresh Token.');
  }
  const nowMs = service.clock.nowMs();
  if (grant.revoked) throw notAuthorized('Refresh Token has been revoked');
  if (nowMs >= grant.refreshUntilMs) throw notAuthorized('Refresh Token has expired');
  if (!isInPool(client.pool, grant.user)) throw notAuthorized('Invalid Refresh Token.');
  if (!isFromItsDevice(grant, deviceKey)) throw notAuthorized('Invalid Refresh Token.');
  requireSignInAllowed(grant.user, nowMs);
  return grant;
}

/** A device that was never confirmed, or was forgotten, refreshes nothing. */
function isFromItsDevice({ device, user }: Grant, deviceKey: string | undefined): boolean {
  return device === undefined || (deviceKey === device.key && user.devices.has(device.key));
}

/** Ends every sign-in of a user. */
export function revokeGrants(pool: UserPool, user: User): void {
  for (const grant of pool.grants.values()) {
    if (grant.user === user) grant.revoked = true;
  }
}
