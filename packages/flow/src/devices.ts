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
import { abortable } from './_device-store.ts';

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
 * A device with a record is not proposed again. So where the pool wants the user's word, nothing is
 * saved before the service has taken a yes, and whoever has not given one is asked at the next
 * sign-in, about another device. What each end leaves behind:
 *
 * - no answer, or a no: the pool lists the device, not remembered, until `ForgetDevice`;
 * - `UpdateDeviceStatus` is refused, lost or aborted: no record. Lost or aborted, the service may
 *   have taken it all the same;
 * - `save` fails after a yes: the pool lists the device as remembered, and without its record it is
 *   of no use. Aborted there, the save may still come about;
 * - a second answer: it is sent as well, and the last one holds at the service. A no takes no record
 *   away that an earlier yes has saved; `forget` does.
 *
 * After a failure the answer can be given again, with the same word or the other.
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
  if (output['UserConfirmationNecessary'] !== true) {
    await store.save(username, record);
    return { kind: 'remembered', deviceKey };
  }
  const { transport } = proposed;
  return {
    kind: 'consent-needed',
    deviceKey,
    record,
    async answer(remember, options = {}) {
      // The sign-in is over: its signal is not this call's.
      const { signal } = options;
      const call = { transport, accessToken, deviceKey, remember };
      await updateDeviceStatus({ ...call, ...(signal && { signal }) });
      if (remember) await abortable(store.save(username, record), signal);
    },
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
