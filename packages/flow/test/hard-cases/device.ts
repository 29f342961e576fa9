/**
 * Hard case 2: two steps and a second SRP under other names, fed from a device record that the flow
 * looks up by the real user name. The arithmetic is left out; the shape is what is proved here.
 */
import type { ChallengeHandler, DeviceRecord, Ephemeral, WireMap } from '@countersign/contract';

interface DeviceAnswer {
  readonly device: DeviceRecord;
}

export interface FakeProof extends Ephemeral {
  readonly kind: 'fake-srp';
  discarded: number;
}

export const openedProofs: FakeProof[] = [];

function openFakeProof(): FakeProof {
  const proof: FakeProof = {
    kind: 'fake-srp',
    discarded: 0,
    discard() {
      proof.discarded += 1;
    },
  };
  openedProofs.push(proof);
  return proof;
}

export const deviceSrpAuth: ChallengeHandler<'DEVICE_SRP_AUTH', object, DeviceAnswer> = {
  name: 'DEVICE_SRP_AUTH',
  read: () => ({}),
  automatic: (_prompt, { known }) => known.device && { device: known.device },
  reply: (_prompt, { device }) => ({
    kind: 'respond',
    responses: { DEVICE_KEY: device.deviceKey, SRP_A: 'a1' },
    ephemeral: openFakeProof(),
  }),
  judge: (error) => (error.service === 'ResourceNotFoundException' ? 'forget-device' : undefined),
};

export const devicePasswordVerifier: ChallengeHandler<
  'DEVICE_PASSWORD_VERIFIER',
  WireMap,
  DeviceAnswer
> = {
  name: 'DEVICE_PASSWORD_VERIFIER',
  read: ({ parameters }) => parameters,
  automatic: (_prompt, { known }) => known.device && { device: known.device },
  reply(_prompt, { device }, { ephemeral }) {
    if (ephemeral?.kind !== 'fake-srp') return { kind: 'restart', reason: 'ephemeral-lost' };
    const responses = { DEVICE_KEY: device.deviceKey, PASSWORD_CLAIM_SIGNATURE: 'proof' };
    return { kind: 'respond', responses };
  },
  judge: (error) => (error.service === 'NotAuthorizedException' ? 'forget-device' : undefined),
};
