/** The reference as a service that judges proofs: no line of it is srp-core's. */
import { createReference } from '../reference/srp.mjs';
import type { ReferenceOptions } from '../reference/srp.mjs';
import type { ServiceSubject } from '../suite/subjects.ts';

/** @param hash - SHA-256. */
export function createReferenceJudge(
  hash: ReferenceOptions['hash'],
): Pick<ServiceSubject, 'name' | 'checkClaim'> {
  const srp = createReference({ hash });
  const read = (hex: string): bigint => BigInt(`0x${hex}`);
  return {
    name: 'the reference',
    checkClaim(claim) {
      const [v, b, publicA] = [claim.verifierHex, claim.secretBHex, claim.publicAHex].map(read) as [
        bigint,
        bigint,
        bigint,
      ];
      const u = srp.scramblerU(publicA, srp.publicB(v, b));
      const key = srp.claimKey(srp.serverS({ publicA, v, b, u }), u);
      const secretBlock = Buffer.from(claim.secretBlockBase64, 'base64');
      const identity = claim.poolName + claim.userIdForSrp;
      const expected = srp.signature(key, identity, secretBlock, claim.timestamp);
      // One spelling of base64 is right, and no other.
      const isRight = claim.signatureBase64 === Buffer.from(expected).toString('base64');
      return isRight ? null : 'NotAuthorizedException';
    },
  };
}
