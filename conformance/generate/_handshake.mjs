/**
 * Whole handshakes for vectors: both sides with the reference, and the claim at their end.
 *
 * @module
 */
import { bytesOfLength } from '../reference/srp.mjs';
import { base64, reference, seeded, timestampOf } from './_vectors.mjs';

/** Somebody who signs in; with `b`, the top bit of A, B, u, S and the
 * verifier is set as the salt's is, and the exponent is odd: no fault of sign goes unseen. */
export const ALICE = {
  poolName: 'AbCdEf123',
  userIdForSrp: 'alice',
  password: 'P@ssw0rd-1',
  salt: 0xf1b2c3d4e5f60718293a4b5c6d7e8f90n,
  a: seeded('secret a'),
  b: seeded('secret b') + 13n,
  nowMs: Date.UTC(2026, 0, 7, 9, 5, 3),
};

/** A remembered device of hers. */
export const DEVICE = {
  poolName: '-GroupKey1',
  userIdForSrp: 'eu-west-1_c0ffee00-1234-4abc-8def-0123456789ab',
  password: 'ZGV2aWNlIHBhc3N3b3JkIG9mIGZvcnR5IHJhbmRvbSBieXRlcyEhISE=',
};

export const SECRET_BLOCK = bytesOfLength(seeded('secret block'), 32);

const known = new Map();

/**
 * Every value of a handshake. `srp` computes the client's side: wrong on purpose, where that is the
 * case; the server's is the reference's.
 */
export function handshakeOf(input, srp = reference) {
  if (srp !== reference) return derive(input, srp);
  // The same few are asked for again and again, and each costs five powers.
  const key = JSON.stringify(Object.entries(input).map(String));
  if (!known.has(key)) known.set(key, derive(input, srp));
  return known.get(key);
}

function derive(input, srp) {
  const { poolName, userIdForSrp, password, salt, a, b } = input;
  const identity = input.identity ?? `${poolName}${userIdForSrp}`;
  const verifier = reference.verifier(
    reference.privateX(salt, `${poolName}${userIdForSrp}`, input.storedPassword ?? password),
  );
  const publicA = reference.publicA(a);
  const publicB = reference.publicB(verifier, b);
  const x = srp.privateX(salt, identity, password);
  const u = srp.scramblerU(publicA, publicB);
  const sharedS = srp.clientS({ publicB, x, a, u });
  return { x, verifier, publicA, publicB, u, sharedS, claimKey: srp.claimKey(sharedS, u) };
}

/** `PASSWORD_CLAIM_SIGNATURE` and `TIMESTAMP` at the end of it. */
export function claimOf(input, secretBlock = SECRET_BLOCK) {
  const timestamp = timestampOf(input.nowMs);
  const identity = `${input.poolName}${input.userIdForSrp}`;
  const { claimKey } = handshakeOf(input);
  return {
    TIMESTAMP: timestamp,
    PASSWORD_CLAIM_SIGNATURE: base64(
      reference.signature(claimKey, identity, secretBlock, timestamp),
    ),
  };
}
