/**
 * PASSWORD_VERIFIER: the client proves over SRP that it knows the password. Everything hangs on
 * SECRET_BLOCK. It has no `Session` in USER_SRP_AUTH; where it has one, the answer must have it too.
 *
 * @module
 */
import type { WireMap } from '@countersign/contract';
import { isSameAccount, passwordOf } from '../_accounts.ts';
import { showing } from '../_assurance.ts';
import type { Attempt } from '../_attempt.ts';
import type { ChallengeAnswer, PoolChallenge } from '../_challenge.ts';
import { guess } from '../_lock-out.ts';
import { wrongPassword } from '../_service-fault.ts';
import { requireOwnSession } from '../_sessions.ts';
import { isTimelyProof, openExchange, readClaim } from '../_srp-exchange.ts';
import type { Handshake } from '../_user-pool.ts';

export const PASSWORD_VERIFIER = 'PASSWORD_VERIFIER';

export const passwordVerifier: PoolChallenge = {
  name: PASSWORD_VERIFIER,
  early: {
    isDue: ({ publicAHex }) => publicAHex !== undefined,
    pose: (attempt, session) => openHandshake(attempt, attempt.publicAHex!, session.text),
  },
  answer(answer) {
    const { service, client, responses } = answer;
    const claim = readClaim(responses);
    const handshake = client.pool.handshakes.take(claim.secretBlockBase64);
    if (handshake === undefined) throw wrongPassword();
    const { attempt, exchange } = handshake;
    try {
      spendSession(handshake, answer);
      const nowMs = service.clock.nowMs();
      const { user, guards } = attempt.account;
      const right = guess(
        guards.passwords,
        nowMs,
        () => isTimelyProof(exchange, claim, nowMs) && isForThisAnswer(handshake, answer),
      );
      if (!right || user?.hasPassword !== true) throw wrongPassword();
      const { publicAHex: _, ...shown } = attempt;
      return showing({ ...shown, user }, 'pwd');
    } finally {
      exchange.ephemeral.discard();
    }
  },
};

/**
 * Opens the challenge: its `ChallengeParameters`.
 *
 * @param publicAHex - as `requireSrpA` let it pass.
 * @param session - `undefined` where none goes out.
 */
export function openHandshake(
  attempt: Attempt,
  publicAHex: string,
  session: string | undefined,
): WireMap {
  const { service, client, account } = attempt;
  const { userIdForSrp } = account;
  const password = passwordOf(account);
  const subject = { poolName: client.pool.srpName, userIdForSrp, password };
  const { exchange, secretBlockBase64, parameters } = openExchange(service, subject, publicAHex);
  const handshake = { attempt, session, password, exchange };
  client.pool.handshakes.set(secretBlockBase64, handshake, exchange.expiresAtMs);
  return { ...parameters, USERNAME: userIdForSrp, USER_ID_FOR_SRP: userIdForSrp };
}

/** The proof comes over the session that SRP_B went out with, and spends it. */
function spendSession({ session }: Handshake, answer: ChallengeAnswer): void {
  if (session === undefined) return;
  const own = requireOwnSession(answer, PASSWORD_VERIFIER);
  own.spend();
  if (session !== answer.session) throw wrongPassword();
}

function isForThisAnswer(handshake: Handshake, { client, username }: ChallengeAnswer): boolean {
  const { attempt, password } = handshake;
  return (
    attempt.client === client &&
    isSameAccount(client.pool, attempt.account, username) &&
    passwordOf(attempt.account) === password
  );
}
