/**
 * Remembered devices: a sign-in that knows one needs no second factor. The records are kept by whoever
 * signs in, under real user names.
 *
 * @module
 */
import { requireDeviceRecord } from '@countersign/contract';
import type {
  ConfirmedDevice,
  DeviceRecord,
  Devices,
  DeviceStore,
  NewDevice,
  ProposedDevice,
  RandomBytes,
  Transport,
  WireObject,
} from '@countersign/contract';

type Signal = AbortSignal | undefined;

/** A new device's password, and what the service gets to check it by. SECRET. */
export interface DeviceSecret {
  readonly devicePassword: string;
  readonly saltBase64: string;
  readonly passwordVerifierBase64: string;
}

/** What {@link rememberDevices} is made of. */
export interface RememberDevicesOptions {
  readonly store: DeviceStore;
  /** `createDeviceSecret` of `@countersign/srp-core/device`. */
  readonly createSecret: (newDevice: NewDevice, random: RandomBytes) => DeviceSecret;
  /** What the user reads in a list of devices, 1 to 1024 characters. Default: none. */
  readonly deviceName?: string;
}

/**
 * The `devices` option of a sign-in: offers the device on record, confirms the one that the service
 * proposes, forgets the one that the service no longer knows.
 *
 * @see AWS API, `ConfirmDevice`, `UpdateDeviceStatus`
 */
export function rememberDevices(options: RememberDevicesOptions): Devices {
  const { store } = options;
  return {
    load: (username) => store.load(username),
    forget: (username) => store.forget(username),
    async confirm(proposed) {
      try {
        return await confirmDevice(options, proposed);
      } catch (error) {
        return { kind: 'failed', error };
      }
    },
  };
}

/** A store that lasts as long as the process: for tests, and for servers that sign in for one user. */
export function createMemoryDeviceStore(): DeviceStore {
  const records = new Map<string, DeviceRecord>();
  return {
    load: async (username) => records.get(username),
    save: async (username, device) => void records.set(username, device),
    forget: async (username) => void records.delete(username),
  };
}

/** Options of {@link updateDeviceStatus}. */
export interface UpdateDeviceStatusOptions {
  readonly transport: Transport;
  /** SECRET. */
  readonly accessToken: string;
  readonly deviceKey: string;
  /** The user's word: may this device stand in for the second factor? */
  readonly remember: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Changes the user's word on a device that is confirmed.
 *
 * @throws `ServiceError` when it is refused; see `Transport` for the rest.
 * @see AWS API, `UpdateDeviceStatus`
 */
export async function updateDeviceStatus(options: UpdateDeviceStatusOptions): Promise<void> {
  const { transport, accessToken, deviceKey, remember, signal } = options;
  await callOrThrow({ transport, ...(signal && { signal }) }, 'UpdateDeviceStatus', {
    AccessToken: accessToken,
    DeviceKey: deviceKey,
    DeviceRememberedStatus: remember ? 'remembered' : 'not_remembered',
  });
}

async function confirmDevice(
  { store, createSecret, deviceName }: RememberDevicesOptions,
  proposed: ProposedDevice,
): Promise<ConfirmedDevice> {
  const { newDevice, username, accessToken, random } = proposed;
  const { deviceKey } = newDevice;
  const secret = createSecret(newDevice, random);
  const { devicePassword } = secret;
  // A sign-in refuses a damaged record, so none is kept, nor is its device confirmed.
  const record = requireDeviceRecord({ ...newDevice, devicePassword }, 'newDevice');
  const output = await callOrThrow(proposed, 'ConfirmDevice', {
    AccessToken: accessToken,
    DeviceKey: deviceKey,
    DeviceSecretVerifierConfig: {
      Salt: secret.saltBase64,
      PasswordVerifier: secret.passwordVerifierBase64,
    },
    ...(deviceName !== undefined && { DeviceName: deviceName }),
  });
  await store.save(username, record);
  if (output['UserConfirmationNecessary'] !== true) return { kind: 'remembered', deviceKey };
  return {
    kind: 'consent-needed',
    deviceKey,
    // The sign-in is over: its signal is not this call's.
    answer: (remember, { signal } = {}) =>
      updateDeviceStatus({
        transport: proposed.transport,
        accessToken,
        deviceKey,
        remember,
        ...(signal && { signal }),
      }),
  };
}

async function callOrThrow(
  { transport, signal }: { readonly transport: Transport; readonly signal?: Signal },
  operation: string,
  input: WireObject,
): Promise<WireObject> {
  const reply = await transport({ operation, input, ...(signal && { signal }) });
  if (reply.kind === 'refusal') throw reply.error;
  return reply.output;
}
