/**
 * An SRP client of the tests' own, in plain BigInt, so that the pool and its judge share no line.
 *
 * @module
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';

const PRIME_HEX =
  'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74' +
  '020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437' +
  '4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED' +
  'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05' +
  '98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB' +
  '9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B' +
  'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718' +
  '3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33' +
  'A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7' +
  'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864' +
  'D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2' +
  '08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF';

export const N: bigint = BigInt(`0x${PRIME_HEX}`);
const G = 2n;

export interface Ephemeral {
  readonly secretA: bigint;
  /** `SRP_A`. */
  readonly publicAHex: string;
}

/** Fresh, or with a given secret. */
export function openEphemeral(secretA: bigint = fromBytes(randomBytes(32))): Ephemeral {
  return { secretA, publicAHex: modPow(G, secretA).toString(16) };
}

/** Of the `ChallengeParameters` of both verifier challenges. */
export interface VerifierParameters {
  readonly SALT: string;
  readonly SRP_B: string;
  readonly SECRET_BLOCK: string;
}

/** A pool's or a device group's name, a user's or a device's, and the password. */
export interface Identity {
  readonly poolName: string;
  readonly userId: string;
  readonly password: string;
}

export interface Claim {
  readonly identity: Identity;
  readonly parameters: VerifierParameters;
  readonly timestamp: string;
}

/** `PasswordVerifier` of `ConfirmDevice`, before it is written as base64. */
export function verifierOf(identity: Identity, salt: bigint): Buffer {
  return pad(modPow(G, privateX(identity, salt)));
}

/** `PASSWORD_CLAIM_SIGNATURE`. */
export function signClaim({ secretA }: Ephemeral, claim: Claim): string {
  const { identity, parameters, timestamp } = claim;
  const { poolName, userId } = identity;
  const publicB = BigInt(`0x${parameters.SRP_B}`);
  const k = fromBytes(sha256(pad(N), pad(G)));
  const x = privateX(identity, BigInt(`0x${parameters.SALT}`));
  const u = fromBytes(sha256(pad(modPow(G, secretA)), pad(publicB)));
  const base = (((publicB - k * modPow(G, x)) % N) + N) % N;
  const shared = modPow(base, secretA + u * x);
  const extracted = createHmac('sha256', pad(u)).update(pad(shared)).digest();
  const key = createHmac('sha256', extracted).update('Caldera Derived Key\u0001').digest();
  return createHmac('sha256', key.subarray(0, 16))
    .update(poolName + userId, 'utf8')
    .update(Buffer.from(parameters.SECRET_BLOCK, 'base64'))
    .update(timestamp, 'utf8')
    .digest('base64');
}

function privateX({ poolName, userId, password }: Identity, salt: bigint): bigint {
  const inner = sha256(Buffer.from(`${poolName}${userId}:${password}`, 'utf8'));
  return fromBytes(sha256(pad(salt), inner));
}

/** As Java's `BigInteger.toByteArray()`. */
export function pad(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function modPow(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % N;
    if (bit === '1') result = (result * base) % N;
  }
  return result;
}

function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function fromBytes(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}
