/** Refreshing by either operation. */
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { refreshTokens, refreshTokensByInitiateAuth } from '../src/refresh.ts';
import { refusal, scripted, success, tokens } from './_scripted.ts';

const common = { clientId: '1example23456789', refreshToken: 'old', deviceKey: null };
const result = { AccessToken: 'a.b.c', IdToken: 'd.e.f', TokenType: 'Bearer', ExpiresIn: 3600 };

describe.each([
  ['GetTokensFromRefreshToken', refreshTokens],
  ['InitiateAuth', refreshTokensByInitiateAuth],
] as const)('%s', (operation, refresh) => {
  test('H140: without a new refresh token the old one is kept', async () => {
    const { transport, calls } = scripted(success({ AuthenticationResult: result }));
    expect(await refresh({ ...common, transport })).toEqual({
      kind: 'refreshed',
      tokens: {
        accessToken: 'a.b.c',
        idToken: 'd.e.f',
        refreshToken: 'old',
        tokenType: 'Bearer',
        expiresInSeconds: 3600,
      },
    });
    expect(calls.map((call) => call.operation)).toEqual([operation]);
    expect(JSON.stringify(calls[0]?.input)).not.toMatch(/device/i);
  });

  test('a rotated refresh token replaces the old one', async () => {
    const { transport } = scripted(tokens({ RefreshToken: 'new' }));
    expect(await refresh({ ...common, transport })).toMatchObject({
      tokens: { refreshToken: 'new' },
    });
  });

  test.each([
    ['NotAuthorizedException', true],
    ['RefreshTokenReuseException', true],
    ['UserNotFoundException', true],
    ['TooManyRequestsException', false],
    ['InternalErrorException', false],
    ['SomethingNewException', false],
  ])('H137, H138: after %s the session has ended: %s', async (service, sessionEnded) => {
    const { transport } = scripted(refusal(service));
    expect(await refresh({ ...common, transport })).toMatchObject({
      kind: 'refused',
      error: { service },
      sessionEnded,
    });
  });

  test.each([
    'Unable to verify secret hash for client 1example23456789',
    'Client 1example23456789 is configured with secret but SECRET_HASH was not received',
  ])('a client that is set up wrongly ends no session: "%s"', async (message) => {
    const { transport } = scripted(refusal('NotAuthorizedException', message));
    expect(await refresh({ ...common, transport })).toMatchObject({
      kind: 'refused',
      sessionEnded: false,
    });
  });

  test('a device that the service gives to a refresh without one is handed on', async () => {
    const NewDeviceMetadata = { DeviceKey: 'eu-west-1_f00d', DeviceGroupKey: '-group' };
    const { transport } = scripted(tokens({ NewDeviceMetadata }));
    expect(await refresh({ ...common, transport })).toMatchObject({
      newDevice: { deviceKey: 'eu-west-1_f00d', deviceGroupKey: '-group' },
    });
  });

  test('an empty refresh token is none, and does not replace the old one', async () => {
    const { transport } = scripted(tokens({ RefreshToken: '', IdToken: '' }));
    const refreshed = await refresh({ ...common, transport });
    expect(refreshed).toMatchObject({ tokens: { refreshToken: 'old' } });
    expect(refreshed).not.toHaveProperty('tokens.idToken');
  });

  test.each([{}, { AuthenticationResult: {} }, { ChallengeName: 'SMS_MFA' }])(
    'no tokens are a breach of the protocol: %j',
    async (output) => {
      const { transport } = scripted(success(output));
      await expect(refresh({ ...common, transport })).rejects.toMatchObject({
        code: 'ERR_PROTOCOL',
      });
    },
  );
});

test('the device key goes where each operation wants it, the client secret as it wants it', async () => {
  const { transport, calls } = scripted(tokens(), tokens());
  const device = { ...common, transport, deviceKey: 'eu-west-1_f00d' };
  await refreshTokens({ ...device, clientSecret: 'raw' });
  await refreshTokensByInitiateAuth({
    ...device,
    secretHash: { of: (username) => `hash of ${username}`, username: 'real' },
  });
  expect(calls.map(({ input }) => input)).toEqual([
    {
      ClientId: common.clientId,
      RefreshToken: 'old',
      DeviceKey: 'eu-west-1_f00d',
      ClientSecret: 'raw',
    },
    {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: common.clientId,
      AuthParameters: {
        REFRESH_TOKEN: 'old',
        DEVICE_KEY: 'eu-west-1_f00d',
        SECRET_HASH: 'hash of real',
      },
    },
  ]);
});

describe('what cannot be right is refused before anything is sent', () => {
  const { transport, calls } = scripted();
  const good = { ...common, transport };

  test.each([
    ['transport', { transport: undefined }],
    ['clientId', { clientId: 'with a space' }],
    ['refreshToken', { refreshToken: '' }],
    ['refreshToken', { refreshToken: undefined }],
    ['refreshToken', { refreshToken: 'a'.repeat(20_000) }],
    ['deviceKey', { deviceKey: undefined }],
    ['deviceKey', { deviceKey: '' }],
    ['clientSecret', { clientSecret: '' }],
    ['username', { username: 'alice' }],
  ])('%s', async (argument, wrong) => {
    const options = { ...good, ...wrong } as typeof good;
    await expect(refreshTokens(options)).rejects.toMatchObject({ code: 'ERR_ARGUMENT', argument });
    expect(calls).toEqual([]);
  });

  test.each([
    ['secretHash', () => 'hash'],
    ['secretHash', null],
    ['secretHash.username', { of: String }],
    ['secretHash.username', { of: String, username: '' }],
  ])('%s of InitiateAuth', async (argument, secretHash) => {
    const options = { ...good, secretHash: secretHash as never };
    await expect(refreshTokensByInitiateAuth(options)).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
      argument,
    });
    expect(calls).toEqual([]);
  });

  test('a client secret in a build for browsers', async () => {
    const { imports } = manifest;
    const { browser, default: elsewhere } = imports['#client-secret']['@countersign/source'];
    const load = (file: string) => import(/* @vite-ignore */ `../${file}`) as Promise<Guard>;
    expect((await load(elsewhere)).allowClientSecret('raw')).toBe('raw');
    const { allowClientSecret } = await load(browser);
    expect(() => allowClientSecret('raw')).toThrow(
      expect.objectContaining({ code: 'ERR_UNSUPPORTED', reason: 'environment' }) as Error,
    );
  });
});

interface Guard {
  readonly allowClientSecret: (clientSecret: string) => string;
}
