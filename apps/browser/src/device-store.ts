/**
 * Remembered browsers, in `localStorage`: one record per user pool and real user name.
 *
 * A record is SECRET. It stands in for the code of an authenticator app, never for the password.
 * `localStorage` keeps it from visit to visit, and shows it to every script of this origin and to
 * whoever can read the browser's files; a page alone has no better place, because the record has to
 * be used by a script. So: a strict Content-Security-Policy, nobody else's scripts, and a way to
 * forget. A site that has a server signs in there, and keeps the record out of every script's
 * reach.
 *
 * @module
 */
import { requireDeviceRecord } from '@countersign/contract';
import type { DeviceRecord, DeviceStore } from '@countersign/contract';

export function createDeviceStore(userPoolId: string): DeviceStore {
  const keyOf = (username: string): string => `countersign.device.${userPoolId}.${username}`;
  return {
    load: async (username) => readRecord(keyOf(username)),
    save: async (username, device) => localStorage.setItem(keyOf(username), JSON.stringify(device)),
    forget: async (username) => localStorage.removeItem(keyOf(username)),
  };
}

/** Damaged is as good as not there, a browser that keeps nothing included: a code is asked for. */
function readRecord(key: string): DeviceRecord | undefined {
  try {
    return requireDeviceRecord(JSON.parse(localStorage.getItem(key) ?? 'null'), key);
  } catch {
    return undefined;
  }
}
