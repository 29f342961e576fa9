/**
 * The service's half of SRP: verifiers, SRP_B, and the check of a claim. For user pools that are
 * not Amazon's: local ones, emulators, tests.
 *
 * @module
 */
import { ArgumentError, invalidValue } from '@countersign/contract';
import type { RandomBytes } from '@countersign/contract';
import { base64FromBytes, requireBase64 } from './_base64.ts';
import { drawKeyPair, isGroupElement, requireGroupElement, requireNonZero } from './_claim.ts';
import { PRIME_BYTES } from './_group.ts';
import { minimalHexFromBytes, requireHexArgument, requireHexInteger } from './_hex.ts';
import { isEqual, isZero } from './_secret-bytes.ts';
import { requireArgumentText, requirePassword, requireWireText, utf8FromText } from './_text.ts';
import { deriveClaimKey, derivePrivateX, derivePublicB, deriveScramblerU } from './steps.ts';
import { deriveServerSharedSecretS, deriveVerifier, signClaim, wipe } from './steps.ts';

const MAXIMUM_SALT_DIGITS = 128;
/** 384 bytes and Java's sign byte: the longest spelling that a Cognito client uses. */
const MAXIMUM_ELEMENT_DIGITS = 770;

/** What a password verifier is computed from. */
export interface PasswordVerifierInput {
  /** The pool id's part after `_`; a device's group key. */
  readonly poolName: string;
  /** What the pool sends as `USER_ID_FOR_SRP`; a device's key. */
  readonly userIdForSrp: string;
  /** 1 to 256 UTF-16 code units. SECRET. */
  readonly password: string;
  /** Up to 128 hex digits (64 bytes), not zero. */
  readonly saltHex: string;
}

/** A password to be compared with a stored verifier. */
export interface PasswordCheckInput extends PasswordVerifierInput {
  /** As {@link createPasswordVerifier} returned it. SECRET. */
  readonly verifierHex: string;
}

/** How a server's half opens. */
export interface ServerSrpInput {
  /** An integer in 1 … N − 1: up to 770 hex digits, leading zeros and upper case too. SECRET. */
  readonly verifierHex: string;
  /** Asked for 32 bytes. The array that it returns is wiped in the end. */
  readonly random: RandomBytes;
}

/** A claim as it arrived. UNTRUSTED but for the first two names, which are the pool's own. */
export interface ClaimCheckInput {
  readonly poolName: string;
  readonly userIdForSrp: string;
  /** `SRP_A`. */
  readonly publicAHex: string;
  /** `PASSWORD_CLAIM_SECRET_BLOCK`. That it is the block that was sent, is the pool's to check. */
  readonly secretBlockBase64: string;
  /** `TIMESTAMP`. Its form and its age are the pool's to check. */
  readonly timestamp: string;
  /** `PASSWORD_CLAIM_SIGNATURE`. */
  readonly signatureBase64: string;
}

/** The secret behind one `SRP_B`. It judges one claim, once. */
export interface ServerEphemeral {
  /** `SRP_B`: lower-case hex without leading zeros. */
  readonly publicBHex: string;
  /**
   * Is the signature that of somebody who knows the password? Compared in constant time; wipes the
   * secret whatever the answer is.
   *
   * @throws `ArgumentError` `ERR_ARGUMENT`, reason `single-use`, when called again.
   * @throws `ProtocolError` `ERR_PROTOCOL`, `field` `SRP_A`, `PASSWORD_CLAIM_SECRET_BLOCK`,
   * `PASSWORD_CLAIM_SIGNATURE` or `TIMESTAMP`, when that is malformed.
   */
  checkClaim(input: ClaimCheckInput): boolean;
  /** Wipes the secret. */
  discard(): void;
}

/**
 * The password verifier g^x mod N.
 *
 * @returns lower-case hex without leading zeros. SECRET.
 * @throws `ArgumentError` `ERR_ARGUMENT`.
 */
export function createPasswordVerifier(input: PasswordVerifierInput): string {
  const verifier = computeVerifier(input);
  const verifierHex = minimalHexFromBytes(verifier);
  wipe(verifier);
  return verifierHex;
}

/**
 * Does a password that arrived in plain text belong to this verifier? Compared in constant time.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT`, for a password too that no pool would have accepted.
 */
export function verifyPassword(input: PasswordCheckInput): boolean {
  const computed = computeVerifier(input);
  const stored = requireVerifier(input.verifierHex);
  const matches = isEqual(stored, computed) === 1;
  wipe(stored, computed);
  return matches;
}

