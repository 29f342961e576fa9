/**
 * What becomes of this device at the end of a sign-in: the service may propose to remember it, and a
 * pool may want the user's word first.
 *
 * @module
 */
import { devicePasswordVerifier } from '@countersign/challenge-handlers/device-password-verifier';
import type { DeviceRecord, DeviceStore, SignedIn, Transport } from '@countersign/contract';
import { updateDeviceStatus } from '@countersign/flow/devices';
import { failureOf } from './failure.ts';
import type { Prompter } from './io.ts';
import type { Secrets } from './secrets.ts';

/** As the JSON has it. */
export type DeviceOutcome =
  | {
      /**
       * The next sign-in needs no second factor · the user said no · nobody was there to say either ·
       * there is no file to keep it in.
       */
      readonly status: 'remembered' | 'notRemembered' | 'consentNeeded' | 'unconfirmed';
      readonly deviceKey: string;
    }
  | {
      readonly status: 'failed';
      /** Absent where the file could not be read any more. */
      readonly deviceKey?: string;
      readonly code: string;
      /** AWS's name of the exception, where the service refused. */
      readonly service?: string;
      /** UNTRUSTED, without the secrets of the run. */
      readonly message: string;
    };

/** What it takes to give the user's word. */
export interface Consent {
  /** `--remember-device`. */
  readonly given: boolean | undefined;
  readonly prompter: Prompter | undefined;
  /** `--device-file`. */
  readonly store: DeviceStore | undefined;
  readonly transport: Transport;
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
}

/**
 * Where the pool wants the user's word, the device is kept before there is one, whatever it will be:
 * `--remember-device` speaks for the device in the file at any later sign-in. Runs of a script have
 * nobody to ask, and without a record each would leave the pool another device.
 *
 * Never rejects: the user is signed in, whatever becomes of the device.
 */
export async function settleDevice(
  signedIn: SignedIn,
  consent: Consent,
): Promise<DeviceOutcome | undefined> {
  const { username, newDevice, device } = signedIn;
  if (newDevice === undefined) return settleKnownDevice(signedIn, consent);
  const { deviceKey } = newDevice;
  if (device === undefined) return { status: 'unconfirmed', deviceKey };
  if (device.kind === 'failed') return failed(deviceKey, device.error, consent);
  const isRemembered = device.kind === 'remembered';
  try {
    if (!isRemembered) await consent.store?.save(username, device.record);
  } catch (error) {
    return failed(deviceKey, error, consent);
  }
  const word = consent.given ?? (isRemembered || (await askPerson(consent.prompter)));
  if (word === undefined) return { status: 'consentNeeded', deviceKey };
  return keepWord(signedIn, { deviceKey, isRemembered, word }, consent);
}

/** A device on record: it has just proved itself, or the service did not care to ask. */
async function settleKnownDevice(
  signedIn: SignedIn,
  consent: Consent,
): Promise<DeviceOutcome | undefined> {
  let record: DeviceRecord | undefined;
  try {
    record = await consent.store?.load(signedIn.username);
  } catch (error) {
    return failed(undefined, error, consent);
  }
  if (record === undefined) return undefined;
  const isRemembered = signedIn.challenges.includes(devicePasswordVerifier.name);
  const word = consent.given ?? (isRemembered || undefined);
  if (word === undefined) return undefined;
  return keepWord(signedIn, { deviceKey: record.deviceKey, isRemembered, word }, consent);
}

async function keepWord(
  { tokens: { accessToken } }: SignedIn,
  device: { readonly deviceKey: string; readonly isRemembered: boolean; readonly word: boolean },
  consent: Consent,
): Promise<DeviceOutcome> {
  const { transport, signal } = consent;
  const { deviceKey, isRemembered, word } = device;
  try {
    if (!(word && isRemembered)) {
      await updateDeviceStatus({ transport, accessToken, deviceKey, remember: word, signal });
    }
    return { status: word ? 'remembered' : 'notRemembered', deviceKey };
  } catch (error) {
    return failed(deviceKey, error, consent);
  }
}

/** Who gives up at this question has tokens already, and keeps them. */
async function askPerson(prompter: Prompter | undefined): Promise<boolean | undefined> {
  return prompter
    ?.confirm('Remember this device? Its next sign-in may then do without a second factor.')
    .catch(() => undefined);
}

function failed(
  deviceKey: string | undefined,
  error: unknown,
  { secrets, signal }: Consent,
): DeviceOutcome {
  const { code, service, message } = failureOf(error, signal);
  return {
    status: 'failed',
    ...(deviceKey !== undefined && { deviceKey }),
    code,
    ...(service !== undefined && { service }),
    message: secrets.hideIn(message),
  };
}

/** For a person. */
export function describeDevice(outcome: DeviceOutcome): string {
  switch (outcome.status) {
    case 'remembered':
      return 'Device: remembered. Its next sign-in may do without a second factor.';
    case 'notRemembered':
      return 'Device: not remembered, as you said.';
    case 'consentNeeded':
      return "Device: not remembered. The user pool wants the user's word: --remember-device yes.";
    case 'unconfirmed':
      return (
        'Device: not confirmed, since there is no --device-file. The service may refuse to refresh ' +
        'these tokens.'
      );
    case 'failed': {
      const from = outcome.service === undefined ? '' : ` (${outcome.service})`;
      return (
        `Device: this failed: ${outcome.message}${from} The service may refuse to refresh these ` +
        'tokens.'
      );
    }
  }
}
