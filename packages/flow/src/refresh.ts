/**
 * New tokens for a refresh token, by either of the two operations that Cognito has for it.
 *
 * @module
 */
import { invalidValue, requireBoundedText, requireOnly } from '@countersign/contract';
import type { NewDevice, ServiceError, Tokens, Transport } from '@countersign/contract';
import type { WireMap, WireObject } from '@countersign/contract';
import { allowClientSecret } from '#client-secret';
import { requireClientId } from './_checks.ts';
import type { SecretHash } from './options.ts';
import { meaningOfText } from './_refusal-texts.ts';
import { parseNewDevice, parseTokens } from './_tokens.ts';

/** What both operations need. */
export interface RefreshOptions {
  readonly transport: Transport;
  readonly clientId: string;
  /** SECRET. */
  readonly refreshToken: string;
  /**
   * Of the device that the tokens were issued to, remembered or not: of `newDevice`, or of the record
   * that the sign-in had. `null` says that there is none: a pool that tracks devices then refuses the
   * refresh ("Invalid Refresh Token."), or gives the tokens a new device.
   */
  readonly deviceKey: string | null;
  /** Handed to the pool's Lambda triggers. Not for secrets. */
  readonly clientMetadata?: WireMap;
  readonly signal?: AbortSignal;
}

/** Options of {@link refreshTokens}. */
export interface RefreshTokensOptions extends RefreshOptions {
  /** Of a client that has one, as it is. SECRET. A browser build refuses it. */
  readonly clientSecret?: string;
}

/** Options of {@link refreshTokensByInitiateAuth}. */
export interface RefreshByInitiateAuthOptions extends RefreshOptions {
  /** For a client with a secret: over the real user name, never over an alias. */
  readonly secretHash?: { readonly of: SecretHash; readonly username: string };
}

/** What came of a refresh. */
export type Refreshed =
  | {
      readonly kind: 'refreshed';
      /** `refreshToken` is the new one where the client rotates them, else the one that was used. */
      readonly tokens: Tokens & { readonly refreshToken: string };
      /**
       * What a pool that tracks devices may give to a refresh that names none: `confirm` it, as after a
       * sign-in.
       */
      readonly newDevice?: NewDevice;
    }
  | {
      readonly kind: 'refused';
      readonly error: ServiceError;
      /** The refresh token is dead: discard it. When false, keep it and try later. */
      readonly sessionEnded: boolean;
    };

const COMMON = ['transport', 'clientId', 'refreshToken', 'deviceKey', 'clientMetadata', 'signal'];
const TOKEN_MAX_LENGTH = 16_384;
const DEVICE_KEY_MAX_LENGTH = 55;
const CLIENT_SECRET_MAX_LENGTH = 64;
const USERNAME_MAX_LENGTH = 128;

/** After any other refusal the same refresh token may work later, so it is kept. */
const ENDING: readonly string[] = [
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'RefreshTokenReuseException',
  'UserNotConfirmedException',
  'UserNotFoundException',
];

/**
 * `GetTokensFromRefreshToken`: for every client, with and without rotation.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` and `UnsupportedError` `ERR_UNSUPPORTED` (a client secret in a
 * browser build) before anything is sent.
 * @throws `ProtocolError` when the reply has no tokens; see `Transport` for the rest.
 */
export async function refreshTokens(options: RefreshTokensOptions): Promise<Refreshed> {
  requireOptions(options, 'clientSecret');
  const { clientId, refreshToken, deviceKey, clientSecret } = options;
  if (clientSecret !== undefined) {
    requireBoundedText('clientSecret', clientSecret, CLIENT_SECRET_MAX_LENGTH);
  }
  return refresh(options, 'GetTokensFromRefreshToken', {
    ClientId: clientId,
    RefreshToken: refreshToken,
    ...(deviceKey !== null && { DeviceKey: deviceKey }),
    ...(clientSecret !== undefined && { ClientSecret: allowClientSecret(clientSecret) }),
  });
}

/**
 * `InitiateAuth` with `REFRESH_TOKEN_AUTH`: for clients without rotation.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` before anything is sent.
 * @throws `ProtocolError` when the reply has no tokens; see `Transport` for the rest.
 */
export async function refreshTokensByInitiateAuth(
  options: RefreshByInitiateAuthOptions,
): Promise<Refreshed> {
  requireOptions(options, 'secretHash');
  const { clientId, refreshToken, deviceKey, secretHash } = options;
  if (secretHash !== undefined) {
    if (typeof secretHash?.of !== 'function') {
      throw invalidValue(
        'secretHash',
        'must be { of, username }: a function, and the real user name.',
      );
    }
    requireBoundedText('secretHash.username', secretHash.username, USERNAME_MAX_LENGTH);
  }
  return refresh(options, 'InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: clientId,
    AuthParameters: {
      REFRESH_TOKEN: refreshToken,
      ...(deviceKey !== null && { DEVICE_KEY: deviceKey }),
      ...(secretHash && { SECRET_HASH: await secretHash.of(secretHash.username) }),
    },
  });
}

function requireOptions(options: RefreshOptions, own: string): void {
  requireOnly(options, [...COMMON, own]);
  const { transport, clientId, refreshToken, deviceKey } = options;
  if (typeof transport !== 'function') throw invalidValue('transport', 'must be a Transport.');
  requireClientId('clientId', clientId);
  requireBoundedText('refreshToken', refreshToken, TOKEN_MAX_LENGTH);
  // Required, so that nobody forgets it: null is how to say that there is none.
  if (deviceKey !== null) requireBoundedText('deviceKey', deviceKey, DEVICE_KEY_MAX_LENGTH);
}

async function refresh(
  { transport, refreshToken, clientMetadata, signal }: RefreshOptions,
  operation: string,
  input: WireObject,
): Promise<Refreshed> {
  const reply = await transport({
    operation,
    input: { ...input, ...(clientMetadata && { ClientMetadata: clientMetadata }) },
    ...(signal && { signal }),
  });
  if (reply.kind === 'refusal') {
    // A client secret that is wrong here is no judgement of the token.
    const judged = meaningOfText(reply.error) !== 'client-misconfigured';
    const sessionEnded = judged && ENDING.includes(reply.error.service);
    return { kind: 'refused', error: reply.error, sessionEnded };
  }
  // A challenge has no place here, and counts as no tokens.
  const result = reply.output['AuthenticationResult'] ?? null;
  const tokens = parseTokens(result);
  const newDevice = parseNewDevice(result);
  return {
    kind: 'refreshed',
    tokens: { refreshToken, ...tokens },
    ...(newDevice && { newDevice }),
  };
}
