/**
 * Reads `AuthenticationResult`. The tokens come straight from the service over TLS, so their
 * signatures are not checked here; whoever receives them from somewhere else must.
 *
 * @module
 */
import { isWireObject, ProtocolError } from '@countersign/contract';
import type { NewDevice, Tokens, WireObject, WireValue } from '@countersign/contract';

/** @throws {@link ProtocolError} `ERR_PROTOCOL` when there is no access token. */
export function parseTokens(result: WireValue): Tokens {
  const { AccessToken, IdToken, RefreshToken, TokenType, ExpiresIn } = requireObject(result);
  if (typeof AccessToken !== 'string' || AccessToken === '') {
    throw new ProtocolError('AccessToken', 'missing', 'AuthenticationResult has no AccessToken.');
  }
  return {
    accessToken: AccessToken,
    ...(isText(IdToken) ? { idToken: IdToken } : {}),
    ...(isText(RefreshToken) ? { refreshToken: RefreshToken } : {}),
    tokenType: typeof TokenType === 'string' ? TokenType : 'Bearer',
    expiresInSeconds: positiveInteger(ExpiresIn) ?? lifetimeSeconds(AccessToken),
  };
}

/** `NewDeviceMetadata`, or undefined when the pool does not track devices. */
export function parseNewDevice(result: WireValue): NewDevice | undefined {
  const metadata = requireObject(result)['NewDeviceMetadata'];
  if (!isWireObject(metadata)) return undefined;
  const { DeviceKey, DeviceGroupKey } = metadata;
  if (typeof DeviceKey !== 'string' || typeof DeviceGroupKey !== 'string') return undefined;
  return { deviceKey: DeviceKey, deviceGroupKey: DeviceGroupKey };
}

/** Empty text counts as missing: it must not take the place of a refresh token that is good. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function requireObject(value: WireValue): WireObject {
  if (isWireObject(value)) return value;
  throw new ProtocolError(
    'AuthenticationResult',
    'malformed',
    'AuthenticationResult is not an object.',
  );
}

function positiveInteger(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** The real user name, whatever was typed: the `username` claim of the access token. */
export function usernameOf({ accessToken }: Tokens): string | undefined {
  const { username } = claimsOf(accessToken);
  return isText(username) ? username : undefined;
}

/** What `ExpiresIn` should have said, from the token's own claims; 0 where they cannot be read. */
function lifetimeSeconds(token: string): number {
  const { iat, exp } = claimsOf(token);
  return typeof exp === 'number' && typeof iat === 'number' ? (positiveInteger(exp - iat) ?? 0) : 0;
}

/** Read, not verified: these tokens came straight from the service. */
function claimsOf(token: string): WireObject {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isWireObject(claims) ? claims : {};
  } catch {
    return {};
  }
}
