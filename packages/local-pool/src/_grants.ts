/**
 * A grant is one finished sign-in: what its refresh token stands for, and what every access token
 * derived from it is checked against.
 *
 * @module
 */
import type { RandomBytes } from '@countersign/contract';
import type { Assurance } from './_assurance.ts';
import type { DeviceNames } from './_devices.ts';
import { equalTexts, makeOpaqueText, makeUuid } from './_opaque.ts';
import { notAuthorized, ServiceFault } from './_service-fault.ts';
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
  /** The `auth_time` claim. */
  readonly authTimeSeconds: number;
  /** How strongly the user has authenticated, where that was asked for. */
  readonly assurance?: Assurance;
  /** The newest. SECRET. */
  refreshToken: string;
  /** Those that were replaced, and until when they still work. SECRET. */
  readonly replacedTokens: Map<string, number>;
  readonly refreshUntilMs: number;
  revoked: boolean;
}

/** An older one than these is as unknown as one that never was. */
const MOST_REPLACED = 100;
const SEPARATOR = '.';
const SHAPE = /^R[\w-]+\.[0-9a-f-]{36}$/;

/** What a finished sign-in says of itself. */
export interface NewGrant extends Pick<Grant, 'user' | 'device' | 'assurance'> {
  /** Where that is not now. */
  readonly authTimeSeconds?: number;
}

export function addGrant(service: Service, client: UserPoolClient, newGrant: NewGrant): Grant {
  const { clock, random } = service;
  const nowMs = clock.nowMs();
  const id = makeUuid(random);
  const { refreshTokenSeconds, accessTokenSeconds } = client.settings;
  const grant: Grant = {
    id,
    originJti: makeUuid(random),
    clientId: client.id,
    authTimeSeconds: Math.floor(nowMs / 1000),
    ...newGrant,
    refreshToken: makeRefreshToken(random, id),
    replacedTokens: new Map(),
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
  if (grant === undefined) return undefined;
  const isIts = [grant.refreshToken, ...grant.replacedTokens.keys()].some((own) =>
    equalTexts(own, token),
  );
  return isIts ? grant : undefined;
}

/**
 * Replaces the refresh token of a grant, where its client wants that. Whoever comes again with the one
 * before, within its time, gets the same new one: the first answer may have been lost.
 *
 * @param token - as {@link requireRefreshable} let it pass.
 * @returns the refresh token that goes out; `undefined` where none does.
 */
export function rotateRefreshToken(
  { clock, random }: Service,
  { settings }: UserPoolClient,
  { grant, token }: { readonly grant: Grant; readonly token: string },
): string | undefined {
  const { refreshTokenRotation: rotation } = settings;
  if (rotation === undefined) return undefined;
  if (token === grant.refreshToken) {
    const usableUntilMs = clock.nowMs() + rotation.retryGraceSeconds * 1000;
    grant.replacedTokens.set(token, usableUntilMs);
    const [oldest] = grant.replacedTokens.keys();
    if (grant.replacedTokens.size > MOST_REPLACED) grant.replacedTokens.delete(oldest!);
    grant.refreshToken = makeRefreshToken(random, grant.id);
  }
  return grant.refreshToken;
}

/** The id says where to look; the text before it is the secret. */
function makeRefreshToken(random: RandomBytes, grantId: string): string {
  return makeOpaqueText(random, 'R') + SEPARATOR + grantId;
}

/**
 * The grant that a client may still refresh from.
 *
 * @param token - UNTRUSTED, SECRET.
 * @param deviceKey - UNTRUSTED: tokens that were issued to a device are refreshed from it.
 * @throws ServiceFault `NotAuthorizedException`; `RefreshTokenReuseException` for one that was replaced.
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
  if (nowMs >= (grant.replacedTokens.get(token) ?? Infinity)) {
    throw new ServiceFault('RefreshTokenReuseException', 'Refresh token has been used already.');
  }
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
