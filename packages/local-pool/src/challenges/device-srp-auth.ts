/**
 * DEVICE_SRP_AUTH: a remembered device begins to show that it is the one that was confirmed.
 *
 * Programs that leave the `Session` out are let in all the same: then the answer hangs on the user, the
 * device and a first factor that was shown a moment ago.
 *
 * @module
 */
import { isTargetMissed } from '../_assurance.ts';
import type { SignIn } from '../_attempt.ts';
import type { ChallengeAnswer, PoolChallenge } from '../_challenge.ts';
import { requireEntry } from '../_input.ts';
import { notAuthorized } from '../_service-fault.ts';
import { dueFactors } from '../_second-factor.ts';
import { requireOwnSignIn } from '../_sessions.ts';
import { requireSrpA } from '../_srp-exchange.ts';
import { findUser } from '../_user.ts';
import type { User } from '../_user.ts';
import type { UserPoolClient } from '../_user-pool-client.ts';

const NAME = 'DEVICE_SRP_AUTH';

export const deviceSrpAuth: PoolChallenge = {
  name: NAME,
  later: {
    isDue: (signIn) =>
      hasDeviceToProve(signIn) && (isInPlaceOfCode(signIn) || dueFactors(signIn).length === 0),
    pose(signIn, session) {
      const { client, user, device } = signIn;
      const key = keyOf(client, user, device!.device.key);
      client.pool.deviceSignIns.set(key, session.text, session.expiresAtMs);
      return {};
    },
  },
  answer(answer) {
    const { responses } = answer;
    const deviceKey = requireEntry(responses, 'DEVICE_KEY');
    const publicAHex = requireSrpA(responses);
    const text = answer.session ?? requireRecentSignIn(answer, deviceKey);
    const session = requireOwnSignIn({ ...answer, session: text }, NAME);
    const { device, ...signIn } = session.attempt;
    if (device?.device.key !== deviceKey) throw notAuthorized('Invalid session for the user.');
    session.spend();
    return { ...signIn, device: { ...device, publicAHex } };
  },
};

/** The pool takes a remembered device for whatever second factor is due; no level takes one. */
export function isInPlaceOfCode(signIn: SignIn): boolean {
  const { service, client } = signIn;
  const { challenges } = service;
  return (
    client.pool.settings.deviceTracking?.challengeRequiredOnNewDevice === true &&
    !isTargetMissed(signIn) &&
    dueFactors(signIn).every((name) => challenges.get(name)?.second?.isReplacedByDevice === true)
  );
}

function hasDeviceToProve({ user, device }: SignIn): boolean {
  if (device === undefined || device.isProved || device.publicAHex !== undefined) return false;
  // It may have been forgotten since it was offered.
  return device.device.isRemembered && user.devices.get(device.device.key) === device.device;
}

function requireRecentSignIn({ client, username }: ChallengeAnswer, deviceKey: string): string {
  const user = findUser(client.pool, username);
  const session = user && client.pool.deviceSignIns.get(keyOf(client, user, deviceKey));
  // A spent one is none: who sent no session is not told that it can only be used once.
  const isOpen = client.pool.sessions.get(session ?? '')?.attempt !== undefined;
  if (session !== undefined && isOpen) return session;
  throw notAuthorized('Cannot initiate DEVICE_SRP_AUTH flow without first authenticating');
}

function keyOf(client: UserPoolClient, user: User, deviceKey: string): string {
  return [client.id, user.sub, deviceKey].join(' ');
}
