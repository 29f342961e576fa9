/** Registering, listing and deleting passkeys, with an authenticator of the tests' own. */
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { isOriginOf } from '../src/_passkey-proof.ts';
import { createAuthenticator, register, RELYING_PARTY } from './_authenticator.ts';
import type { Mischief } from './_authenticator.ts';
import { startChoicePool } from './_choice.ts';
import { USER_POOL_ID } from './_fixture.ts';
import { accessToken, completeRegistration, enrol, startPasskeyPool } from './_passkeys.ts';
import { startRegistration } from './_passkeys.ts';
import { call } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

const pool = startPasskeyPool();
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const list = (AccessToken: string, input: object = {}): Promise<Answer> =>
  call(pool.fetch, 'ListWebAuthnCredentials', { AccessToken, ...input });

describe('registration', () => {
  test('the options are an object, for the site and the user; a passkey is listed and deleted', async () => {
    const token = await accessToken(pool);
    const options = await startRegistration(pool, token);
    expect(options).toMatchObject({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      rp: { id: RELYING_PARTY },
      user: { name: 'alice@example.com', id: expect.stringMatching(/^[\w-]+$/) },
      pubKeyCredParams: expect.arrayContaining([{ type: 'public-key', alg: -7 }]),
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    });
    const authenticator = createAuthenticator();
    const credential = register(authenticator, options);
    expect((await completeRegistration(pool, token, credential)).text).toBe('{}');
    expect((await list(token)).body).toEqual({
      Credentials: [
        {
          CredentialId: authenticator.credentialId,
          FriendlyCredentialName: 'Passkey',
          RelyingPartyId: RELYING_PARTY,
          AuthenticatorAttachment: 'platform',
          AuthenticatorTransports: ['internal'],
          CreatedAt: pool.clock.nowMs() / 1000,
        },
      ],
    });
    const again = await startRegistration(pool, token);
    expect(again['excludeCredentials']).toEqual([
      { type: 'public-key', id: authenticator.credentialId, transports: ['internal'] },
    ]);
    const factors = await call(pool.fetch, 'GetUserAuthFactors', { AccessToken: token });
    expect(factors.body['ConfiguredUserAuthFactors']).toEqual(['PASSWORD', 'WEB_AUTHN']);
    const input = { AccessToken: token, CredentialId: authenticator.credentialId };
    expect((await call(pool.fetch, 'DeleteWebAuthnCredential', input)).text).toBe('{}');
    expect((await list(token)).body).toEqual({ Credentials: [] });
    const gone = await call(pool.fetch, 'DeleteWebAuthnCredential', input);
    expect(gone.error).toBe('ResourceNotFoundException');
  });

  test.each<[string, Mischief, string]>([
    ['another origin', { origin: 'https://example.org' }, 'WebAuthnOriginNotAllowedException'],
    ['a plain one', { origin: 'http://app.example.com' }, 'WebAuthnOriginNotAllowedException'],
    ['a look-alike', { origin: 'https://evilexample.com' }, 'WebAuthnOriginNotAllowedException'],
    ['another site', { rpId: 'example.org' }, 'WebAuthnRelyingPartyMismatchException'],
    ['another challenge', { challenge: 'x'.repeat(43) }, 'WebAuthnChallengeNotFoundException'],
    ['an assertion', { type: 'webauthn.get' }, 'WebAuthnCredentialNotSupportedException'],
    ['nobody present', { flags: 0 }, 'WebAuthnCredentialNotSupportedException'],
    ['another id', { id: 'AAAA' }, 'WebAuthnCredentialNotSupportedException'],
    [
      'a format with certificates',
      { attestation: { fmt: 'fido-u2f', attStmt: Buffer.from([0xa0]) } },
      'WebAuthnCredentialNotSupportedException',
    ],
    [
      'certificates',
      // {"x5c": []}
      { attestation: { fmt: 'packed', attStmt: Buffer.from('a16378356380', 'hex') } },
      'WebAuthnCredentialNotSupportedException',
    ],
  ])('%s is refused, and the challenge is spent', async (_what, mischief, error) => {
    const token = await accessToken(pool);
    const options = await startRegistration(pool, token);
    const authenticator = createAuthenticator();
    const wrong = register(authenticator, options, mischief);
    expect((await completeRegistration(pool, token, wrong)).error).toBe(error);
    const right = register(authenticator, options);
    expect((await completeRegistration(pool, token, right)).error).toBe(
      'WebAuthnChallengeNotFoundException',
    );
    expect((await list(token)).body['Credentials']).toEqual([]);
  });

  test('a credential that is none, whatever it is, is refused by name', async () => {
    const token = await accessToken(pool);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            id: fc.constantFrom('AAAA', '', 7),
            type: fc.constant('public-key'),
            response: fc.record({
              clientDataJSON: fc.oneof(
                fc.constantFrom('e30', '%%%', 'bnVsbA'),
                fc.base64String().map((text) => text.replace(/[+/=]/g, '')),
              ),
              attestationObject: fc.constantFrom('oA', 'AAAA', 'x'),
            }),
          }),
        ),
        async (credential) => {
          await startRegistration(pool, token);
          const { error } = await completeRegistration(pool, token, credential);
          expect(error).toMatch(/^(InvalidParameter|Serialization|WebAuthn\w+)Exception$/);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('what the library cannot decode is refused too', async () => {
    const token = await accessToken(pool);
    const options = await startRegistration(pool, token);
    const credential = register(createAuthenticator(), options);
    const broken = { ...credential['response'], attestationObject: 'o2NmbXQ' };
    const answer = await completeRegistration(pool, token, { ...credential, response: broken });
    expect(answer.error).toBe('WebAuthnCredentialNotSupportedException');
  });

  test('a challenge is of one client, of three minutes, of one try', async () => {
    const [token, other] = [await accessToken(pool), await accessToken(pool, 'frank')];
    const options = await startRegistration(pool, token);
    const credential = register(createAuthenticator(), options);
    expect((await completeRegistration(pool, other, credential)).error).toBe(
      'WebAuthnClientMismatchException',
    );
    pool.clock.advance(180);
    expect((await completeRegistration(pool, token, credential)).error).toBe(
      'WebAuthnChallengeNotFoundException',
    );
    const fresh = register(createAuthenticator(), await startRegistration(pool, token));
    const both = [1, 2].map(() => completeRegistration(pool, token, fresh));
    const accepted = (await Promise.all(both)).filter(({ error }) => error === undefined);
    expect(accepted).toHaveLength(1);
  });

  test('twenty are the most, listed by pages; a credential is registered once', async () => {
    const token = await accessToken(pool);
    const authenticator = await enrol(pool, token);
    const twice = register(authenticator, await startRegistration(pool, token));
    const answer = await completeRegistration(pool, token, twice);
    expect(answer.error).toBe('InvalidParameterException');
    for (let i = 1; i < 20; i += 1) await enrol(pool, token);
    const more = await call(pool.fetch, 'StartWebAuthnRegistration', { AccessToken: token });
    expect(more.error).toBe('LimitExceededException');
    const page = await list(token, { MaxResults: 15 });
    expect(page.body['Credentials']).toHaveLength(15);
    const rest = await list(token, { NextToken: page.body['NextToken'] });
    expect(rest.body['Credentials']).toHaveLength(5);
    expect(rest.body).not.toHaveProperty('NextToken');
  });
});

