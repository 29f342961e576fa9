/**
 * Amplify, unmodified, has its devices remembered by the local pool.
 *
 * @module
 */
import { ForgetDeviceCommand } from '@aws-sdk/client-cognito-identity-provider';
import { confirmSignIn, fetchAuthSession, fetchDevices, forgetDevice } from 'aws-amplify/auth';
import { rememberDevice, signIn, signOut } from 'aws-amplify/auth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAmplify, USER_AGENT } from './_amplify.ts';
import { createAuthenticator } from './_authenticator.ts';
import type { Authenticator } from './_authenticator.ts';
import { createBrowserStorage, readDevice, spoilDevice } from './_browser-storage.ts';
import type { BrowserStorage } from './_browser-storage.ts';
import { addUser, requireCodes, startPool } from './_pool.ts';
import type { Account, StrangersPool } from './_pool.ts';
import { verifiedClaims } from './_tokens.ts';

const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
const WRONG_DEVICE = {
  name: 'NotAuthorizedException',
  message: 'Incorrect username or password.',
};
const NO_DEVICE = { name: 'ResourceNotFoundException', message: 'Device does not exist.' };
const IN_THE_CLEAR = { authFlowType: 'USER_PASSWORD_AUTH' as const };

let pools: { [name in 'plain' | 'withCodes' | 'onPrompt']: StrangersPool };
let authenticator: Authenticator;
let storage: BrowserStorage;

beforeAll(async () => {
  const ChallengeRequiredOnNewDevice = true;
  pools = {
    plain: await startPool({ DeviceConfiguration: { ChallengeRequiredOnNewDevice } }),
    withCodes: await startPool({ DeviceConfiguration: { ChallengeRequiredOnNewDevice } }),
    onPrompt: await startPool({
      DeviceConfiguration: { ChallengeRequiredOnNewDevice, DeviceOnlyRememberedOnUserPrompt: true },
    }),
  };
  const { withCodes, onPrompt } = pools;
  await Promise.all([withCodes, onPrompt].map(requireCodes));
  const advance = (seconds: number): void =>
    [withCodes, onPrompt].forEach((pool) => pool.advance(seconds));
  authenticator = createAuthenticator({ advance });
});

afterAll(async () => Promise.all(Object.values(pools).map(async (pool) => pool.close())));

beforeEach(() => {
  storage = createBrowserStorage();
});

async function newAccount(pool: StrangersPool, username: string): Promise<Account> {
  const account = { username, password: 'Correct-horse-7!' };
  await addUser(pool, account);
  openAmplify(pool, storage);
  return account;
}

/** Signs in for the first time, with an app that is set up on the way; returns its secret. */
async function setUpApp(account: Account): Promise<string> {
  const { nextStep } = await signIn({ ...account, options: IN_THE_CLEAR });
  if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') {
    throw new Error(nextStep.signInStep);
  }
  const { sharedSecret } = nextStep.totpSetupDetails;
  const challengeResponse = authenticator.code(sharedSecret);
  expect(await confirmSignIn({ challengeResponse })).toEqual(DONE);
  return sharedSecret;
}

function deviceOf(pool: StrangersPool, { username }: Account) {
  return readDevice(storage, { clientId: pool.publicClient.clientId, username });
}

async function claimsOf(pool: StrangersPool): Promise<{ readonly [claim: string]: unknown }> {
  const { tokens } = await fetchAuthSession();
  return verifiedClaims(pool, tokens!.accessToken.toString());
}

test('a device is confirmed without being asked, and then signs in without a code', async () => {
  const pool = pools.withCodes;
  const account = await newAccount(pool, 'remembered');
  const secret = await setUpApp(account);
  const device = deviceOf(pool, account);
  expect(await claimsOf(pool)).toMatchObject({ device_key: device?.deviceKey });
  await signOut();

  // Over SRP: the key of the device goes with the proof of the password.
  expect(await signIn(account)).toEqual(DONE);
  expect(await claimsOf(pool)).toMatchObject({ device_key: device?.deviceKey });
  expect(deviceOf(pool, account)).toEqual(device);
  await signOut();
  // With a password in the clear it goes with the first request.
  expect(await signIn({ ...account, options: IN_THE_CLEAR })).toEqual(DONE);
  await signOut();

  openAmplify(pool, (storage = createBrowserStorage()));
  const { nextStep } = await signIn({ ...account, options: IN_THE_CLEAR });
  expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  const challengeResponse = authenticator.code(secret);
  expect(await confirmSignIn({ challengeResponse })).toEqual(DONE);
  expect(deviceOf(pool, account)?.deviceKey).not.toBe(device?.deviceKey);
});

