/**
 * amazon-cognito-identity-js, unmodified, has its devices remembered by the local pool.
 *
 * @module
 */
import type { CognitoUser } from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refreshWithAmazonsClient, settle, signInWithAmazonsClient } from './_amazon-client.ts';
import type { AmazonSession, AmazonSignIn, ShownDevice } from './_amazon-client.ts';
import { createAppUser, createAuthenticator } from './_authenticator.ts';
import type { AppUser, Authenticator } from './_authenticator.ts';
import { createBrowserStorage, readDevice, spoilDevice } from './_browser-storage.ts';
import type { BrowserStorage, DeviceOwner } from './_browser-storage.ts';
import { addUser, inviteUser, makeAccounts, requireCodes, startPool } from './_pool.ts';
import type { Account, StrangersPool } from './_pool.ts';
import { verifiedClaims } from './_tokens.ts';

const DEVICE_KEY = /^[a-z]+-[a-z]+-\d_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WRONG_PASSWORD = {
  name: 'NotAuthorizedException',
  message: 'Incorrect username or password.',
};
const NOT_REFRESHABLE = { name: 'NotAuthorizedException', message: 'Invalid Refresh Token.' };
const NO_DEVICE = { name: 'ResourceNotFoundException', message: 'Device does not exist.' };

const accounts = makeAccounts().slice(0, 10);
let pools: { [name in 'plain' | 'withCodes' | 'onPrompt']: StrangersPool };
let authenticators: { [name in 'withCodes' | 'onPrompt']: Authenticator };

beforeAll(async () => {
  pools = {
    plain: await startPool({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } }),
    withCodes: await startPool({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } }),
    onPrompt: await startPool({
      DeviceConfiguration: {
        ChallengeRequiredOnNewDevice: true,
        DeviceOnlyRememberedOnUserPrompt: true,
      },
    }),
  };
  for (const account of accounts) await addUser(pools.plain, account);
  const { withCodes, onPrompt } = pools;
  await Promise.all([withCodes, onPrompt].map(requireCodes));
  authenticators = {
    withCodes: createAuthenticator(withCodes),
    onPrompt: createAuthenticator(onPrompt),
  };
});

afterAll(async () => Promise.all(Object.values(pools).map(async (pool) => pool.close())));

/** One user in one browser. */
interface Visitor {
  readonly storage: BrowserStorage;
  readonly owner: DeviceOwner;
  readonly signIn: (more?: Partial<AmazonSignIn>) => Promise<AmazonSession>;
}

function visit(pool: StrangersPool, account: Account, appUser?: AppUser): Visitor {
  const { endpoint, userPoolId, publicClient } = pool;
  const { clientId } = publicClient;
  const storage = createBrowserStorage();
  return {
    storage,
    owner: { clientId, username: account.username },
    signIn: async (more) =>
      signInWithAmazonsClient({
        ...{ endpoint, userPoolId, clientId, storage },
        ...account,
        ...(appUser && { giveCode: appUser.giveCode }),
        ...more,
      }),
  };
}

async function newAccount(pool: StrangersPool, username: string): Promise<Account> {
  const account = { username, password: 'Correct-horse-7!' };
  await addUser(pool, account);
  return account;
}

async function deviceKeyIn(pool: StrangersPool, { session }: AmazonSession): Promise<unknown> {
  const claims = await verifiedClaims(pool, session.getAccessToken().getJwtToken());
  return claims['device_key'];
}

async function listDevices(user: CognitoUser): Promise<readonly ShownDevice[]> {
  const { Devices } = await settle<{ Devices: ShownDevice[] }>((callbacks) =>
    user.listDevices(10, null, callbacks),
  );
  return Devices;
}

test.each(accounts)('a device of $username is confirmed, and proves itself', async (account) => {
  const visitor = visit(pools.plain, account);
  const { storage, owner } = visitor;
  const first = await visitor.signIn({ authFlow: 'USER_PASSWORD_AUTH' });
  const device = readDevice(storage, owner);
  expect(device?.deviceKey).toMatch(DEVICE_KEY);
  expect(await deviceKeyIn(pools.plain, first)).toBe(device!.deviceKey);
  const second = await visitor.signIn({ authFlow: 'USER_PASSWORD_AUTH' });
  expect(await deviceKeyIn(pools.plain, second)).toBe(device!.deviceKey);
  expect(readDevice(storage, owner)).toEqual(device);

  spoilDevice(storage, owner);
  const spoilt = visitor.signIn({ authFlow: 'USER_PASSWORD_AUTH' });
  await expect(spoilt).rejects.toMatchObject(WRONG_PASSWORD);
});