test.each([
  ['passkeys', startPasskeyPool, { allowedFirstAuthFactors: ['PASSWORD'] }, 'WebAuthnNotEnabled'],
  [
    'a site',
    startChoicePool,
    { allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
    'WebAuthnConfigurationMissing',
  ],
] as const)('a pool without %s says so', async (_what, start, settings, error) => {
  const own = start(settings);
  const AccessToken = await accessToken(own);
  for (const operation of ['StartWebAuthnRegistration', 'CompleteWebAuthnRegistration']) {
    const answer = await call(own.fetch, operation, { AccessToken, Credential: {} });
    expect(answer.error).toBe(`${error}Exception`);
  }
  own.close();
});

test('SetUserPoolMfaConfig says which site, and is shown', async () => {
  const WebAuthnConfiguration = {
    RelyingPartyId: 'login.example.com',
    UserVerification: 'required',
    FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  };
  const names = { UserPoolId: USER_POOL_ID };
  const set = await call(pool.fetch, 'SetUserPoolMfaConfig', { ...names, WebAuthnConfiguration });
  expect(set.body).toMatchObject({ WebAuthnConfiguration });
  const shown = await call(pool.fetch, 'GetUserPoolMfaConfig', names);
  expect(shown.body).toMatchObject({ WebAuthnConfiguration });
  for (const wrong of [{ RelyingPartyId: 'https://example.com' }, { UserVerification: 'never' }]) {
    const input = { ...names, WebAuthnConfiguration: wrong };
    expect((await call(pool.fetch, 'SetUserPoolMfaConfig', input)).error).toBe(
      'InvalidParameterException',
    );
  }
});

test('an origin is a secure page of the site or below it, spelled as browsers do', () => {
  const right = ['https://example.com', 'https://a.b.example.com', 'https://example.com:8443'];
  for (const origin of right) expect(isOriginOf('example.com', origin), origin).toBe(true);
  for (const origin of ['http://localhost', 'http://localhost:5173', 'https://localhost']) {
    expect(isOriginOf('localhost', origin), origin).toBe(true);
  }
  const wrong = [
    ...['http://example.com', 'https://badexample.com', 'https://example.com.evil.org', ''],
    ...['https://example.com/', 'https://EXAMPLE.com', 'https://user@example.com', 'example.com'],
    ...['file:///example.com', 'null', 'https://example.org', 'android:apk-key-hash:example.com'],
  ];
  for (const origin of wrong) expect(isOriginOf('example.com', origin), origin).toBe(false);
  expect(isOriginOf('localhost', 'http://localhost.evil.org')).toBe(false);
});
