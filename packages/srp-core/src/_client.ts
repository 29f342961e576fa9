/**
 * The client's half of an SRP sign-in, from SRP_A to the signed claim.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { Ephemeral, RandomBytes } from '@countersign/contract';
import { base64FromBytes, requireBase64 } from './_base64.ts';
import { drawKeyPair, requireGroupElement, requireNonZero } from './_claim.ts';
import { chooseEngineInSlices } from './_engine.ts';
import { PRIME_BYTES } from './_group.ts';
import { minimalHexFromBytes, requireHexInteger } from './_hex.ts';
import { requireArgumentText, requirePassword, requireWireText } from './_text.ts';
import { formatTimestamp } from './_timestamp.ts';
import { deriveSharedSecretInSlices } from './_shared-secret.ts';
import { runAtOnce, runInTasks } from './_slices.ts';
import type { Slices } from './_slices.ts';
import { deriveClaimKey, derivePrivateX, derivePublicA, deriveScramblerU } from './steps.ts';
import { signClaim, wipe } from './steps.ts';

const MAXIMUM_SALT_DIGITS = 128;

/** What goes into a claim. For a device: its group key, its key, its password. */
export interface ClaimInput {
  /** The pool id's part after `_`. */
  readonly poolName: string;
  /** `USER_ID_FOR_SRP` exactly as the service sent it, not what the user typed. UNTRUSTED. */
  readonly userIdForSrp: string;
  /** 1 to 256 UTF-16 code units, hashed as UTF-8 exactly as given. SECRET. */
  readonly password: string;
  /** `SALT`: up to 128 hex digits (64 bytes). UNTRUSTED. */
  readonly saltHex: string;
  /** `SRP_B`: up to 768 hex digits (384 bytes). UNTRUSTED. */
  readonly publicBHex: string;
  /** `SECRET_BLOCK`: standard base64. UNTRUSTED. */
  readonly secretBlockBase64: string;
  /** Milliseconds since 1970 on the service's clock, as far as it is known. */
  readonly nowMs: number;
}

/** The proof that the password is known. */
export interface PasswordClaim {
  /** `PASSWORD_CLAIM_SECRET_BLOCK`: what came as `SECRET_BLOCK`, unchanged. */
  readonly secretBlockBase64: string;
  /** `PASSWORD_CLAIM_SIGNATURE`. */
  readonly signatureBase64: string;
  /** `TIMESTAMP`. */
  readonly timestamp: string;
}

/** The secret behind one `SRP_A`. It proves one password to one server, once. */
export interface SrpEphemeral extends Ephemeral {
  readonly kind: 'srp';
  /** `SRP_A`: lower-case hex without leading zeros. */
  readonly srpAHex: string;
  /**
   * Sign the claim. Uses the ephemeral up as soon as all of the input was found well-formed;
   * before that, an error leaves it good for another try.
   *
   * @throws `ArgumentError` `ERR_ARGUMENT`: `invalid-value`, or `single-use` after it was used or
   * discarded.
   * @throws `ProtocolError` `ERR_PROTOCOL`, `field` `SALT`, `SRP_B`, `SECRET_BLOCK` or
   * `USER_ID_FOR_SRP`: the service's values are malformed, too long or out of range.
   */
  prove(input: ClaimInput): PasswordClaim;
  /** The same, in several tasks on a page; see {@link openSrpInTasks}. Rejects with what `prove` throws. */
  proveInTasks(input: ClaimInput): Promise<PasswordClaim>;
}

/**
 * Draw an ephemeral secret of 32 bytes (256 bits) and compute `SRP_A` from it. This needs no
 * password, so it can be done while the user types.
 *
 * @param random - asked for 32 bytes. The array that it returns is wiped in the end.
 * @throws `UnsupportedError` `ERR_UNSUPPORTED`, reason `environment`, when what `random` gives is
 * not random: a wrong length, one byte throughout.
 * @example
 * ```ts
 * import { openSrp, secureRandom } from '@countersign/srp-core';
 *
 * const ephemeral = openSrp(secureRandom);
 * console.log(ephemeral.srpAHex); // goes out as SRP_A
 * ephemeral.discard();
 * ```
 */
