/**
 * PASSWORD_VERIFIER: the client proves over SRP that it knows the password.
 *
 * It has no `Session`: everything hangs on SECRET_BLOCK, which is good for one claim.
 *
 * @module
 */
import { isFlowError, ProtocolError } from '@countersign/contract';
import type { WireMap } from '@countersign/contract';
import { openServerSrp, requirePublicA } from '@countersign/srp-core/server';
import { isSameAccount } from '../_accounts.ts';
import type { Account } from '../_accounts.ts';
import { requireEntry } from '../_input.ts';
import { guess } from '../_lock-out.ts';
import { toBase64 } from '../_opaque.ts';
import { invalidParameter, wrongPassword } from '../_service-fault.ts';
import type { Service } from '../_service.ts';
import type { ChallengeAnswer, PoolChallenge } from '../_sign-in.ts';
import { parseTimestamp, renderTimestamp } from '../_timestamp.ts';
import { isInPool } from '../_user.ts';
import type { Handshake } from '../_user-pool.ts';
import type { UserPoolClient } from '../_user-pool-client.ts';

/** The client answers at once: nobody types between the two calls. */
const HANDSHAKE_VALIDITY_MS = 60_000;
/** How far TIMESTAMP may be from the pool's clock. */
const TIMESTAMP_TOLERANCE_MS = 5 * 60_000;

const SECRET_BLOCK_BYTES = 96;

export const passwordVerifier: PoolChallenge = {
  name: 'PASSWORD_VERIFIER',
  answer(answer) {
    const { service, client, responses } = answer;
    const secretBlockBase64 = requireEntry(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
    const signatureBase64 = requireEntry(responses, 'PASSWORD_CLAIM_SIGNATURE');
    const claimedAtMs = parseTimestamp(requireEntry(responses, 'TIMESTAMP'));
    const handshake = client.pool.handshakes.take(secretBlockBase64);
    if (handshake === undefined) throw wrongPassword();
    try {
      const { account } = handshake;
      const nowMs = service.clock.nowMs();
      const right = guess(account.lockOut, nowMs, () => {
        const proved = isProof(handshake, client, {
          secretBlockBase64,
          signatureBase64,
          timestamp: renderTimestamp(claimedAtMs),
        });
        const timely = Math.abs(claimedAtMs - nowMs) <= TIMESTAMP_TOLERANCE_MS;
        return proved && timely && isForThisAnswer(handshake, answer);
      });
      if (!right || account.user === undefined) throw wrongPassword();
      return { service, client, user: account.user };
    } finally {
      handshake.ephemeral.discard();
    }
  },
};

/**
 * Opens an SRP handshake: what `ChallengeParameters` of PASSWORD_VERIFIER are.
 *
 * @param publicAHex - UNTRUSTED.
 * @throws ServiceFault `InvalidParameterException` when SRP_A is none.
 */
export function openHandshake(
  service: Service,
  client: UserPoolClient,
  account: Account,
  publicAHex: string,
): WireMap {
  requireUsablePublicA(publicAHex);
  const { userIdForSrp, password } = account;
  const ephemeral = openServerSrp({ verifierHex: password.verifierHex, random: service.random });
  const secretBlock = toBase64(service.random(SECRET_BLOCK_BYTES));
  const handshake = { clientId: client.id, account, password, publicAHex, ephemeral };
  const expiresAtMs = service.clock.nowMs() + HANDSHAKE_VALIDITY_MS;
  client.pool.handshakes.set(secretBlock, handshake, expiresAtMs);
  return {
    SALT: password.saltHex,
    SRP_B: ephemeral.publicBHex,
    SECRET_BLOCK: secretBlock,
    USERNAME: userIdForSrp,
    USER_ID_FOR_SRP: userIdForSrp,
  };
}

function requireUsablePublicA(publicAHex: string): void {
  try {
    requirePublicA(publicAHex);
  } catch (error) {
    if (error instanceof ProtocolError) throw invalidParameter('Invalid SRP_A.');
    throw error;
  }
}

interface Proof {
  readonly secretBlockBase64: string;
  readonly signatureBase64: string;
  readonly timestamp: string;
}

function isProof(handshake: Handshake, client: UserPoolClient, proof: Proof): boolean {
  const { account, publicAHex, ephemeral } = handshake;
  const { userIdForSrp } = account;
  const poolName = client.pool.srpName;
  try {
    return ephemeral.checkClaim({ publicAHex, poolName, userIdForSrp, ...proof });
  } catch (error) {
    // A signature that is no base64 is a wrong signature.
    if (isFlowError(error) && error.code === 'ERR_PROTOCOL') return false;
    throw error;
  }
}

function isForThisAnswer(handshake: Handshake, { client, username }: ChallengeAnswer): boolean {
  const { account, clientId, password } = handshake;
  const { user } = account;
  return (
    clientId === client.id &&
    isSameAccount(client.pool, account, username) &&
    (user === undefined || (isInPool(client.pool, user) && user.password === password))
  );
}
