/**
 * A client's half of SRP, right or wrong in exactly one place. On the reference: slow, and never for
 * a password that matters.
 *
 * @module
 */
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { bytesOfLength, COGNITO_PRIME, createReference, integerOf, signedBytes } from '#reference';

const reference = createReference({ hash: sha256 });
const GENERATOR = 2n;
const SECRET_BYTES = 32;

/** The client's key pair. */
export interface Opening {
  readonly secretA: bigint;
  readonly publicA: bigint;
}

/** What PASSWORD_VERIFIER brings, or DEVICE_PASSWORD_VERIFIER, and who answers it. */
export interface ProofInput {
  readonly opening: Opening;
  readonly SALT: string;
  readonly SRP_B: string;
  readonly SECRET_BLOCK: string;
  /** The pool's name, or the device's group key. */
  readonly scope: string;
  /** `USER_ID_FOR_SRP`, or the device's key. */
  readonly id: string;
  readonly password: string;
  readonly timestamp: string;
}

/** The places at which a client can be wrong. */
export interface Fault {
  readonly spell?: {
    readonly [value in 'A' | 'B' | 'salt' | 'u' | 'S']?: (value: bigint) => Uint8Array;
  };
  readonly k?: bigint;
  readonly S?: bigint;
  readonly info?: string;
  readonly keyBytes?: number;
  /** The parts of the message that is signed. */
  readonly message?: (input: ProofInput) => readonly (string | Uint8Array)[];
  /** The signature as it goes out. */
  readonly signature?: (signature: Buffer) => string;
}

/** @param isGood - draws again until A is as wanted. */
export function open(isGood: (publicA: bigint) => boolean = () => true): Opening {
  for (;;) {
    const secretA = integerOf(randomBytes(SECRET_BYTES));
    const publicA = reference.publicA(secretA);
    if (isGood(publicA)) return { secretA, publicA };
  }
}

/** @returns `PASSWORD_CLAIM_SIGNATURE`. */
export function signProof(input: ProofInput, fault: Fault = {}): string {
  const { opening, scope, id, password } = input;
  const spell = { ...RIGHT_SPELLING, ...fault.spell };
  const [salt, publicB] = [integer(input.SALT), integer(input.SRP_B)];
  const x = hashInteger(spell.salt(salt), sha256(utf8(`${scope}${id}:${password}`)));
  const u = hashInteger(spell.A(opening.publicA), spell.B(publicB));
  const S = fault.S ?? sharedSecret(opening, publicB, x, u, fault.k ?? reference.k);
  const info = fault.info ?? 'Caldera Derived Key';
  const key = hkdfSync('sha256', spell.S(S), spell.u(u), info, fault.keyBytes ?? 16);
  const mac = createHmac('sha256', new Uint8Array(key));
  for (const part of (fault.message ?? rightMessage)(input)) mac.update(part);
  return (fault.signature ?? toBase64)(mac.digest());
}

/** What is signed. */
export function rightMessage(input: ProofInput): readonly (string | Uint8Array)[] {
  const { scope, id, SECRET_BLOCK, timestamp } = input;
  return [scope, id, Buffer.from(SECRET_BLOCK, 'base64'), timestamp];
}

/** A sign byte where none belongs, and none where one does: never what is right. */
export function otherSignByte(value: bigint): Uint8Array {
  const right = signedBytes(value);
  return right[0] === 0 && right.length > 1 ? right.slice(1) : Uint8Array.of(0, ...right);
}

/** k as RFC 5054 has it: g is filled up to the length of N. */
export function paddedK(): bigint {
  return hashInteger(bytesOfLength(COGNITO_PRIME, 384), bytesOfLength(GENERATOR, 384));
}

/** `DeviceSecretVerifierConfig`. */
export function deviceVerifier(
  { deviceGroupKey, deviceKey, devicePassword }: DeviceRecord,
  spell: (value: bigint) => Uint8Array = signedBytes,
): { readonly Salt: string; readonly PasswordVerifier: string } {
  // With its top bit set, so that a sign byte belongs to it.
  const salt = integerOf(randomBytes(16)) | (1n << 127n);
  const x = reference.privateX(salt, deviceGroupKey + deviceKey, devicePassword);
  const verifier = reference.verifier(x);
  return { Salt: toBase64(spell(salt)), PasswordVerifier: toBase64(signedBytes(verifier)) };
}

/** What a client keeps of a device. */
export interface DeviceRecord {
  readonly deviceKey: string;
  readonly deviceGroupKey: string;
  readonly devicePassword: string;
}

const RIGHT_SPELLING = {
  A: signedBytes,
  B: signedBytes,
  salt: signedBytes,
  u: signedBytes,
  S: signedBytes,
};

function sharedSecret(
  { secretA: a }: Opening,
  publicB: bigint,
  x: bigint,
  u: bigint,
  k: bigint,
): bigint {
  // With another k the reference's own is cancelled out of B first.
  const shifted = publicB + (reference.k - k) * reference.verifier(x);
  return reference.clientS({ publicB: shifted, x, a, u });
}

function integer(hex: string): bigint {
  return BigInt(`0x${hex}`);
}

function hashInteger(...parts: readonly Uint8Array[]): bigint {
  return integerOf(sha256(Buffer.concat(parts)));
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