describe('a pool that wants codes', () => {
  test('asks a new device for one, and a remembered device for none', async () => {
    const account = await newAccount(pools.withCodes, 'codes');
    const appUser = createAppUser(authenticators.withCodes);
    const home = visit(pools.withCodes, account, appUser);
    const setUp = await home.signIn();
    expect(setUp.asked).toEqual(['MFA_SETUP']);
    // After MFA_SETUP this client forgets to confirm the device, and cannot refresh (amplify-js#7051).
    expect(readDevice(home.storage, home.owner)).toBeUndefined();
    await expect(refreshWithAmazonsClient(setUp)).rejects.toMatchObject(NOT_REFRESHABLE);

    const confirmed = await home.signIn();
    expect(confirmed).toMatchObject({
      asked: ['SOFTWARE_TOKEN_MFA'],
      userConfirmationNecessary: false,
    });
    const remembered = await home.signIn();
    expect(remembered.asked).toEqual([]);
    expect(await deviceKeyIn(pools.withCodes, remembered)).toBe(
      readDevice(home.storage, home.owner)?.deviceKey,
    );

    const elsewhere = await visit(pools.withCodes, account, appUser).signIn();
    expect(elsewhere.asked).toEqual(['SOFTWARE_TOKEN_MFA']);
  });

  test('lets a wrong device password in neither with the password nor with a code', async () => {
    const account = await newAccount(pools.withCodes, 'spoilt');
    const appUser = createAppUser(authenticators.withCodes);
    const home = visit(pools.withCodes, account, appUser);
    await home.signIn();
    await home.signIn();
    spoilDevice(home.storage, home.owner);
    await expect(home.signIn()).rejects.toMatchObject(WRONG_PASSWORD);
    const wrongPassword = { password: `${account.password}?` };
    for (const authFlow of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] as const) {
      const refused = home.signIn({ ...wrongPassword, authFlow });
      await expect(refused).rejects.toMatchObject(WRONG_PASSWORD);
    }
  });

  test('remembers a device only when the user says so, where it is asked to', async () => {
    const account = await newAccount(pools.onPrompt, 'prompted');
    const appUser = createAppUser(authenticators.onPrompt);
    const home = visit(pools.onPrompt, account, appUser);
    await home.signIn();
    const confirmed = await home.signIn();
    expect(confirmed.userConfirmationNecessary).toBe(true);
    const undecided = await home.signIn();
    expect(undecided.asked).toEqual(['SOFTWARE_TOKEN_MFA']);

    await settle((callbacks) => confirmed.user.setDeviceStatusRemembered(callbacks));
    const remembered = await home.signIn();
    expect(remembered.asked).toEqual([]);

    await settle((callbacks) => remembered.user.setDeviceStatusNotRemembered(callbacks));
    expect((await home.signIn()).asked).toEqual(['SOFTWARE_TOKEN_MFA']);
  });
});

describe('a signed-in user', () => {
  test('lists devices, reads one, forgets one; a forgotten device signs in as a new one', async () => {
    const account = await newAccount(pools.plain, 'forgetful');
    const [home, work] = [visit(pools.plain, account), visit(pools.plain, account)];
    const atHome = await home.signIn();
    const atWork = await work.signIn();
    const keys = [home, work].map(({ storage, owner }) => readDevice(storage, owner)!.deviceKey);
    const listed = await listDevices(atHome.user);
    expect(listed.map(({ DeviceKey }) => DeviceKey).toSorted()).toEqual(keys.toSorted());
    // Its types promise text.
    const shown = await settle<unknown>((callbacks) => atHome.user.getDevice(callbacks));
    const { Device } = shown as { Device: ShownDevice };
    expect(Device.DeviceKey).toBe(keys[0]);
    expect(Device.DeviceAttributes).toContainEqual({
      Name: 'device_name',
      Value: 'nodejs',
    });

    await settle((callbacks) => atWork.user.forgetSpecificDevice(keys[0]!, callbacks));
    const gone = settle((callbacks) => atHome.user.getDevice(callbacks));
    await expect(gone).rejects.toMatchObject(NO_DEVICE);
    await expect(refreshWithAmazonsClient(atHome)).rejects.toMatchObject(NOT_REFRESHABLE);
    const healed = await home.signIn();
    const renewed = readDevice(home.storage, home.owner)!.deviceKey;
    expect(renewed).not.toBe(keys[0]);
    expect(await deviceKeyIn(pools.plain, healed)).toBe(renewed);

    await settle((callbacks) => healed.user.forgetDevice(callbacks));
    expect(readDevice(home.storage, home.owner)).toBeUndefined();
    const left = await listDevices(atWork.user);
    expect(left.map(({ DeviceKey }) => DeviceKey)).toEqual([keys[1]]);
    const again = settle((callbacks) => atWork.user.forgetSpecificDevice(keys[0]!, callbacks));
    await expect(again).rejects.toMatchObject(NO_DEVICE);
  });

  test('refreshes with the key of the device that the tokens were issued to, and no other', async () => {
    const account = await newAccount(pools.plain, 'refreshing');
    const [home, work] = [visit(pools.plain, account), visit(pools.plain, account)];
    const atHome = await home.signIn();
    const atWork = await work.signIn();
    const refreshed = await refreshWithAmazonsClient(atHome);
    const claims = await verifiedClaims(pools.plain, refreshed.getAccessToken().getJwtToken());
    expect(claims['device_key']).toBe(readDevice(home.storage, home.owner)?.deviceKey);

    const crossed = { user: atWork.user, session: atHome.session };
    await expect(refreshWithAmazonsClient({ ...atWork, ...crossed })).rejects.toMatchObject(
      NOT_REFRESHABLE,
    );
  });

  test('has the device remembered from the sign-in that changed the password', async () => {
    const invited = { username: 'invited', password: 'Temporary-1' };
    await inviteUser(pools.plain, invited, 'invited@example.com');
    const chosen = { username: 'invited', password: 'Chosen-Password-2' };
    const home = visit(pools.plain, invited);
    const first = await home.signIn({ newPassword: chosen.password });
    expect(first.asked).toEqual(['NEW_PASSWORD_REQUIRED']);
    const { deviceKey } = readDevice(home.storage, home.owner)!;
    expect(await deviceKeyIn(pools.plain, await home.signIn(chosen))).toBe(deviceKey);
    await expect(home.signIn()).rejects.toMatchObject(WRONG_PASSWORD);
  });
});
