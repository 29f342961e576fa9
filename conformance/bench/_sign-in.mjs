/**
 * The one sign-in that everybody is timed at, and the server that judges what they made of it: who
 * computes something else is not faster.
 */
import { createPasswordVerifier, openServerSrp } from '@countersign/srp-core/server';

export const WHO = {
  poolName: 'AbCdEf123',
  userIdForSrp: 'alice',
  password: 'P@ssw0rd-1',
  saltHex: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
};
export const SECRET_BLOCK_BASE64 = 'AAECAwQFBgcICQoLDA0ODw==';
export const NOW_MS = Date.UTC(2026, 0, 7, 9, 5, 3);

// The same SRP_B every time, so that an answer can be made long before it is judged. No secret draw:
// Workers refuse randomness while they start.
const secretB = Uint8Array.from({ length: 32 }, (_, index) => 37 * index + 11);
const verifierHex = createPasswordVerifier(WHO);
const openServer = () => openServerSrp({ verifierHex, random: () => secretB.slice() });

export const PUBLIC_B_HEX = openServer().publicBHex;

/** @throws when the claim does not prove that the password is known. */
export function judge(name, { publicAHex, signatureBase64, timestamp }) {
  const { poolName, userIdForSrp } = WHO;
  const claim = { poolName, userIdForSrp, secretBlockBase64: SECRET_BLOCK_BASE64 };
  const accepted = openServer().checkClaim({ ...claim, publicAHex, signatureBase64, timestamp });
  if (!accepted) throw new Error(`${name} computed a wrong proof: there is nothing to time.`);
}
