/** Our own arithmetic, as it is built. */
import { openSrp } from '@countersign/srp-core';
import { serveProofs } from '../_subject.mjs';

await serveProofs(
  async (input) => {
    const { poolName, userIdForSrp, password, secretA, SALT, SRP_B, SECRET_BLOCK, nowMs } = input;
    const bytes = (length) => Buffer.from(secretA.padStart(2 * length, '0'), 'hex');
    const ephemeral = openSrp((length) => new Uint8Array(bytes(length)));
    const { signatureBase64, timestamp } = ephemeral.prove({
      ...{ poolName, userIdForSrp, password, nowMs },
      ...{ saltHex: SALT, publicBHex: SRP_B, secretBlockBase64: SECRET_BLOCK },
    });
    return {
      SRP_A: ephemeral.srpAHex,
      TIMESTAMP: timestamp,
      PASSWORD_CLAIM_SIGNATURE: signatureBase64,
    };
  },
  { takesAnyPool: true },
);
