/**
 * What the two SRP proofs, of a password and of a device, have in common on the wire.
 *
 * @module
 */
import type { Ephemeral, Opening, RandomBytes, WireMap } from '@countersign/contract';
import { openSrpInTasks } from '@countersign/srp-core';
import type { PasswordClaim, SrpEphemeral } from '@countersign/srp-core';
import { requireText } from './_wire.ts';

/** `SRP_A`, and the secret behind it. */
interface SrpOpening extends Opening {
  readonly ephemeral: SrpEphemeral;
}

/** What the service sent for a proof. UNTRUSTED: checked when the proof is made. */
export interface SrpParameters {
  readonly saltHex: string;
  readonly publicBHex: string;
  readonly secretBlockBase64: string;
}

/** Draws the key pair of a proof. */
export async function beginWithSrpA(random: RandomBytes): Promise<SrpOpening> {
  const ephemeral = await openSrpInTasks(random);
  return { parameters: { SRP_A: ephemeral.srpAHex }, ephemeral };
}

/** @throws `ProtocolError` `ERR_PROTOCOL` for the first parameter that is missing. */
export function readSrpParameters(parameters: WireMap): SrpParameters {
  return {
    saltHex: requireText(parameters, 'SALT'),
    publicBHex: requireText(parameters, 'SRP_B'),
    secretBlockBase64: requireText(parameters, 'SECRET_BLOCK'),
  };
}

export function claimResponses(claim: PasswordClaim): WireMap {
  return {
    PASSWORD_CLAIM_SECRET_BLOCK: claim.secretBlockBase64,
    PASSWORD_CLAIM_SIGNATURE: claim.signatureBase64,
    TIMESTAMP: claim.timestamp,
  };
}

/** An ephemeral that DEVICE_SRP_AUTH opened: it proves a device, and never the password. */
interface DeviceEphemeral extends Ephemeral {
  readonly kind: 'srp-device';
  readonly srp: SrpEphemeral;
}

/** Or a service that alternates the two challenges would get one more proof of the password each time. */
export function forDevice(srp: SrpEphemeral): DeviceEphemeral {
  return { kind: 'srp-device', srp, discard: () => srp.discard() };
}

export function isForDevice(ephemeral: Ephemeral | undefined): ephemeral is DeviceEphemeral {
  return ephemeral?.kind === 'srp-device' && 'srp' in ephemeral;
}
