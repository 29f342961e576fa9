/** What the reference is told: the group, the hash, and which byte strings are hashed. */
export interface ReferenceOptions {
  /** SHA-256 for Cognito, SHA-1 for RFC 5054's vectors. Its block has 64 bytes. */
  readonly hash: (bytes: Uint8Array) => Uint8Array;
  readonly prime?: bigint;
  readonly generator?: bigint;
  /** Integers as hashed; {@link signedBytes} unless said. */
  readonly bytesOf?: (integer: bigint) => Uint8Array;
  /** The salt as hashed, where that differs. */
  readonly saltOf?: (integer: bigint) => Uint8Array;
}

/** The formulas. `identity` is the pool name and the user id in one. */
export interface Reference {
  readonly k: bigint;
  publicA(a: bigint): bigint;
  publicB(v: bigint, b: bigint): bigint;
  privateX(salt: bigint, identity: string, password: string): bigint;
  verifier(x: bigint): bigint;
  scramblerU(publicA: bigint, publicB: bigint): bigint;
  clientS(input: { publicB: bigint; x: bigint; a: bigint; u: bigint }): bigint;
  serverS(input: { publicA: bigint; v: bigint; b: bigint; u: bigint }): bigint;
  /** 16 bytes. */
  claimKey(sharedS: bigint, u: bigint): Uint8Array;
  /** 32 bytes. */
  signature(
    key: Uint8Array,
    identity: string,
    secretBlock: Uint8Array,
    timestamp: string,
  ): Uint8Array;
}

export const COGNITO_PRIME: bigint;
export function createReference(options: ReferenceOptions): Reference;
export function signedBytes(integer: bigint): Uint8Array;
export function unsignedBytes(integer: bigint): Uint8Array;
export function bytesOfLength(integer: bigint, length: number): Uint8Array;
export function integerOf(bytes: Uint8Array): bigint;
