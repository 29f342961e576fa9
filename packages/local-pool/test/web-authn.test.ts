/** WEB_AUTHN: signing in with a passkey, rightly and wrongly. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createAuthenticator, RELYING_PARTY } from './_authenticator.ts';
import type { Mischief } from './_authenticator.ts';
import { begin } from './_choice.ts';
import { respond } from './_devices.ts';
import { PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { expectTokens, prefer, rightCode, SECRET_CODE } from './_mfa.ts';
import { accessToken, askForPasskey, enrol, optionsOf, present } from './_passkeys.ts';
import { startPasskeyPool } from './_passkeys.ts';
import { call } from './_wire-client.ts';

const pool = startPasskeyPool();
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const INCORRECT = 'Incorrect username or password.';

test('preferred or selected: the options are text, the assertion is good for tokens once', async () => {
  const authenticator = await enrol(pool, await accessToken(pool));
  const asked = await askForPasskey(pool);
  expect(optionsOf(asked)).toEqual({
    challenge: expect.stringMatching(/^[\w-]{43}$/),
    rpId: RELYING_PARTY,
    timeout: 180_000,
    allowCredentials: [
      { type: 'public-key', id: authenticator.credentialId, transports: ['internal'] },
    ],
    userVerification: 'preferred',
  });
  expectTokens(await present(pool, asked, authenticator));
  expect((await present(pool, asked, authenticator)).message).toMatch(/can only be used once/);
  const select = await begin(pool);
  expect(select.body['AvailableChallenges']).toEqual(['PASSWORD_SRP', 'PASSWORD', 'WEB_AUTHN']);
  const chosen = await respond(pool, select, { ANSWER: 'WEB_AUTHN' });
  expectTokens(await present(pool, chosen, authenticator));
});

test.each<[string, Mischief]>([
  ['another origin', { origin: 'https://example.org' }],
  ['another site', { rpId: 'example.org' }],
  ['another challenge', { challenge: 'x'.repeat(43) }],
  ['a registration', { type: 'webauthn.create' }],
  ['another key', { privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
  ['another credential', { id: createAuthenticator().credentialId }],
  ['nobody present', { flags: 0 }],
  ['another user’s handle', { userHandle: Buffer.from('mallory').toString('base64url') }],
])('%s is refused, and the session is spent', async (_what, mischief) => {
  const authenticator = await enrol(pool, await accessToken(pool));
  const asked = await askForPasskey(pool);
  expect((await present(pool, asked, authenticator, mischief)).message).toBe(INCORRECT);
  expect((await present(pool, asked, authenticator)).message).toMatch(/can only be used once/);
  expectTokens(await present(pool, await askForPasskey(pool), authenticator));
});

describe('the counter', () => {
  test('must not stand still or go back, also in parallel', async () => {
    const authenticator = await enrol(pool, await accessToken(pool));
    const count = async (counter: number): Promise<string | undefined> =>
      (await present(pool, await askForPasskey(pool), authenticator, { counter })).message;
    expect(await count(7)).toBeUndefined();
    expect(await count(7)).toBe(INCORRECT);
    expect(await count(6)).toBe(INCORRECT);
    expect(await count(0)).toBe(INCORRECT);
    expect((await Promise.all([count(9), count(9)])).filter((error) => !error)).toHaveLength(1);
    expect(await count(10)).toBeUndefined();
  });

  test('of an authenticator that does not count stays 0', async () => {
    const authenticator = await enrol(pool, await accessToken(pool));
    for (let i = 0; i < 3; i += 1) {
      const asked = await askForPasskey(pool);
      expectTokens(await present(pool, asked, authenticator, { counter: 0 }));
    }
  });
});

test('a right user handle is right', async () => {
  const AccessToken = await accessToken(pool);
  const authenticator = await enrol(pool, AccessToken);
  const { body } = await call(pool.fetch, 'GetUser', { AccessToken });
  const sub = (body['UserAttributes'] as { Name: string; Value: string }[])[0]!.Value;
  const userHandle = Buffer.from(sub).toString('base64url');
  expectTokens(await present(pool, await askForPasskey(pool), authenticator, { userHandle }));
});

test('a deleted passkey, and one of a site that the pool was for, are none', async () => {
  const AccessToken = await accessToken(pool);
  const authenticator = await enrol(pool, AccessToken);
  const asked = await askForPasskey(pool);
  const input = { AccessToken, CredentialId: authenticator.credentialId };
  await call(pool.fetch, 'DeleteWebAuthnCredential', input);
  expect((await present(pool, asked, authenticator)).message).toBe(INCORRECT);
  expect((await askForPasskey(pool)).body['ChallengeName']).toBe('SELECT_CHALLENGE');

  const other = await enrol(pool, AccessToken);
  const before = await askForPasskey(pool);
  const WebAuthnConfiguration = { RelyingPartyId: 'example.org' };
  const names = { UserPoolId: USER_POOL_ID, WebAuthnConfiguration };
  await call(pool.fetch, 'SetUserPoolMfaConfig', names);
  expect((await present(pool, before, other)).message).toBe(INCORRECT);
});

test.each(['', '7', '[]', '{', 'null', '{"id":"AAAA"}', '{"id":"AAAA","response":{}}'])(
  'CREDENTIAL %j is refused, and the session stays good',
  async (CREDENTIAL) => {
    const authenticator = await enrol(pool, await accessToken(pool));
    const asked = await askForPasskey(pool);
    const { error } = await respond(pool, asked, { CREDENTIAL });
    expect(error).toBe('InvalidParameterException');
    expectTokens(await present(pool, asked, authenticator));
  },
);

test('of two right assertions sent at once one is accepted', async () => {
  const authenticator = await enrol(pool, await accessToken(pool));
  const asked = await askForPasskey(pool);
  const both = [1, 2].map(() => present(pool, asked, authenticator));
  expect((await Promise.all(both)).filter(({ error }) => error === undefined)).toHaveLength(1);
});

describe('user verification', () => {
  const PRESENT_ONLY = { flags: 0x01 };

  test('that is preferred may be missing, that is required may not', async () => {
    const authenticator = await enrol(pool, await accessToken(pool));
    expectTokens(await present(pool, await askForPasskey(pool), authenticator, PRESENT_ONLY));
    const passkeys = { relyingPartyId: RELYING_PARTY, userVerification: 'required' } as const;
    const strict = startPasskeyPool({ passkeys });
    const other = await enrol(strict, await accessToken(strict));
    const asked = await askForPasskey(strict);
    expect(optionsOf(asked)['userVerification']).toBe('required');
    expect((await present(strict, asked, other, PRESENT_ONLY)).message).toBe(INCORRECT);
    strict.close();
  });

  test('makes one factor of two where pool and user want that, and nowhere else', async () => {
    const passkeys = { relyingPartyId: RELYING_PARTY, countsAsTwoFactors: true };
    const own = startPasskeyPool({ mfa: 'OPTIONAL', passkeys }, { totpSecret: SECRET_CODE });
    const first = await begin(own, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD });
    const signedIn = await respond(own, first, rightCode(own, 'SOFTWARE_TOKEN_MFA'));
    const token = signedIn.body['AuthenticationResult']['AccessToken'] as string;
    const authenticator = await enrol(own, token);
    expect((await askForPasskey(own)).body['ChallengeName']).toBe('SELECT_CHALLENGE');

    const enabled = { WebAuthnMfaSettings: { Enabled: true } };
    const alone = { ...enabled, SoftwareTokenMfaSettings: { Enabled: false } };
    expect((await prefer(own, alone)).error).toBe('InvalidParameterException');
    expect((await prefer(own, enabled)).text).toBe('{}');
    expectTokens(await present(own, await askForPasskey(own), authenticator));
    const unverified = await present(own, await askForPasskey(own), authenticator, PRESENT_ONLY);
    expect(unverified.message).toBe(INCORRECT);
    own.close();
    const names = { WebAuthnMfaSettings: { Enabled: true } };
    expect((await prefer(pool, names)).error).toBe('InvalidParameterException');
  });
});
