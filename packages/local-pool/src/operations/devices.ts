/**
 * What users do with the devices that they sign in from.
 *
 * @module
 */
import { requireBearer } from '../_access-token.ts';
import { addDevice, describeDevice, requireDevice } from '../_devices.ts';
import { DEVICE_KEY, readInteger, readObject, readText, requireText } from '../_input.ts';
import type { Input } from '../_input.ts';
import { fromBase64, toMinimalHex } from '../_opaque.ts';
import type { PoolOperation } from '../_operation.ts';
import { LARGEST_PAGE, takePage } from '../_page.ts';
import type { PasswordRecord } from '../_password.ts';
import { invalidParameter, ServiceFault } from '../_service-fault.ts';
import { isGroupElement } from '../_srp-exchange.ts';

const DEVICE_NAME = { minLength: 1, maxLength: 1024 };
const REMEMBERED_STATUS = { choices: ['remembered', 'not_remembered'] };
/** Longer than any salt, shorter than any nuisance. */
const LONGEST_SALT_BYTES = 64;

export const confirmDevice: PoolOperation = {
  name: 'ConfirmDevice',
  async handle(service, input) {
    const { pool, user, grant } = await requireBearer(service, input);
    const key = requireText(input, 'DeviceKey', DEVICE_KEY);
    const name = readText(input, 'DeviceName', DEVICE_NAME);
    const password = readVerifier(input);
    if (user.devices.has(key)) {
      throw new ServiceFault('DeviceKeyExistsException', 'The device is confirmed already.');
    }
    // Only the sign-in that a device was proposed to can confirm it.
    if (grant.device?.key !== key) throw invalidParameter('Invalid device key given.');
    const { groupKey } = grant.device;
    const needsUser = pool.settings.deviceTracking?.onlyRememberedOnUserPrompt === true;
    addDevice(service, user, { key, groupKey, password, name, isRemembered: !needsUser });
    return { UserConfirmationNecessary: needsUser };
  },
};

export const updateDeviceStatus: PoolOperation = {
  name: 'UpdateDeviceStatus',
  async handle(service, input) {
    const { user } = await requireBearer(service, input);
    const device = requireDevice(user, requireText(input, 'DeviceKey', DEVICE_KEY));
    const status = readText(input, 'DeviceRememberedStatus', REMEMBERED_STATUS);
    if (status === undefined) return {};
    device.isRemembered = status === 'remembered';
    device.modifiedAtMs = service.clock.nowMs();
    return {};
  },
};

export const getDevice: PoolOperation = {
  name: 'GetDevice',
  async handle(service, input) {
    const { user } = await requireBearer(service, input);
    const device = requireDevice(user, requireText(input, 'DeviceKey', DEVICE_KEY));
    return { Device: describeDevice(device) };
  },
};

export const listDevices: PoolOperation = {
  name: 'ListDevices',
  async handle(service, input) {
    const { user } = await requireBearer(service, input);
    const limit = readInteger(input, 'Limit', { minimum: 0, maximum: LARGEST_PAGE });
    const token = readText(input, 'PaginationToken', { minLength: 1 });
    // The service takes 0 for "as many as fit".
    const { items, nextToken } = takePage([...user.devices.values()], limit || LARGEST_PAGE, token);
    return {
      Devices: items.map(describeDevice),
      ...(nextToken !== undefined && { PaginationToken: nextToken }),
    };
  },
};

export const forgetDevice: PoolOperation = {
  name: 'ForgetDevice',
  async handle(service, input) {
    const { user } = await requireBearer(service, input);
    const { key } = requireDevice(user, requireText(input, 'DeviceKey', DEVICE_KEY));
    user.devices.delete(key);
    return undefined;
  },
};

function readVerifier(input: Input): PasswordRecord {
  const config = readObject(input, 'DeviceSecretVerifierConfig');
  if (config === undefined) throw invalidParameter('DeviceSecretVerifierConfig is missing.');
  const saltHex = requireUnsigned(config, 'Salt');
  const verifierHex = requireUnsigned(config, 'PasswordVerifier');
  if (saltHex === '0' || saltHex.length > 2 * LONGEST_SALT_BYTES) {
    throw invalidParameter('Salt is out of range.');
  }
  if (!isGroupElement(verifierHex)) throw invalidParameter('PasswordVerifier is out of range.');
  return { saltHex, verifierHex };
}

/** The bytes of a signed integer, as Java reads them: a set top bit makes it negative. */
function requireUnsigned(config: Input, member: string): string {
  const bytes = fromBase64(requireText(config, member, { minLength: 1, maxLength: 1024 }));
  if (bytes === undefined) throw invalidParameter(`${member} is not base64.`);
  if ((bytes[0] ?? 0) > 127) {
    throw invalidParameter(`${member} is negative: put a zero byte in front of it.`);
  }
  return toMinimalHex(bytes);
}
