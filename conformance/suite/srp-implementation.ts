/**
 * What an implementation of Cognito's SRP shows of itself so that the suite can judge it. Every
 * operation is one object in and one value out, all of it JSON, so that an implementation in any
 * language can answer.
 *
 * Integers are lower-case hex without leading zeros (`0` is zero), byte strings are base64, in both
 * directions.
 *
 * @module
 */

/** Registers one test. */
export interface TestApi {
  readonly test: (name: string, body: () => void | Promise<void>) => void;
}

export interface Identity {
  readonly poolName: string;
  readonly userIdForSrp: string;
}

/** Every intermediate value. */
export interface SrpImplementation {
  readonly name: string;
  derivePublicA(input: { readonly secretAHex: string }): string;
  derivePublicB(input: { readonly verifierHex: string; readonly secretBHex: string }): string;
  derivePrivateX(input: Identity & { readonly password: string; readonly saltHex: string }): string;
  deriveVerifier(input: { readonly privateXHex: string }): string;
  deriveScramblerU(input: { readonly publicAHex: string; readonly publicBHex: string }): string;
  deriveSharedSecretS(input: {
    readonly publicBHex: string;
    readonly privateXHex: string;
    readonly secretAHex: string;
    readonly scramblerUHex: string;
  }): string;
  deriveServerSharedSecretS(input: {
    readonly publicAHex: string;
    readonly verifierHex: string;
    readonly secretBHex: string;
    readonly scramblerUHex: string;
  }): string;
  /** 16 bytes. */
  deriveClaimKey(input: {
    readonly sharedSecretSHex: string;
    readonly scramblerUHex: string;
  }): string;
  /** 32 bytes. */
  signClaim(
    input: Identity & {
      readonly claimKeyBase64: string;
      readonly secretBlockBase64: string;
      readonly timestamp: string;
    },
  ): string;
  /** `DeviceSecretVerifierConfig` for a given salt. */
  createDeviceVerifier(input: {
    readonly deviceGroupKey: string;
    readonly deviceKey: string;
    readonly devicePassword: string;
    readonly saltHex: string;
  }): { readonly saltBase64: string; readonly passwordVerifierBase64: string };
}

/** What a client gives to prove a password, with its ephemeral secret handed in. */
export interface ProveInput extends Identity {
  readonly secretAHex: string;
  readonly password: string;
  readonly saltHex: string;
  readonly publicBHex: string;
  readonly secretBlockBase64: string;
  readonly nowMs: number;
}

export interface Claim {
  /** `SRP_A`, which went out before the claim. */
  readonly publicAHex: string;
  readonly secretBlockBase64: string;
  readonly signatureBase64: string;
  readonly timestamp: string;
}

/** A claim for the server to judge, with its ephemeral secret handed in. */
export interface CheckClaimInput extends Identity, Claim {
  readonly verifierHex: string;
  readonly secretBHex: string;
}

/**
 * The entry points that look at what they are given. What they refuse they throw, with `code`,
 * `reason` and `field` or `argument`.
 */
export interface SrpEntryPoints {
  readonly name: string;
  createPasswordVerifier(
    input: Identity & { readonly password: string; readonly saltHex: string },
  ): string;
  openServer(input: { readonly verifierHex: string; readonly secretBHex: string }): string;
  prove(input: ProveInput): Claim;
  checkClaim(input: CheckClaimInput): boolean;
  requirePublicA(publicAHex: string): void;
}
