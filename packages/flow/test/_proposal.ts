/** A sign-in that ends with the proposal to remember the device, and a store to look into. */
import type { DeviceRecord, DeviceStore, SignedIn } from '@countersign/contract';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { rememberDevices } from '../src/devices.ts';
import { signIn } from '../src/index.ts';
import { client, tokens } from './_scripted.ts';
import type { Scripted } from './_scripted.ts';

export const newDevice = { deviceKey: 'eu-west-1_f00d', deviceGroupKey: '-group' };
export const claims = btoa(JSON.stringify({ username: 'real' }));
export const proposal = tokens({
  AccessToken: `h.${claims}.s`,
  NewDeviceMetadata: { DeviceKey: newDevice.deviceKey, DeviceGroupKey: newDevice.deviceGroupKey },
});

export function memory(): DeviceStore & { readonly records: Map<string, DeviceRecord> } {
  const records = new Map<string, DeviceRecord>();
  return {
    records,
    load: async (username) => records.get(username),
    save: async (username, record) => void records.set(username, record),
    forget: async (username) => void records.delete(username),
  };
}

export async function signInProposed(
  service: Scripted,
  store: DeviceStore,
  { username = 'alias@example.com', signal }: { username?: string; signal?: AbortSignal } = {},
): Promise<SignedIn> {
  const step = await signIn({
    transport: service.transport,
    client,
    authFlow: userPasswordAuth,
    handlers: [],
    username,
    password: 'pw',
    devices: rememberDevices({ store, createSecret: createDeviceSecret, deviceName: 'laptop' }),
    ...(signal && { signal }),
  });
  if (step.kind !== 'signed-in') throw new Error(step.kind);
  return step;
}
