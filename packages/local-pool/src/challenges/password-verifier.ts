/**
 * PASSWORD_VERIFIER: the client proves over SRP that it knows the password. It has no `Session`.
 *
 * @module
 */
import type { WireMap } from '@countersign/contract';
import { isSameAccount } from '../_accounts.ts';
import type { Account } from '../_accounts.ts';
import { guess } from '../_lock-out.ts';
import { wrongPassword } from '../_service-fault.ts';
import type { Service } from '../_service.ts';
import type { ChallengeAnswer, PoolChallenge } from '../_sign-in.ts';
import { isTimelyProof, openExchange, readClaim } from '../_srp-exchange.ts';
import { isInPool } from '../_user.ts';
import type { Handshake } from '../_user-pool.ts';
import type { UserPoolClient } from '../_user-pool-client.ts';

export const passwordVerifier: PoolChallenge = {
  name: 'PASSWORD_VERIFIER',
  answer(answer) {
    const { service, client, responses } = answer;
    const claim = readClaim(responses);
    const handshake = client.pool.handshakes.take(claim.secretBlockBase64);
    if (handshake === undefined) throw wrongPassword();
    try {
      const { account, exchange } = handshake;
      const nowMs = service.clock.nowMs();
      const right = guess(
        account.lockOut,
        nowMs,
        () => isTimelyProof(exchange, claim, nowMs) && isForThisAnswer(handshake, answer),
      );
      if (!right || account.user === undefined) throw wrongPassword();
      return { service, client, user: account.user };
    } finally {
      handshake.exchange.ephemeral.discard();
    }
  },
};

/**
 * Opens the challenge: its `ChallengeParameters`.
 *
 * @param publicAHex - as `requireSrpA` let it pass.
 */
export function openHandshake(
  service: Service,
  client: UserPoolClient,
  account: Account,
  publicAHex: string,
): WireMap {
  const { userIdForSrp, password } = account;
  const subject = { poolName: client.pool.srpName, userIdForSrp, password };
  const { exchange, secretBlockBase64, parameters } = openExchange(service, subject, publicAHex);
  const handshake = { clientId: client.id, account, password, exchange };
  client.pool.handshakes.set(secretBlockBase64, handshake, exchange.expiresAtMs);
  return { ...parameters, USERNAME: userIdForSrp, USER_ID_FOR_SRP: userIdForSrp };
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
