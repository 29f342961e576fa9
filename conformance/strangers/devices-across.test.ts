/**
 * A device that one client has confirmed signs in with another one: ours and Amazon's two browser
 * clients have to mean the same thing by its password.
 *
 * @module
 */
import { fetchAuthSession, signIn as signInWithAmplify } from 'aws-amplify/auth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { devicePasswordVerifier } from '@countersign/challenge-handlers/device-password-verifier';
import { deviceSrpAuth } from '@countersign/challenge-handlers/device-srp-auth';
import type { DeviceRecord } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { createMemoryDeviceStore, rememberDevices } from '@countersign/flow/devices';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { createFetchTransport } from '@countersign/transport';
import { signInWithAmazonsClient } from './_amazon-client.ts';
import { openAmplify } from './_amplify.ts';
import { createBrowserStorage, readDevice, writeDevice } from './_browser-storage.ts';
import type { BrowserStorage } from './_browser-storage.ts';
import { addUser, startPool } from './_pool.ts';
import type { Account, StrangersPool } from './_pool.ts';
import { verifiedClaims } from './_tokens.ts';

/** How a sign-in ended, and with which device on record. */
interface Ending {
  /** `device_key` of the access token, or the name of the refusal. */
  readonly outcome: unknown;
  readonly onRecord: DeviceRecord | undefined;
}

/** Signs in with a password in the clear, and with a device on record or with none. */
type Client = (account: Account, device: DeviceRecord | undefined) => Promise<Ending>;

const AUTH_FLOW = 'USER_PASSWORD_AUTH';

let pool: StrangersPool;
beforeAll(async () => {
  pool = await startPool({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } });
});
afterAll(async () => pool.close());

async function deviceKeyOf(accessToken: string): Promise<unknown> {
  return (await verifiedClaims(pool, accessToken))['device_key'];
}

const withOurs: Client = async (account, device) => {
  const store = createMemoryDeviceStore();
  if (device !== undefined) await store.save(account.username, device);
  const step = await signIn({
    ...account,
    transport: createFetchTransport({ endpoint: pool.endpoint }),
    client: { userPoolId: pool.userPoolId, clientId: pool.publicClient.clientId },
    authFlow: userPasswordAuth,
    handlers: [deviceSrpAuth, devicePasswordVerifier],
    devices: rememberDevices({ store, createSecret: createDeviceSecret }),
  });
  if (step.kind !== 'signed-in') throw new Error(step.kind);
  return {
    outcome: await deviceKeyOf(step.tokens.accessToken),
    onRecord: await store.load(account.username),
  };
};

/** A client that keeps its records in a browser's storage. */
function inBrowser(
  signInToken: (account: Account, storage: BrowserStorage) => Promise<string>,
): Client {
  return async (account, device) => {
    const storage = createBrowserStorage();
    const owner = { clientId: pool.publicClient.clientId, username: account.username };
    if (device !== undefined) writeDevice(storage, owner, device);
    const outcome = await signInToken(account, storage).then(deviceKeyOf, nameOf);
    return { outcome, onRecord: readDevice(storage, owner) };
  };
}

const nameOf = ({ name }: Error): string => name;

const withAmazonsClient = inBrowser(async (account, storage) => {
  const { endpoint, userPoolId, publicClient } = pool;
  const { clientId } = publicClient;
  const options = { endpoint, userPoolId, clientId, storage, ...account };
  const { session } = await signInWithAmazonsClient({ ...options, authFlow: AUTH_FLOW });
  return session.getAccessToken().getJwtToken();
});

const withAmplify = inBrowser(async (account, storage) => {
  openAmplify(pool, storage);
  await signInWithAmplify({ ...account, options: { authFlowType: AUTH_FLOW } });
  const { tokens } = await fetchAuthSession();
  return tokens!.accessToken.toString();
});

const clients: { readonly [name: string]: Client } = {
  ours: withOurs,
  'amazon-cognito-identity-js': withAmazonsClient,
  Amplify: withAmplify,
};

describe.each(Object.keys(clients))('a device that %s confirmed', (confirmedBy) => {
  const account = { username: `user of ${confirmedBy}`.replaceAll(' ', '-'), password: 'Päss-1-✓' };
  let device: DeviceRecord | undefined;
  beforeAll(async () => {
    await addUser(pool, account);
    device = (await clients[confirmedBy]!(account, undefined)).onRecord;
    expect(device).toBeDefined();
  });

  test.each(Object.keys(clients))('signs in with %s', async (signedInBy) => {
    const ending = await clients[signedInBy]!(account, device);
    expect(ending).toEqual({ outcome: device!.deviceKey, onRecord: device });
  });

  test.each(['amazon-cognito-identity-js', 'Amplify'])(
    'is refused by its wrong password with %s',
    async (signedInBy) => {
      const spoilt = { ...device!, devicePassword: `${device!.devicePassword}?` };
      const { outcome } = await clients[signedInBy]!(account, spoilt);
      expect(outcome).toBe('NotAuthorizedException');
    },
  );

  test('is forgotten by ours for its wrong password, which goes on as a new device', async () => {
    const spoilt = { ...device!, devicePassword: `${device!.devicePassword}?` };
    const { outcome, onRecord } = await withOurs(account, spoilt);
    expect(onRecord?.deviceKey).toBe(outcome);
    expect(outcome).not.toBe(device!.deviceKey);
  });
});
