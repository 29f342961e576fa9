/** Devices are proposed, confirmed, listed and forgotten, and bind the tokens issued to them. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LocalPool } from '@countersign/local-pool';
import {
  claimsOf,
  confirm,
  proposedBy,
  prove,
  rememberedBy,
  startTrackingPool,
  tokensOf,
  withDevice,
} from './_devices.ts';
import type { Device } from './_devices.ts';
import { ALICE, POOL_SEED, USER_POOL_ID } from './_fixture.ts';
import { N, pad, verifierOf } from './_srp-client.ts';
import { call, signInPlain, signInSrp, startPool } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

let tracking: LocalPool;
let onPrompt: LocalPool;
beforeAll(() => {
  tracking = startTrackingPool({ challengeRequiredOnNewDevice: true });
  onPrompt = startTrackingPool({
    onlyRememberedOnUserPrompt: true,
    challengeRequiredOnNewDevice: true,
  });
});
afterEach(() => {
  tracking.reset();
  onPrompt.reset();
});

describe('a device is proposed', () => {
  test('after every sign-in that names none, and where the pool tracks devices', async () => {
    const first = proposedBy(await signInSrp(tracking, ALICE));
    const second = proposedBy(await signInPlain(tracking, ALICE));
    expect(first.key).toMatch(/^eu-west-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(second.key).not.toBe(first.key);
    expect(claimsOf(first.tokens['AccessToken'])['device_key']).toBe(first.key);
    const untracked = startPool({ seed: { pools: [POOL_SEED] } });
    const tokens = tokensOf(await signInSrp(untracked, ALICE));
    expect(tokens['NewDeviceMetadata']).toBeUndefined();
    expect(claimsOf(tokens['AccessToken'])).not.toHaveProperty('device_key');
  });

  test('by a pool that CreateUserPool made with any member of DeviceConfiguration', async () => {
    for (const [DeviceConfiguration, shown] of [
      [{ ChallengeRequiredOnNewDevice: false }, true],
      [{ DeviceOnlyRememberedOnUserPrompt: true }, true],
      [{}, false],
    ] as const) {
      const input = { PoolName: 'p', DeviceConfiguration };
      const { body } = await call(tracking.fetch, 'CreateUserPool', input);
      const described = await call(tracking.fetch, 'DescribeUserPool', {
        UserPoolId: body['UserPool'].Id,
      });
      expect(described.body['UserPool'].DeviceConfiguration !== undefined).toBe(shown);
      expect(described.body['UserPool'].DeviceConfiguration ?? {}).toMatchObject(
        DeviceConfiguration,
      );
    }
  });
});

describe('ConfirmDevice', () => {
  test('refuses a key that this sign-in was not given, and the same key twice', async () => {
    const device = proposedBy(await signInSrp(tracking, ALICE));
    const other = proposedBy(await signInSrp(tracking, ALICE));
    const foreign = await confirm(tracking, { ...device, tokens: other.tokens });
    expect(foreign.error).toBe('InvalidParameterException');
    expect(foreign.message).toBe('Invalid device key given.');
    expect((await confirm(tracking, device)).error).toBeUndefined();
    expect((await confirm(tracking, device)).error).toBe('DeviceKeyExistsException');
  });

  test('refuses negative, zero and oversized numbers, and what is no base64', async () => {
    const device = proposedBy(await signInSrp(tracking, ALICE));
    const salt = 0x7fn;
    const good = {
      Salt: pad(salt).toString('base64'),
      PasswordVerifier: verifierOf(device.identity, salt).toString('base64'),
    };
    const base64 = (value: bigint): string => pad(value).toString('base64');
    const bad = [
      { ...good, Salt: Buffer.from([0x80, 1]).toString('base64') },
      { ...good, PasswordVerifier: Buffer.alloc(384, 0xff).toString('base64') },
      { ...good, Salt: base64(0n) },
      { ...good, Salt: base64(1n << 512n) },
      { ...good, PasswordVerifier: base64(0n) },
      { ...good, PasswordVerifier: base64(N) },
      { ...good, PasswordVerifier: base64(N + 5n) },
      { ...good, Salt: '%%%' },
      { ...good, PasswordVerifier: '' },
      { Salt: good.Salt },
      {},
      undefined,
    ];
    for (const DeviceSecretVerifierConfig of bad) {
      const refused = await call(tracking.fetch, 'ConfirmDevice', {
        AccessToken: device.tokens['AccessToken'],
        DeviceKey: device.key,
        DeviceSecretVerifierConfig,
      });
      expect(refused.error, JSON.stringify(DeviceSecretVerifierConfig)).toBe(
        'InvalidParameterException',
      );
    }
    expect((await confirm(tracking, device, salt)).error).toBeUndefined();
  });

  test('where the user is asked first, UpdateDeviceStatus has the last word', async () => {
    const device = proposedBy(await signInSrp(onPrompt, ALICE));
    expect((await confirm(onPrompt, device)).body).toEqual({ UserConfirmationNecessary: true });
    // Not remembered: known, and not asked for a proof.
    const before = await signInSrp(onPrompt, withDevice(device));
    expect(tokensOf(before)['NewDeviceMetadata']).toBeUndefined();
    const remember = (DeviceRememberedStatus: string): Promise<Answer> =>
      call(onPrompt.fetch, 'UpdateDeviceStatus', {
        AccessToken: device.tokens['AccessToken'],
        DeviceKey: device.key,
        DeviceRememberedStatus,
      });
    expect((await remember('remembered')).text).toBe('{}');
    const asked = await signInSrp(onPrompt, withDevice(device));
    expect(tokensOf(await prove(onPrompt, asked, device))['TokenType']).toBe('Bearer');
    await remember('not_remembered');
    tokensOf(await signInSrp(onPrompt, withDevice(device)));
    expect((await remember('perhaps')).error).toBe('InvalidParameterException');
  });
});

describe('refreshing', () => {
  const byInitiateAuth = (token: string, key?: string): Promise<Answer> =>
    call(tracking.fetch, 'InitiateAuth', {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: ALICE.clientId,
      AuthParameters: { REFRESH_TOKEN: token, ...(key !== undefined && { DEVICE_KEY: key }) },
    });
  const byToken = (token: string, key?: string): Promise<Answer> =>
    call(tracking.fetch, 'GetTokensFromRefreshToken', {
      RefreshToken: token,
      ClientId: ALICE.clientId,
      ...(key !== undefined && { DeviceKey: key }),
    });

  test.each([
    ['REFRESH_TOKEN_AUTH', byInitiateAuth],
    ['GetTokensFromRefreshToken', byToken],
  ])('%s wants the key of the device, once it is confirmed', async (_, refresh) => {
    const device = proposedBy(await signInSrp(tracking, ALICE));
    const other = await rememberedBy(tracking, await signInSrp(tracking, ALICE));
    const token = device.tokens['RefreshToken'];
    expect((await refresh(token, device.key)).message).toBe('Invalid Refresh Token.');
    await confirm(tracking, device);
    expect((await refresh(token)).message).toBe('Invalid Refresh Token.');
    expect((await refresh(token, other.key)).message).toBe('Invalid Refresh Token.');
    const tokens = tokensOf(await refresh(token, device.key));
    expect(claimsOf(tokens['AccessToken'])['device_key']).toBe(device.key);
    const { AccessToken } = device.tokens;
    await call(tracking.fetch, 'ForgetDevice', { AccessToken, DeviceKey: device.key });
    expect((await refresh(token, device.key)).message).toBe('Invalid Refresh Token.');
  });
});

describe('the list of devices', () => {
  test('comes in pages, shows each device, and forgets', async () => {
    const devices: Device[] = [];
    for (let i = 0; i < 3; i += 1) {
      devices.push(await rememberedBy(tracking, await signInPlain(tracking, ALICE)));
    }
    const { AccessToken } = devices[0]!.tokens;
    const list = (input: object): Promise<Answer> =>
      call(tracking.fetch, 'ListDevices', { AccessToken, ...input });
    const first = await list({ Limit: 2 });
    const rest = await list({ Limit: 2, PaginationToken: first.body['PaginationToken'] });
    const listed = [...first.body['Devices'], ...rest.body['Devices']];
    expect(listed.map(({ DeviceKey }) => DeviceKey)).toEqual(devices.map(({ key }) => key));
    expect(rest.body['PaginationToken']).toBeUndefined();

    const { key } = devices[1]!;
    const shown = await call(tracking.fetch, 'GetDevice', { AccessToken, DeviceKey: key });
    expect(shown.body['Device']).toEqual(listed[1]);
    expect(shown.body['Device'].DeviceAttributes).toContainEqual({
      Name: 'device_name',
      Value: 'laptop',
    });
    expect(shown.body['Device'].DeviceCreateDate).toBe(tracking.clock.nowMs() / 1000);
    await call(tracking.fetch, 'ForgetDevice', { AccessToken, DeviceKey: key });
    for (const operation of ['GetDevice', 'ForgetDevice', 'UpdateDeviceStatus']) {
      const gone = await call(tracking.fetch, operation, { AccessToken, DeviceKey: key });
      expect(gone.error).toBe('ResourceNotFoundException');
    }
    expect((await list({})).body['Devices']).toHaveLength(2);
    const unauthorised = await call(tracking.fetch, 'ListDevices', { AccessToken: 'e.y.J' });
    expect(unauthorised.error).toBe('NotAuthorizedException');
  });

  test('is empty in another pool, and after a reset', async () => {
    const device = await rememberedBy(tracking, await signInSrp(tracking, ALICE));
    tracking.reset();
    const refused = await signInSrp(tracking, withDevice(device));
    expect(refused.message).toBe('Device does not exist.');
    expect(tracking.pools[0]?.userPoolId).toBe(USER_POOL_ID);
  });
});