export function openSrp(random: RandomBytes): SrpEphemeral {
  return runAtOnce(openSlices(random));
}

/**
 * The same, in several tasks where there is a page, so that it reacts in between; the first sign-in of a
 * page takes longest, as nothing is compiled yet. At once where there is none.
 *
 * Rejects with what {@link openSrp} throws.
 */
export function openSrpInTasks(random: RandomBytes): Promise<SrpEphemeral> {
  return runInTasks(openSlices(random));
}

function* openSlices(random: RandomBytes): Slices<SrpEphemeral> {
  // Whatever the caller did until here, such as to load this module, is a task of its own.
  yield;
  yield* chooseEngineInSlices();
  yield;
  const { secret: secretA, publicValue: publicA } = drawKeyPair(random, derivePublicA);
  let used = false;

  function discard(): void {
    // A proof at work wipes the secret itself, and must not go on with zeros.
    if (!used) wipe(secretA);
    used = true;
  }

  function* proveSlices(input: ClaimInput): Slices<PasswordClaim> {
    if (used) {
      const message = 'This SRP ephemeral was used or discarded: open a new one and sign in again.';
      throw new ArgumentError('ephemeral', 'single-use', message);
    }
    const checked = checkInput(input);
    used = true;
    try {
      yield;
      return yield* signPasswordClaim(secretA, publicA, checked);
    } finally {
      wipe(secretA);
    }
  }

  return {
    kind: 'srp',
    srpAHex: minimalHexFromBytes(publicA),
    prove: (input) => runAtOnce(proveSlices(input)),
    proveInTasks: (input) => runInTasks(proveSlices(input)),
    discard,
  };
}

/** Is this what {@link openSrp} made? */
export function isSrpEphemeral(value: Ephemeral | undefined): value is SrpEphemeral {
  return value?.kind === 'srp' && 'prove' in value;
}

interface CheckedInput {
  readonly poolName: string;
  readonly userIdForSrp: string;
  readonly password: string;
  readonly salt: Uint8Array;
  readonly publicB: Uint8Array;
  readonly secretBlock: Uint8Array;
  readonly secretBlockBase64: string;
  readonly timestamp: string;
}

function checkInput(input: ClaimInput): CheckedInput {
  const salt = requireHexInteger(input.saltHex, 'SALT', MAXIMUM_SALT_DIGITS);
  const publicB = requireHexInteger(input.publicBHex, 'SRP_B', 2 * PRIME_BYTES);
  return {
    poolName: requireArgumentText(input.poolName, 'poolName'),
    userIdForSrp: requireWireText(input.userIdForSrp, 'USER_ID_FOR_SRP'),
    password: requirePassword(input.password, 'password'),
    salt: requireNonZero(salt, 'SALT'),
    publicB: requireGroupElement(publicB, 'SRP_B'),
    secretBlock: requireBase64(input.secretBlockBase64, 'SECRET_BLOCK'),
    secretBlockBase64: input.secretBlockBase64,
    timestamp: formatTimestamp(input.nowMs),
  };
}

function* signPasswordClaim(
  secretA: Uint8Array,
  publicA: Uint8Array,
  input: CheckedInput,
): Slices<PasswordClaim> {
  const { publicB, secretBlockBase64, timestamp } = input;
  const scramblerU = requireNonZero(deriveScramblerU(publicA, publicB), 'SRP_B');
  yield;
  const privateX = derivePrivateX(input);
  yield;
  const sharedSecretS = yield* deriveSharedSecretInSlices({
    publicB,
    privateX,
    secretA,
    scramblerU,
  });
  wipe(privateX);
  yield;
  const claimKey = deriveClaimKey(requireNonZero(sharedSecretS, 'SRP_B'), scramblerU);
  wipe(sharedSecretS);
  yield;
  const signatureBase64 = base64FromBytes(signClaim(claimKey, input));
  wipe(claimKey);
  return { secretBlockBase64, signatureBase64, timestamp };
}
