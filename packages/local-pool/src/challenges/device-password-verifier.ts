/**
 * DEVICE_PASSWORD_VERIFIER: the device proves over SRP that it has the secret it was confirmed with.
 * Everything hangs on SECRET_BLOCK; a `Session` may be left out, but must be right when it is there.
 *
 * @module
 */
import type { ChallengeAnswer, PoolChallenge } from '../_challenge.ts';
import { requireEntry } from '../_input.ts';
import { guess } from '../_lock-out.ts';
import { notAuthorized, wrongPassword } from '../_service-fault.ts';
import { isTimelyProof, openExchange, readClaim } from '../_srp-exchange.ts';
import { findUser, isInPool } from '../_user.ts';
import type { DeviceHandshake } from '../_user-pool.ts';
import { isInPlaceOfCode } from './device-srp-auth.ts';

export const devicePasswordVerifier: PoolChallenge = {
  name: 'DEVICE_PASSWORD_VERIFIER',
  later: {
    isDue: ({ device }) => device?.publicAHex !== undefined && !device.isProved,
    pose(signIn, session) {
      const { service, client, user, device: offered } = signIn;
      const { device, publicAHex } = offered!;
      const { key, groupKey, password } = device;
      const subject = { poolName: groupKey, userIdForSrp: key, password };
      const opened = openExchange(service, subject, publicAHex!);
      const { exchange, secretBlockBase64, parameters } = opened;
      const handshake = { signIn, device, session: session.text, exchange };
      client.pool.deviceHandshakes.set(secretBlockBase64, handshake, exchange.expiresAtMs);
      return { ...parameters, USERNAME: user.username, DEVICE_KEY: key };
    },
  },
  answer(answer) {
    const { service, client, responses } = answer;
    const claim = readClaim(responses);
    requireEntry(responses, 'DEVICE_KEY');
    const handshake = client.pool.deviceHandshakes.take(claim.secretBlockBase64);
    if (handshake === undefined) throw wrongPassword();
    const { signIn, device, exchange } = handshake;
    try {
      requireNoOtherSession(handshake, answer);
      const nowMs = service.clock.nowMs();
      const right = guess(
        device.lockOut,
        nowMs,
        () => isTimelyProof(exchange, claim, nowMs) && isForThisAnswer(handshake, answer),
      );
      if (!right) throw wrongPassword();
      device.authenticatedAtMs = nowMs;
      return {
        ...signIn,
        isSecondFactorSettled: signIn.isSecondFactorSettled === true || isInPlaceOfCode(signIn),
        device: { device, isProved: true },
      };
    } finally {
      exchange.ephemeral.discard();
    }
  },
};

function requireNoOtherSession(
  handshake: DeviceHandshake,
  { client, session }: ChallengeAnswer,
): void {
  if (session !== undefined && session !== handshake.session) {
    throw notAuthorized('Invalid session for the user.');
  }
  const posed = client.pool.sessions.get(handshake.session);
  if (posed !== undefined) posed.attempt = undefined;
}

function isForThisAnswer(handshake: DeviceHandshake, answer: ChallengeAnswer): boolean {
  const { client, username, responses } = answer;
  const { signIn, device } = handshake;
  const { user } = signIn;
  return (
    signIn.client === client &&
    findUser(client.pool, username) === user &&
    isInPool(client.pool, user) &&
    responses.get('DEVICE_KEY') === device.key &&
    user.devices.get(device.key) === device
  );
}
