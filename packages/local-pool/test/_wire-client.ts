/**
 * A tiny client that speaks to the pool as any stranger's would: over `fetch`, in AWS's own words.
 *
 * @module
 */
import { createHmac } from 'node:crypto';
import { createLocalPool } from '@countersign/local-pool';
import type { LocalPool, LocalPoolOptions } from '@countersign/local-pool';
import { openEphemeral, signClaim } from './_srp-client.ts';
import type { Ephemeral, VerifierParameters } from './_srp-client.ts';

/** As deep as a test looks, which says itself what it expects there. */
export interface Json {
  readonly [member: string]: any; // oxlint-disable-line typescript/no-explicit-any -- see above
}

export interface Answer {
  readonly status: number;
  /** `__type` of an error, `undefined` of a success. */
  readonly error: string | undefined;
  readonly message: string | undefined;
  readonly body: Json;
  readonly text: string;
  readonly headers: Headers;
}

export const NOW_MS: number = Date.UTC(2026, 0, 7, 9, 5, 3);
export const PASSWORD = 'P@ssw0rd-1';

/** A pool that stands still in time unless a test moves it. */
export function startPool(options: LocalPoolOptions = {}): LocalPool {
  return createLocalPool({ nowMs: () => NOW_MS, ...options });
}

export async function call(
  fetch: LocalPool['fetch'],
  operation: string,
  input: unknown,
  url = 'http://localhost:9229/',
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Json);
  const { status, headers } = response;
  return { status, error: body['__type'], message: body['message'], body, text, headers };
}

/** `Wed Jan 7 09:05:03 UTC 2026`. */
export function timestampOf(timeMs: number): string {
  const [weekday, day, month, year, time] = new Date(timeMs)
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}

export function secretHash(clientSecret: string, username: string, clientId: string): string {
  return createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64');
}

export interface SignInInput {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  readonly clientSecret?: string;
  /** Whatever a test wants to say differently, by key of `ChallengeResponses`. */
  readonly responses?: Record<string, string>;
  readonly timestamp?: string;
  /** More `AuthParameters` of a sign-in with the plain password. */
  readonly parameters?: Record<string, string>;
}

export interface Opened {
  readonly ephemeral: Ephemeral;
  readonly answer: Answer;
}

/** The first call of USER_SRP_AUTH. */
export async function openSrp(pool: LocalPool, input: SignInInput): Promise<Opened> {
  const ephemeral = openEphemeral();
  const answer = await call(pool.fetch, 'InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    ClientId: input.clientId,
    AuthParameters: {
      USERNAME: input.username,
      SRP_A: ephemeral.publicAHex,
      ...hashEntry(input, input.username),
    },
  });
  return { ephemeral, answer };
}

/** The second call: `RespondToAuthChallenge` as it goes out. */
export function claimFor(pool: LocalPool, input: SignInInput, opened: Opened): Json {
  const parameters: VerifierParameters & { readonly USER_ID_FOR_SRP: string } =
    opened.answer.body['ChallengeParameters'];
  const timestamp = input.timestamp ?? timestampOf(pool.clock.nowMs());
  const username = parameters.USER_ID_FOR_SRP;
  const poolName = input.userPoolId.slice(input.userPoolId.indexOf('_') + 1);
  const identity = { poolName, userId: username, password: input.password };
  const signature = signClaim(opened.ephemeral, { identity, parameters, timestamp });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ClientId: input.clientId,
    ChallengeResponses: {
      USERNAME: username,
      PASSWORD_CLAIM_SECRET_BLOCK: parameters.SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
      ...hashEntry(input, username),
      ...input.responses,
    },
  };
}

/** Both calls. */
export async function signInSrp(pool: LocalPool, input: SignInInput): Promise<Answer> {
  const opened = await openSrp(pool, input);
  if (opened.answer.error !== undefined) return opened.answer;
  return call(pool.fetch, 'RespondToAuthChallenge', claimFor(pool, input, opened));
}

export async function signInPlain(pool: LocalPool, input: SignInInput): Promise<Answer> {
  return call(pool.fetch, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: input.clientId,
    AuthParameters: {
      USERNAME: input.username,
      PASSWORD: input.password,
      ...hashEntry(input, input.username),
      ...input.parameters,
    },
  });
}

function hashEntry(input: SignInInput, username: string): Record<string, string> {
  const { clientSecret, clientId } = input;
  if (clientSecret === undefined) return {};
  return { SECRET_HASH: secretHash(clientSecret, username, clientId) };
}