test('a device with another password is refused, and so is a wrong password of the user', async () => {
  const pool = pools.withCodes;
  const account = await newAccount(pool, 'spoilt');
  await setUpApp(account);
  await signOut();
  const wrong = { ...account, password: `${account.password}?`, options: IN_THE_CLEAR };
  await expect(signIn(wrong)).rejects.toMatchObject(WRONG_DEVICE);
  spoilDevice(storage, { clientId: pool.publicClient.clientId, username: account.username });
  await expect(signIn({ ...account, options: IN_THE_CLEAR })).rejects.toMatchObject(WRONG_DEVICE);
  await expect(signIn(account)).rejects.toMatchObject(WRONG_DEVICE);
  expect((await fetchAuthSession()).tokens).toBeUndefined();
});

test('a pool that leaves it to the user asks for codes until rememberDevice', async () => {
  const pool = pools.onPrompt;
  const account = await newAccount(pool, 'prompted');
  const secret = await setUpApp(account);
  await signOut();
  const { nextStep } = await signIn({ ...account, options: IN_THE_CLEAR });
  expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  await confirmSignIn({ challengeResponse: authenticator.code(secret) });
  await rememberDevice();
  await signOut();
  expect(await signIn({ ...account, options: IN_THE_CLEAR })).toEqual(DONE);
});

test('devices are listed and forgotten; a forgotten one signs in as a new one', async () => {
  const pool = pools.plain;
  const account = await newAccount(pool, 'forgetful');
  await signIn({ ...account, options: IN_THE_CLEAR });
  const home = { storage, device: deviceOf(pool, account)! };
  openAmplify(pool, (storage = createBrowserStorage()));
  await signIn({ ...account, options: IN_THE_CLEAR });
  const work = deviceOf(pool, account)!;
  const listed = await fetchDevices();
  expect(listed.map(({ id }) => id).toSorted()).toEqual(
    [home.device.deviceKey, work.deviceKey].toSorted(),
  );
  for (const { name, createDate, lastAuthenticatedDate } of listed) {
    expect(name).toBe(USER_AGENT);
    for (const date of [createDate, lastAuthenticatedDate]) {
      expect(Math.abs(date!.getTime() - Date.now())).toBeLessThan(24 * 3_600_000);
    }
  }

  await forgetDevice({ device: { id: home.device.deviceKey } });
  const again = forgetDevice({ device: { id: home.device.deviceKey } });
  await expect(again).rejects.toMatchObject(NO_DEVICE);
  await forgetDevice();
  expect(deviceOf(pool, account)).toBeUndefined();
  expect(await fetchDevices()).toEqual([]);

  openAmplify(pool, (storage = home.storage));
  await signOut();
  // Over SRP it is told that the device does not exist, and sends the proof again without the key.
  expect(await signIn(account)).toEqual(DONE);
  const renewed = deviceOf(pool, account)!.deviceKey;
  expect(renewed).not.toBe(home.device.deviceKey);
  expect((await fetchDevices()).map(({ id }) => id)).toEqual([renewed]);
});

test('tokens are refreshed from their own device, and from no other', async () => {
  const pool = pools.plain;
  const account = await newAccount(pool, 'refreshing');
  await signIn({ ...account, options: IN_THE_CLEAR });
  const { deviceKey } = deviceOf(pool, account)!;
  const first = await claimsOf(pool);
  await fetchAuthSession({ forceRefresh: true });
  const refreshed = await claimsOf(pool);
  expect(refreshed).toMatchObject({ device_key: deviceKey, origin_jti: first['origin_jti'] });
  expect(refreshed['jti']).not.toBe(first['jti']);

  const { tokens } = await fetchAuthSession();
  const AccessToken = tokens!.accessToken.toString();
  await pool.sdk.send(new ForgetDeviceCommand({ AccessToken, DeviceKey: deviceKey }));
  expect((await fetchAuthSession({ forceRefresh: true })).tokens).toBeUndefined();
});
