/**
 * The caller's device store. It may be slow or hang (a disk, a network), and an abort has to end the wait
 * all the same.
 *
 * @module
 */
import { requireDeviceRecord } from '@countersign/contract';
import type { AnyChallengeHandler, DeviceRecord } from '@countersign/contract';
import type { Run } from './options.ts';

type AnyRun = Run<AnyChallengeHandler>;
type Signal = AbortSignal | undefined;

/**
 * The device on record. Rejects with what the store rejects with.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` naming `devices` when the record is damaged.
 */
export async function loadDevice(
  { devices }: AnyRun,
  username: string,
  signal: Signal,
): Promise<DeviceRecord | undefined> {
  const record = await (devices && abortable(devices.load(username), signal));
  // Key-value stores say null of what they do not have.
  const isNone = record === undefined || record === null;
  return isNone ? undefined : requireDeviceRecord(record, 'devices');
}

/**
 * The service does not know the device any more. Another tab may have signed in meanwhile, and have kept
 * the device that it was given: that one stays. Rejects with what the store rejects with.
 */
export async function forgetDevice(
  { devices }: AnyRun,
  { username, deviceKey }: { readonly username: string; readonly deviceKey: string | undefined },
  signal: Signal,
): Promise<void> {
  if (devices === undefined) return;
  const kept = await abortable(devices.load(username), signal);
  if (deviceKey === undefined || kept?.deviceKey === deviceKey) {
    await abortable(devices.forget(username), signal);
  }
}

/** Rejects with the signal's own reason as soon as it is aborted, whatever the work does. */
export async function abortable<Result>(work: Promise<Result>, signal: Signal): Promise<Result> {
  if (signal === undefined) return work;
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    // The reason is the caller's own, whatever it is.
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
