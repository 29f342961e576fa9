/**
 * Users with passkeys.
 *
 * @module
 */
import { expect } from 'vitest';
import type { LocalPool, PoolSeed, UserSeed } from '@countersign/local-pool';
import { assert, createAuthenticator, register, RELYING_PARTY } from './_authenticator.ts';
import type { Authenticator, Mischief } from './_authenticator.ts';
import { begin, startChoicePool } from './_choice.ts';
import { respond } from './_devices.ts';
import { PASSWORD } from './_fixture.ts';
import { call } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

export function startPasskeyPool(
  settings: Partial<PoolSeed> = {},
  alice: Partial<UserSeed> = {},
): LocalPool {
  return startChoicePool(
    {
      allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'],
      passkeys: { relyingPartyId: RELYING_PARTY },
      ...settings,
    },
    alice,
  );
}

export async function accessToken(pool: LocalPool, clientId = 'app'): Promise<string> {
  const answer = await begin(pool, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }, clientId);
  expect(answer.body, answer.text).toHaveProperty('AuthenticationResult');
  return answer.body['AuthenticationResult']['AccessToken'] as string;
}

export async function startRegistration(pool: LocalPool, AccessToken: string): Promise<Json> {
  const { body } = await call(pool.fetch, 'StartWebAuthnRegistration', { AccessToken });
  return body['CredentialCreationOptions'] as Json;
}

export function completeRegistration(
  pool: LocalPool,
  AccessToken: string,
  Credential: unknown,
): Promise<Answer> {
  return call(pool.fetch, 'CompleteWebAuthnRegistration', { AccessToken, Credential });
}

/** Both calls, rightly. */
export async function enrol(
  pool: LocalPool,
  AccessToken: string,
  authenticator: Authenticator = createAuthenticator(),
): Promise<Authenticator> {
  const options = await startRegistration(pool, AccessToken);
  const answer = await completeRegistration(pool, AccessToken, register(authenticator, options));
  expect(answer.text).toBe('{}');
  return authenticator;
}

export const askForPasskey = (pool: LocalPool): Promise<Answer> =>
  begin(pool, { PREFERRED_CHALLENGE: 'WEB_AUTHN' });

export function optionsOf({ body }: Answer): Json {
  expect(body['ChallengeName']).toBe('WEB_AUTHN');
  return JSON.parse(body['ChallengeParameters']['CREDENTIAL_REQUEST_OPTIONS'] as string) as Json;
}

/** Answers WEB_AUTHN. */
export function present(
  pool: LocalPool,
  asked: Answer,
  authenticator: Authenticator,
  mischief: Mischief = {},
): Promise<Answer> {
  const credential = assert(authenticator, optionsOf(asked), mischief);
  return respond(pool, asked, { CREDENTIAL: JSON.stringify(credential) });
}
