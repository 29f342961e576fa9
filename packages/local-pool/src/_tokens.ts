/**
 * The tokens a sign-in ends with, claim by claim as Cognito writes them.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { SignJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { amrOf } from './_assurance.ts';
import type { Grant } from './_grants.ts';
import { readObject, readTextMap, readTexts } from './_input.ts';
import type { Input } from './_input.ts';
import { makeUuid } from './_opaque.ts';
import type { Service } from './_service.ts';
import { ALGORITHM } from './_signing-keys.ts';
import type { SigningKey } from './_signing-keys.ts';
import { callTrigger, eventAttributes } from './_triggers.ts';
import type { User } from './_user.ts';
import { issuerOf } from './_user-pool.ts';
import type { UserPoolClient } from './_user-pool-client.ts';
import type { EventAttributes, PreTokenGenerationEvent } from './triggers.ts';

/** What lets an access token into the user's own operations. */
export const USER_SCOPE = 'aws.cognito.signin.user.admin';

/** No trigger changes them. */
const PROTECTED_CLAIMS: ReadonlySet<string> = new Set([
  ...['sub', 'iss', 'aud', 'token_use', 'auth_time', 'exp', 'iat', 'jti', 'origin_jti'],
  ...['event_id', 'cognito:username', 'acr', 'amr'],
]);

/** Why there are tokens: `triggerSource` of PreTokenGeneration. */
export type TokenOccasion =
  | 'Authentication'
  | 'NewPasswordChallenge'
  | 'AuthenticateDevice'
  | 'RefreshTokens';

export interface TokenIssue {
  readonly grant: Grant;
  readonly occasion: TokenOccasion;
  readonly clientMetadata?: EventAttributes;
}

/** A fresh access and id token: an `AuthenticationResult` without the refresh token. */
export async function issueTokens(
  service: Service,
  client: UserPoolClient,
  issue: TokenIssue,
): Promise<WireObject> {
  const { grant } = issue;
  const { pool, settings } = client;
  const { user, assurance } = grant;
  const issuedAtSeconds = Math.floor(service.clock.nowMs() / 1000);
  const common = {
    sub: user.sub,
    iss: issuerOf(service, pool),
    event_id: grant.id,
    auth_time: grant.authTimeSeconds,
    iat: issuedAtSeconds,
    ...(assurance && { acr: assurance.acr, amr: amrOf(assurance) }),
    ...(settings.tokenRevocation && { origin_jti: grant.originJti }),
  };
  const access = {
    ...common,
    token_use: 'access',
    client_id: client.id,
    ...(grant.device && { device_key: grant.device.key }),
    username: user.username,
    scope: USER_SCOPE,
    jti: makeUuid(service.random),
    exp: issuedAtSeconds + settings.accessTokenSeconds,
  };
  const id = {
    ...attributeClaims(user),
    ...common,
    token_use: 'id',
    aud: client.id,
    'cognito:username': user.username,
    jti: makeUuid(service.random),
    exp: issuedAtSeconds + settings.idTokenSeconds,
  };
  const keys = service.signingKeysOf(pool.id);
  const [accessKey, idKey] = await Promise.all([keys.access(), keys.id()]);
  const claims = await overrideClaims(service, client, { ...issue, id });
  const [AccessToken, IdToken] = await Promise.all([sign(accessKey, access), sign(idKey, claims)]);
  return { AccessToken, IdToken, ExpiresIn: settings.accessTokenSeconds, TokenType: 'Bearer' };
}

/** What PreTokenGeneration makes of the id token; the access token is not its business. */
async function overrideClaims(
  { triggers }: Service,
  client: UserPoolClient,
  { grant, occasion, clientMetadata, id }: TokenIssue & { readonly id: JWTPayload },
): Promise<JWTPayload> {
  if (triggers.preTokenGeneration === undefined) return id;
  const { user } = grant;
  const { added, suppressed } = await callTrigger<PreTokenGenerationEvent, ClaimOverrides>(
    triggers.preTokenGeneration,
    {
      client,
      userName: user.username,
      name: 'PreTokenGeneration',
      source: `TokenGeneration_${occasion}`,
      request: {
        userAttributes: eventAttributes(user),
        ...(clientMetadata && { clientMetadata }),
      },
      response: { claimsOverrideDetails: null },
    },
    readOverrides,
  );
  const kept = Object.entries(id).filter(
    ([name]) => PROTECTED_CLAIMS.has(name) || !suppressed.includes(name),
  );
  const additions = [...added].filter(([name]) => !PROTECTED_CLAIMS.has(name));
  return Object.fromEntries([...kept, ...additions]);
}

interface ClaimOverrides {
  readonly added: ReadonlyMap<string, string>;
  readonly suppressed: readonly string[];
}

function readOverrides(response: Input): ClaimOverrides {
  const details = readObject(response, 'claimsOverrideDetails') ?? {};
  return {
    added: readTextMap(details, 'claimsToAddOrOverride'),
    suppressed: readTexts(details, 'claimsToSuppress') ?? [],
  };
}

function attributeClaims(user: User): JWTPayload {
  const claims = [...user.attributes].map(([name, value]): [string, unknown] => [
    name,
    // The two `…_verified` ones are the only attributes that are not text in an id token.
    name.endsWith('_verified') && !name.startsWith('custom:') ? value === 'true' : value,
  ]);
  return Object.fromEntries(claims);
}

function sign(key: SigningKey, payload: JWTPayload): Promise<string> {
  return new SignJWT(payload)
    .setProtectedHeader({ kid: key.kid, alg: ALGORITHM })
    .sign(key.privateKey);
}
