/**
 * Every intermediate value of Cognito's SRP-6a as a pure function of bytes: what the client and the
 * server side are made of, and what others compare theirs with.
 *
 * Integers are big-endian. A value modulo N has 384 bytes (3072 bits), left-padded with zeros; a
 * hash has 32. Arguments are taken as checked: the entry points (`openSrp`, `openServerSrp`) do
 * that. What is returned is a fresh array, and the caller's to wipe.
 *
 * @see RFC 5054 §2.5, §2.6 (the formulas); the byte strings that are hashed are Java's
 * `BigInteger.toByteArray()` throughout, where the RFC pads to the length of N
 * @module
 */
import { chooseEngine } from './_engine.ts';
import { PRIME_HEX } from './_group.ts';
import { hmacSha256, sha256, wipe } from './_hash.ts';
import { bytesFromHex } from './_hex.ts';
import { addModPrime, padInteger } from './_secret-bytes.ts';
import { deriveSharedSecretInSlices, multiplyByK } from './_shared-secret.ts';
import type { SharedSecretInput } from './_shared-secret.ts';
import { runAtOnce } from './_slices.ts';
import { utf8FromText } from './_text.ts';

export { wipe } from './_hash.ts';
export { padInteger } from './_secret-bytes.ts';
export type { SharedSecretInput } from './_shared-secret.ts';

const CLAIM_KEY_BYTES = 16;
/** HKDF's info, and the number of its first and only block. */
const CLAIM_KEY_INFO = 'Caldera Derived Key\u0001';

/** Who signs in, and with what. For a device: its group key, its key, its password. */
export interface PrivateXInput {
  /** The pool id's part after `_`. */
  readonly poolName: string;
  /** `USER_ID_FOR_SRP` as the service sent it. */
  readonly userIdForSrp: string;
  /** SECRET. */
  readonly password: string;
  /** Big-endian integer of any length. */
  readonly salt: Uint8Array;
}

/** What the server knows when it derives S. */
export interface ServerSharedSecretInput {
  /** 384 bytes, below N and not zero. */
  readonly publicA: Uint8Array;
  /** 384 bytes. SECRET: it is as good as the password to whoever plays the server. */
  readonly verifier: Uint8Array;
  /** SECRET. */
  readonly secretB: Uint8Array;
  /** 32 bytes. */
  readonly scramblerU: Uint8Array;
}

/** What the claim's signature covers. */
export interface ClaimMessage {
  readonly poolName: string;
  readonly userIdForSrp: string;
  readonly secretBlock: Uint8Array;
  /** See `formatTimestamp`. */
  readonly timestamp: string;
}

/**
 * A = g^a mod N.
 *
 * @param secretA - SECRET; its length is not.
 * @returns 384 bytes.
 */
export function derivePublicA(secretA: Uint8Array): Uint8Array {
  return chooseEngine().powerOfTwo(secretA);
}

/**
 * x = SHA-256(pad(salt) ‖ SHA-256(poolName ‖ userIdForSrp ‖ ":" ‖ password)).
 *
 * @returns 32 bytes. SECRET: with the salt it is an offline test of the password.
 */
export function derivePrivateX(input: PrivateXInput): Uint8Array {
  const credentials = utf8FromText(`${input.poolName}${input.userIdForSrp}:${input.password}`);
  const inner = sha256(credentials);
  const privateX = sha256(padInteger(input.salt), inner);
  wipe(credentials, inner);
  return privateX;
}

/**
 * The password verifier g^x mod N, which the service stores.
 *
 * @param privateX - 32 bytes. SECRET.
 * @returns 384 bytes. SECRET.
 */
export function deriveVerifier(privateX: Uint8Array): Uint8Array {
  return chooseEngine().powerOfTwo(privateX);
}

/**
 * u = SHA-256(pad(A) ‖ pad(B)). Public, and never used when it is zero.
 *
 * @returns 32 bytes.
 */
export function deriveScramblerU(publicA: Uint8Array, publicB: Uint8Array): Uint8Array {
  return sha256(padInteger(publicA), padInteger(publicB));
}

/**
 * The client's S = (B − k·g^x)^(a + u·x) mod N. The base is brought into [0, N) first.
 *
 * @returns 384 bytes. SECRET. Zero if, and only if, B = k·g^x: to be refused.
 */
export function deriveSharedSecretS(input: SharedSecretInput): Uint8Array {
  return runAtOnce(deriveSharedSecretInSlices(input));
}

/**
 * B = (k·v + g^b) mod N.
 *
 * @param verifier - 384 bytes. SECRET.
 * @param secretB - SECRET; its length is not.
 * @returns 384 bytes.
 */
export function derivePublicB(verifier: Uint8Array, secretB: Uint8Array): Uint8Array {
  const masked = multiplyByK(verifier);
  const power = chooseEngine().powerOfTwo(secretB);
  const publicB = addModPrime(masked, power, bytesFromHex(PRIME_HEX));
  wipe(masked, power);
  return publicB;
}

/**
 * The server's S = (A · v^u)^b mod N.
 *
 * @returns 384 bytes. SECRET.
 */
export function deriveServerSharedSecretS(input: ServerSharedSecretInput): Uint8Array {
  const engine = chooseEngine();
  const power = engine.power(input.verifier, input.scramblerU);
  const base = engine.multiply(input.publicA, power);
  const sharedSecretS = engine.power(base, input.secretB);
  wipe(power, base);
  return sharedSecretS;
}

/**
 * The key of the claim: HKDF-SHA256 with pad(S) as key material and pad(u) as salt.
 *
 * @returns 16 bytes (128 bits). SECRET.
 * @see RFC 5869 §2.2, §2.3; a key this short is half of the first block
 */
export function deriveClaimKey(sharedSecretS: Uint8Array, scramblerU: Uint8Array): Uint8Array {
  const material = padInteger(sharedSecretS);
  const extracted = hmacSha256(padInteger(scramblerU), material);
  const block = hmacSha256(extracted, utf8FromText(CLAIM_KEY_INFO));
  const claimKey = block.slice(0, CLAIM_KEY_BYTES);
  wipe(material, extracted, block);
  return claimKey;
}

/**
 * HMAC-SHA256(key, poolName ‖ userIdForSrp ‖ secret block ‖ timestamp).
 *
 * @param claimKey - 16 bytes. SECRET.
 * @returns 32 bytes: what is sent as `PASSWORD_CLAIM_SIGNATURE`, in base64.
 */
export function signClaim(claimKey: Uint8Array, message: ClaimMessage): Uint8Array {
  const names = utf8FromText(`${message.poolName}${message.userIdForSrp}`);
  return hmacSha256(claimKey, names, message.secretBlock, utf8FromText(message.timestamp));
}
