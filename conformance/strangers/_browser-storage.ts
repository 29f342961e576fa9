/**
 * What `localStorage` is to Amazon's browser clients: each test has its own, so that it is a browser
 * of its own. Both clients keep a device under the same names, and so read what the other has written.
 *
 * @module
 */
import type { DeviceRecord } from '@countersign/contract';

/** A `Storage`, and nothing that the clients do not use. */
export interface BrowserStorage {
  setItem(key: string, value: string): string;
  getItem(key: string): string | null;
  removeItem(key: string): void;
  clear(): void;
}

/** Whose device it is: it is kept per app client and real user name. */
export interface DeviceOwner {
  readonly clientId: string;
  readonly username: string;
}

export function createBrowserStorage(): BrowserStorage {
  const items = new Map<string, string>();
  return {
    setItem(key, value) {
      items.set(key, value);
      return value;
    },
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

/** The device on record, as our own client would keep it. */
export function readDevice(
  storage: BrowserStorage,
  { clientId, username }: DeviceOwner,
): DeviceRecord | undefined {
  const prefix = prefixOf(clientId, username);
  const deviceKey = storage.getItem(`${prefix}.deviceKey`);
  const deviceGroupKey = storage.getItem(`${prefix}.deviceGroupKey`);
  const devicePassword = storage.getItem(`${prefix}.randomPasswordKey`);
  if (deviceKey === null || deviceGroupKey === null || devicePassword === null) return undefined;
  return { deviceKey, deviceGroupKey, devicePassword };
}

/** Puts a device on record that somebody else has confirmed. */
export function writeDevice(
  storage: BrowserStorage,
  { clientId, username }: DeviceOwner,
  device: DeviceRecord,
): void {
  const prefix = prefixOf(clientId, username);
  storage.setItem(`${prefix}.deviceKey`, device.deviceKey);
  storage.setItem(`${prefix}.deviceGroupKey`, device.deviceGroupKey);
  storage.setItem(`${prefix}.randomPasswordKey`, device.devicePassword);
}

/** Another password than the one that the device was confirmed with. */
export function spoilDevice(storage: BrowserStorage, owner: DeviceOwner): void {
  const device = readDevice(storage, owner);
  if (device === undefined) throw new Error(`No device on record for ${owner.username}.`);
  writeDevice(storage, owner, { ...device, devicePassword: `${device.devicePassword}?` });
}

function prefixOf(clientId: string, username: string): string {
  return `CognitoIdentityServiceProvider.${clientId}.${username}`;
}
