/**
 * The server that judges what everybody made of the one sign-in: who computes something else is not
 * faster.
 */
import { createPasswordVerifier, openServerSrp } from '@countersign/srp-core/server';
import { PUBLIC_B_HEX, SECRET_BLOCK_BASE64, WHO } from './_sign-in-input.mjs';

// The same SRP_B every time, so that an answer can be made long before it is judged. No secret draw:
// Workers refuse randomness while they start.
const secretB = Uint8Array.from({ length: 32 }, (_, index) => 37 * index + 11);
const verifierHex = createPasswordVerifier(WHO);
const openServer = () => openServerSrp({ verifierHex, random: () => secretB.slice() });

if (openServer().publicBHex !== PUBLIC_B_HEX) throw new Error('PUBLIC_B_HEX is out of date.');

/** @throws when the claim does not prove that the password is known. */
export function judge(name, { publicAHex, signatureBase64, timestamp }) {
  const { poolName, userIdForSrp } = WHO;
  const claim = { poolName, userIdForSrp, secretBlockBase64: SECRET_BLOCK_BASE64 };
  const accepted = openServer().checkClaim({ ...claim, publicAHex, signatureBase64, timestamp });
  if (!accepted) throw new Error(`${name} computed a wrong proof: there is nothing to time.`);
}