/**
 * Draw the server's ephemeral secret of 32 bytes (256 bits) and compute `SRP_B`.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` for a verifier that is none; `UnsupportedError`
 * `ERR_UNSUPPORTED`, reason `environment`, when what `random` gives is not random.
 */
export function openServerSrp(input: ServerSrpInput): ServerEphemeral {
  const verifier = requireVerifier(input.verifierHex);
  const { secret: secretB, publicValue: publicB } = drawKeyPair(input.random, (secret) =>
    derivePublicB(verifier, secret),
  );
  let used = false;

  function discard(): void {
    used = true;
    wipe(secretB, verifier);
  }

  function checkClaim(claim: ClaimCheckInput): boolean {
    if (used) {
      const message = 'This SRP ephemeral was used or discarded: the sign-in has to start over.';
      throw new ArgumentError('ephemeral', 'single-use', message);
    }
    try {
      return judgeClaim({ verifier, secretB, publicB }, claim);
    } finally {
      discard();
    }
  }

  return { publicBHex: minimalHexFromBytes(publicB), checkClaim, discard };
}

/**
 * Check a client's `SRP_A` when it arrives. Any case, odd lengths and leading zeros are accepted,
 * up to 770 digits.
 *
 * @param publicAHex - UNTRUSTED.
 * @throws `ProtocolError` `ERR_PROTOCOL`, `field` `SRP_A`: `too-long`, `malformed`, or
 * `out-of-range` when it is zero, or N or more.
 */
export function requirePublicA(publicAHex: string): void {
  readPublicA(publicAHex);
}

interface ServerSecrets {
  readonly verifier: Uint8Array;
  readonly secretB: Uint8Array;
  readonly publicB: Uint8Array;
}

function judgeClaim(
  { verifier, secretB, publicB }: ServerSecrets,
  input: ClaimCheckInput,
): boolean {
  const publicA = readPublicA(input.publicAHex);
  const message = {
    poolName: requireArgumentText(input.poolName, 'poolName'),
    userIdForSrp: requireArgumentText(input.userIdForSrp, 'userIdForSrp'),
    secretBlock: requireBase64(input.secretBlockBase64, 'PASSWORD_CLAIM_SECRET_BLOCK'),
    timestamp: requireWireText(input.timestamp, 'TIMESTAMP'),
  };
  const signature = utf8FromText(
    requireWireText(input.signatureBase64, 'PASSWORD_CLAIM_SIGNATURE'),
  );
  const scramblerU = requireNonZero(deriveScramblerU(publicA, publicB), 'SRP_A');
  const sharedSecretS = deriveServerSharedSecretS({ publicA, verifier, secretB, scramblerU });
  const claimKey = deriveClaimKey(sharedSecretS, scramblerU);
  const expected = utf8FromText(base64FromBytes(signClaim(claimKey, message)));
  const matches = signature.length === expected.length && isEqual(signature, expected) === 1;
  wipe(sharedSecretS, claimKey, expected);
  return matches;
}

function readPublicA(publicAHex: string): Uint8Array {
  const publicA = requireHexInteger(publicAHex, 'SRP_A', MAXIMUM_ELEMENT_DIGITS);
  return requireGroupElement(publicA, 'SRP_A').slice(-PRIME_BYTES);
}

function requireVerifier(verifierHex: string): Uint8Array {
  const verifier = requireHexArgument(verifierHex, 'verifierHex', MAXIMUM_ELEMENT_DIGITS);
  if (!isGroupElement(verifier)) {
    const message = 'verifierHex must be greater than zero and less than the prime of the group.';
    throw new ArgumentError('verifierHex', 'invalid-value', message);
  }
  return verifier.slice(-PRIME_BYTES);
}

function computeVerifier(input: PasswordVerifierInput): Uint8Array {
  const salt = requireHexArgument(input.saltHex, 'saltHex', MAXIMUM_SALT_DIGITS);
  if (isZero(salt) === 1) {
    throw invalidValue('saltHex', 'must not be zero: draw a salt.');
  }
  const privateX = derivePrivateX({
    poolName: requireArgumentText(input.poolName, 'poolName'),
    userIdForSrp: requireArgumentText(input.userIdForSrp, 'userIdForSrp'),
    password: requirePassword(input.password, 'password'),
    salt,
  });
  const verifier = deriveVerifier(privateX);
  wipe(privateX);
  return verifier;
}
