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
  return record === undefined ? undefined : requireDeviceRecord(record, 'devices');
}

/** The service does not know the device any more. Rejects with what the store rejects with. */
export async function forgetDevice(
  { devices }: AnyRun,
  username: string,
  signal: Signal,
): Promise<void> {
  if (devices !== undefined) await abortable(devices.forget(username), signal);
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
