/**
 * What the two SRP proofs, of a password and of a device, have in common on the wire.
 *
 * @module
 */
import type { WireMap } from '@countersign/contract';
import type { PasswordClaim } from '@countersign/srp-core';
import { requireText } from './_wire.ts';

/** What the service sent for a proof. UNTRUSTED: checked when the proof is made. */
export interface SrpParameters {
  readonly saltHex: string;
  readonly publicBHex: string;
  readonly secretBlockBase64: string;
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
