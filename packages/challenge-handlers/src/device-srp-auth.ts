/**
 * DEVICE_SRP_AUTH: a remembered device may stand in for the second factor, and is asked to begin.
 *
 * @module
 */
import { requireDeviceRecord } from '@countersign/contract';
import type { ChallengeHandler, DeviceRecord, WireMap } from '@countersign/contract';
import { openSrpInTasks } from '@countersign/srp-core';
import { forDevice } from './_srp-claim.ts';

/** The parameters as they came: nothing in them is needed. UNTRUSTED. */
export type DeviceSrpAuthPrompt = WireMap;

/** Given by the handler itself where the flow found a record. */
export interface DeviceSrpAuthAnswer {
  readonly device: DeviceRecord;
}

/**
 * Sends `DEVICE_KEY` and a fresh `SRP_A`; DEVICE_PASSWORD_VERIFIER comes next. When the service no
 * longer knows the device, it is forgotten and the sign-in starts again without it.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when the record is damaged; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `DEVICE_SRP_AUTH`
 */
export const deviceSrpAuth: ChallengeHandler<
  'DEVICE_SRP_AUTH',
  DeviceSrpAuthPrompt,
  DeviceSrpAuthAnswer
> = {
  name: 'DEVICE_SRP_AUTH',

  read: ({ parameters }) => parameters,

  automatic: (_prompt, { known }) => known.device && { device: known.device },

  async reply(_prompt, { device }, { random }) {
    const { deviceKey } = requireDeviceRecord(device, 'device');
    const srp = await openSrpInTasks(random);
    const responses = { DEVICE_KEY: deviceKey, SRP_A: srp.srpAHex };
    return { kind: 'respond', responses, ephemeral: forDevice(srp) };
  },

  judge: ({ service }) => (service === 'ResourceNotFoundException' ? 'forget-device' : undefined),
};
