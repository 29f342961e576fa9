/** amazon-user-pool-srp-client, by its functions. */
import srp from 'amazon-user-pool-srp-client';
import { serveProofs } from '../_subject.mjs';

const { SRPClient, calculateSignature, getNowString } = srp;

await serveProofs(
  async (input) => {
    const { poolName, userIdForSrp, password, secretA, SALT, SRP_B, SECRET_BLOCK } = input;
    const client = new SRPClient(poolName);
    const BigInteger = client.N.constructor;
    client.smallAValue = new BigInteger(secretA, 16);
    const SRP_A = client.calculateA(secretA);
    const key = client.getPasswordAuthenticationKey(userIdForSrp, password, SRP_B, SALT);
    const TIMESTAMP = getNowString();
    const signature = calculateSignature(key, poolName, userIdForSrp, SECRET_BLOCK, TIMESTAMP);
    return { SRP_A, TIMESTAMP, PASSWORD_CLAIM_SIGNATURE: signature };
  },
  { takesAnyPool: true },
);
