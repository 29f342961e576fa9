/**
 * cognito-srp-helper with the AWS SDK for JavaScript has its devices remembered by the local pool. It
 * sends the user's own SRP_A once more for the device, and has no word for a forgotten device.
 *
 * @module
 */
import {
  ConfirmDeviceCommand,
  ForgetDeviceCommand,
  GetDeviceCommand,
  InitiateAuthCommand,
  ListDevicesCommand,
  NotAuthorizedException,
  ResourceNotFoundException,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { RespondToAuthChallengeCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import { createDeviceVerifier, createSecretHash, createSrpSession } from 'cognito-srp-helper';
import { signSrpSession, signSrpSessionWithDevice } from 'cognito-srp-helper';
import { wrapAuthChallenge, wrapInitiateAuth } from 'cognito-srp-helper';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeviceRecord } from '@countersign/contract';
import { addUser, makeAccounts, startPool } from './_pool.ts';
import type { Account, StrangersPool } from './_pool.ts';
import { verifiedClaims } from './_tokens.ts';

const accounts = makeAccounts().slice(0, 3);
let pool: StrangersPool;

beforeAll(async () => {
  pool = await startPool({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } });
  for (const account of accounts) await addUser(pool, account);
});

afterAll(async () => pool.close());

/** As the helper's own README does it, with a client secret. */
async function signIn(
  { username, password }: Account,
  device?: DeviceRecord,
): Promise<RespondToAuthChallengeCommandOutput> {
  const { clientId, clientSecret } = pool.confidentialClient;
  const common = {
    USERNAME: username,
    SECRET_HASH: createSecretHash(username, clientId, clientSecret),
    ...(device && { DEVICE_KEY: device.deviceKey }),
  };
  const session = createSrpSession(username, password, pool.userPoolId, false);
  const opening = {
    ClientId: clientId,
    AuthFlow: 'USER_SRP_AUTH' as const,
    AuthParameters: { CHALLENGE_NAME: 'SRP_A', ...common },
  };
  const opened = await pool.sdk.send(new InitiateAuthCommand(wrapInitiateAuth(session, opening)));
  const { ChallengeParameters: parameters = {} } = opened;
  const signed = signSrpSession(session, { ChallengeParameters: parameters });
  const answer = async (
    ChallengeName: 'PASSWORD_VERIFIER' | 'DEVICE_SRP_AUTH' | 'DEVICE_PASSWORD_VERIFIER',
    by: typeof signed,
    Session: string | undefined,
  ): Promise<RespondToAuthChallengeCommandOutput> => {
    const input = { ClientId: clientId, ChallengeName, ChallengeResponses: common, Session };
    return pool.sdk.send(new RespondToAuthChallengeCommand(wrapAuthChallenge(by, input)));
  };
  const verified = await answer('PASSWORD_VERIFIER', signed, opened.Session);
  if (device === undefined) return verified;
  expect(verified.ChallengeName).toBe('DEVICE_SRP_AUTH');
  const asked = await answer('DEVICE_SRP_AUTH', signed, verified.Session);
  const { deviceGroupKey, devicePassword } = device;
  const posed = { ChallengeParameters: asked.ChallengeParameters ?? {} };
  const signedByDevice = signSrpSessionWithDevice(session, posed, deviceGroupKey, devicePassword);
  return answer('DEVICE_PASSWORD_VERIFIER', signedByDevice, asked.Session);
}

async function confirmDevice(account: Account): Promise<DeviceRecord & { accessToken: string }> {
  const { AuthenticationResult: result } = await signIn(account);
  const { DeviceKey: deviceKey, DeviceGroupKey: deviceGroupKey } = result!.NewDeviceMetadata!;
  const made = createDeviceVerifier(deviceKey!, deviceGroupKey!);
  const confirmed = await pool.sdk.send(
    new ConfirmDeviceCommand({
      AccessToken: result!.AccessToken,
      DeviceKey: deviceKey,
      DeviceName: 'a stranger',
      DeviceSecretVerifierConfig: made.DeviceSecretVerifierConfig,
    }),
  );
  expect(confirmed.UserConfirmationNecessary).toBe(false);
  return {
    deviceKey: deviceKey!,
    deviceGroupKey: deviceGroupKey!,
    devicePassword: made.DeviceRandomPassword,
    accessToken: result!.AccessToken!,
  };
}

test.each(accounts)('a device of $username is confirmed, and proves itself', async (account) => {
  const device = await confirmDevice(account);
  const { AuthenticationResult: result } = await signIn(account, device);
  const claims = await verifiedClaims(pool, result!.AccessToken!);
  expect(claims).toMatchObject({ username: account.username, device_key: device.deviceKey });
  const spoilt = { ...device, devicePassword: `${device.devicePassword}?` };
  await expect(signIn(account, spoilt)).rejects.toBeInstanceOf(NotAuthorizedException);
});

test('devices are listed, read and forgotten, with their dates', async () => {
  const { accessToken, deviceKey, ...record } = await confirmDevice(accounts[0]!);
  const AccessToken = accessToken;
  const one = { AccessToken, DeviceKey: deviceKey };
  const { Device } = await pool.sdk.send(new GetDeviceCommand(one));
  expect(Device!.DeviceAttributes).toContainEqual({ Name: 'device_name', Value: 'a stranger' });
  for (const date of [Device!.DeviceCreateDate, Device!.DeviceLastAuthenticatedDate]) {
    expect(date).toBeInstanceOf(Date);
    expect(Math.abs(date!.getTime() - Date.now())).toBeLessThan(24 * 3_600_000);
  }
  const { Devices } = await pool.sdk.send(new ListDevicesCommand({ AccessToken, Limit: 60 }));
  expect(Devices!.map(({ DeviceKey }) => DeviceKey)).toContain(deviceKey);

  await pool.sdk.send(new ForgetDeviceCommand(one));
  await expect(pool.sdk.send(new GetDeviceCommand(one))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
  await expect(signIn(accounts[0]!, { deviceKey, ...record })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Device does not exist.',
  });
});
