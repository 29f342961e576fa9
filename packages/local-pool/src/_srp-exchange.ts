/**
 * One SRP exchange, of a password or of a device, between `SRP_B` and the claim that answers it.
 * Everything hangs on SECRET_BLOCK, which is good for one claim.
 *
 * @module
 */
import { isFlowError, ProtocolError } from '@countersign/contract';
import type { WireMap } from '@countersign/contract';
import { openServerSrp, requirePublicA } from '@countersign/srp-core/server';
import type { ServerEphemeral } from '@countersign/srp-core/server';
import { requireEntry } from './_input.ts';
import { toBase64 } from './_opaque.ts';
import type { PasswordRecord } from './_password.ts';
import { invalidParameter } from './_service-fault.ts';
import type { Service } from './_service.ts';
import { parseTimestamp, renderTimestamp } from './_timestamp.ts';

/** The client answers at once: nobody types between the two calls. */
const VALIDITY_MS = 60_000;
/** How far TIMESTAMP may be from the pool's clock. */
const TIMESTAMP_TOLERANCE_MS = 5 * 60_000;

const SECRET_BLOCK_BYTES = 96;

export interface SrpExchange {
  /** The pool id's tail, or a device's group key. */
  readonly poolName: string;
  /** The user's real name, or a device's key. */
  readonly userIdForSrp: string;
  readonly publicAHex: string;
  /** SECRET. */
  readonly ephemeral: ServerEphemeral;
  readonly expiresAtMs: number;
}

/** An exchange that has just been opened. */
export interface OpenedExchange {
  readonly exchange: SrpExchange;
  readonly secretBlockBase64: string;
  /** `SALT`, `SRP_B`, `SECRET_BLOCK`. */
  readonly parameters: WireMap;
}

/** The names that SRP hashes, and what the service keeps of the password. */
export interface SrpSubject extends Pick<SrpExchange, 'poolName' | 'userIdForSrp'> {
  readonly password: PasswordRecord;
}

/** @param publicAHex - as {@link requireSrpA} let it pass. */
export function openExchange(
  { clock, random }: Service,
  { poolName, userIdForSrp, password }: SrpSubject,
  publicAHex: string,
): OpenedExchange {
  const ephemeral = openServerSrp({ verifierHex: password.verifierHex, random });
  const secretBlockBase64 = toBase64(random(SECRET_BLOCK_BYTES));
  const expiresAtMs = clock.nowMs() + VALIDITY_MS;
  return {
    exchange: { poolName, userIdForSrp, publicAHex, ephemeral, expiresAtMs },
    secretBlockBase64,
    parameters: {
      SALT: password.saltHex,
      SRP_B: ephemeral.publicBHex,
      SECRET_BLOCK: secretBlockBase64,
    },
  };
}

/**
 * `SRP_A` of a request.
 *
 * @throws ServiceFault `InvalidParameterException` when it is missing, zero mod N, or no number.
 */
export function requireSrpA(map: ReadonlyMap<string, string>): string {
  const publicAHex = requireEntry(map, 'SRP_A');
  if (!isGroupElement(publicAHex)) throw invalidParameter('Invalid SRP_A.');
  return publicAHex;
}

/** @param hex - UNTRUSTED: is it the hex of a number above zero and below N? */
export function isGroupElement(hex: string): boolean {
  try {
    requirePublicA(hex);
    return true;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/** `PASSWORD_CLAIM_…` and `TIMESTAMP` of an answer. UNTRUSTED. */
export interface Claim {
  readonly secretBlockBase64: string;
  readonly signatureBase64: string;
  readonly claimedAtMs: number;
}

/** @throws ServiceFault when a part is missing, or the timestamp is none. */
export function readClaim(responses: ReadonlyMap<string, string>): Claim {
  return {
    secretBlockBase64: requireEntry(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'),
    signatureBase64: requireEntry(responses, 'PASSWORD_CLAIM_SIGNATURE'),
    claimedAtMs: parseTimestamp(requireEntry(responses, 'TIMESTAMP')),
  };
}

/** Is the claim a proof, and of now? Both are looked at, whichever fails. */
export function isTimelyProof(exchange: SrpExchange, claim: Claim, nowMs: number): boolean {
  const proved = isProof(exchange, claim);
  const timely = Math.abs(claim.claimedAtMs - nowMs) <= TIMESTAMP_TOLERANCE_MS;
  return proved && timely;
}

function isProof(exchange: SrpExchange, claim: Claim): boolean {
  const { poolName, userIdForSrp, publicAHex, ephemeral } = exchange;
  const { secretBlockBase64, signatureBase64, claimedAtMs } = claim;
  try {
    return ephemeral.checkClaim({
      poolName,
      userIdForSrp,
      publicAHex,
      secretBlockBase64,
      signatureBase64,
      // Rendered anew: a proof over another spelling of the same time is none.
      timestamp: renderTimestamp(claimedAtMs),
    });
  } catch (error) {
    // A signature that is no base64 is a wrong signature.
    if (isFlowError(error) && error.code === 'ERR_PROTOCOL') return false;
    throw error;
  }
}
