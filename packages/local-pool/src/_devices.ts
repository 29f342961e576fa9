/**
 * Devices that users asked the pool to remember, and that show who they are by an SRP proof of their
 * own.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { createLockOut } from './_lock-out.ts';
import type { LockOut } from './_lock-out.ts';
import { makeId, makeUuid } from './_opaque.ts';
import type { PasswordRecord } from './_password.ts';
import { notFound } from './_service-fault.ts';
import type { Service } from './_service.ts';
import { findUser } from './_user.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';

/** `DeviceConfiguration`: a pool that has one, whatever is in it, tracks devices. */
export interface DeviceTracking {
  /** A remembered device stands in for the second factor. */
  readonly challengeRequiredOnNewDevice: boolean;
  /** A confirmed device is not remembered before the user says so. */
  readonly onlyRememberedOnUserPrompt: boolean;
}

/** `NewDeviceMetadata`: what SRP takes for a user name and for a pool name. */
export interface DeviceNames {
  readonly key: string;
  readonly groupKey: string;
}

/** A device that was confirmed. */
export interface Device extends DeviceNames {
  readonly password: PasswordRecord;
  readonly lockOut: LockOut;
  readonly name: string | undefined;
  readonly createdAtMs: number;
  modifiedAtMs: number;
  authenticatedAtMs: number;
  isRemembered: boolean;
}

/** The device that a sign-in says it comes from, and how far it has shown that. */
export interface OfferedDevice {
  readonly device: Device;
  /** `SRP_A`, once it has begun its proof. */
  readonly publicAHex?: string;
  readonly isProved: boolean;
}

/** Names for a device that the pool has not seen: they become a device when it is confirmed. */
export function proposeDevice({ random }: Service, { region }: UserPool): DeviceNames {
  return { key: `${region}_${makeUuid(random)}`, groupKey: makeId(random, 9) };
}

/** What `ConfirmDevice` says about a device. */
export type NewDevice = DeviceNames & Pick<Device, 'password' | 'name' | 'isRemembered'>;

/** Takes a device into a user's list. */
export function addDevice({ clock }: Service, user: User, newDevice: NewDevice): void {
  const nowMs = clock.nowMs();
  const times = { createdAtMs: nowMs, modifiedAtMs: nowMs, authenticatedAtMs: nowMs };
  user.devices.set(newDevice.key, { ...newDevice, ...times, lockOut: createLockOut() });
}

/** @throws ServiceFault `ResourceNotFoundException`. */
export function requireDevice(user: User | undefined, key: string): Device {
  const device = user?.devices.get(key);
  if (device === undefined) throw notFound('Device does not exist.');
  return device;
}

/**
 * `DEVICE_KEY` of a request, for the user whom its USERNAME means. Looked at before anything is spent:
 * a client whose device was forgotten sends the same answer again without it.
 *
 * @param key - UNTRUSTED; some clients send an empty one when they have none.
 * @throws ServiceFault `ResourceNotFoundException`, for a name that nobody has too.
 */
export function readOfferedDevice(
  pool: UserPool,
  username: string,
  key: string | undefined,
): OfferedDevice | undefined {
  if (key === undefined || key === '') return undefined;
  return { device: requireDevice(findUser(pool, username), key), isProved: false };
}

/** A device as the user's own operations show one. */
export function describeDevice(device: Device): WireObject {
  const attributes = {
    device_status: 'valid',
    ...(device.name !== undefined && { device_name: device.name }),
    'dev:device_remembered_status': device.isRemembered ? 'remembered' : 'not_remembered',
  };
  return {
    DeviceKey: device.key,
    DeviceAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    DeviceCreateDate: device.createdAtMs / 1000,
    DeviceLastModifiedDate: device.modifiedAtMs / 1000,
    DeviceLastAuthenticatedDate: device.authenticatedAtMs / 1000,
  };
}
