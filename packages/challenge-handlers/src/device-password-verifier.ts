/**
 * DEVICE_PASSWORD_VERIFIER: the remembered device proves that it is the one that was confirmed.
 *
 * @module
 */
import { requireDeviceRecord } from '@countersign/contract';
import type { ChallengeHandler, DeviceRecord } from '@countersign/contract';
import { claimResponses, isForDevice, readSrpParameters } from './_srp-claim.ts';
import type { SrpParameters } from './_srp-claim.ts';

/** What the service sent for the proof. UNTRUSTED: checked when the proof is made. */
export type DevicePasswordVerifierPrompt = SrpParameters;

/** Given by the handler itself where the flow found a record. */
export interface DevicePasswordVerifierAnswer {
  readonly device: DeviceRecord;
}

const VOID: readonly string[] = ['NotAuthorizedException', 'ResourceNotFoundException'];

/**
 * The proof of a password under other names: the device's group key for the pool, its key for the user.
 * A device whose proof is refused is forgotten, and the sign-in starts again without it.
 *
 * @throws `ProtocolError` `ERR_PROTOCOL` for a missing or malformed `SALT`, `SRP_B` or
 * `SECRET_BLOCK`; nothing is sent.
 * @throws `ArgumentError` `ERR_ARGUMENT` when the record is damaged; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `DEVICE_PASSWORD_VERIFIER`
 */
export const devicePasswordVerifier: ChallengeHandler<
  'DEVICE_PASSWORD_VERIFIER',
  DevicePasswordVerifierPrompt,
  DevicePasswordVerifierAnswer
> = {
  name: 'DEVICE_PASSWORD_VERIFIER',

  read: ({ parameters }) => readSrpParameters(parameters),

  automatic: (_prompt, { known }) => known.device && { device: known.device },

  async reply(prompt, { device }, { nowMs, ephemeral }) {
    if (!isForDevice(ephemeral)) return { kind: 'restart', reason: 'ephemeral-lost' };
    requireDeviceRecord(device, 'device');
    const claim = await ephemeral.srp.proveInTasks({
      ...prompt,
      poolName: device.deviceGroupKey,
      userIdForSrp: device.deviceKey,
      password: device.devicePassword,
      nowMs,
    });
    const responses = { ...claimResponses(claim), DEVICE_KEY: device.deviceKey };
    return { kind: 'respond', responses };
  },

  judge: ({ service }) => (VOID.includes(service) ? 'forget-device' : undefined),
};
