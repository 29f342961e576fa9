/**
 * CUSTOM_AUTH: the pool's triggers decide what is asked, after a proof of the password or without one.
 *
 * @module
 */
import { findAccount } from '../_accounts.ts';
import { requireGivenUsername } from '../_auth-flow.ts';
import type { PoolAuthFlow } from '../_auth-flow.ts';
import { readOfferedDevice } from '../_devices.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { invalidParameter } from '../_service-fault.ts';
import { proceed } from '../_sign-in.ts';
import { requireSrpA } from '../_srp-exchange.ts';
import { requireTrigger } from '../_triggers.ts';
import { CUSTOM_CHALLENGE } from '../challenges/custom-challenge.ts';

const SRP_A = 'SRP_A';
const OPENERS: readonly string[] = [SRP_A, CUSTOM_CHALLENGE];

export const customAuth: PoolAuthFlow = {
  names: ['CUSTOM_AUTH'],
  openTo: ['user', 'administrator'],
  allowedBy: 'ALLOW_CUSTOM_AUTH',
  async begin({ service, client, parameters }) {
    requireTrigger(service.triggers.defineAuthChallenge);
    const username = requireGivenUsername(parameters);
    const opener = parameters.get('CHALLENGE_NAME') ?? '';
    if (opener !== '' && !OPENERS.includes(opener)) {
      throw invalidParameter(`CHALLENGE_NAME must be one of ${OPENERS.join(', ')}.`);
    }
    const publicAHex = opener === SRP_A ? requireSrpA(parameters) : undefined;
    await requireSecretHash(client, username, parameters.get('SECRET_HASH'));
    const account = await findAccount(service, client, username);
    const device = readOfferedDevice(client.pool, username, parameters.get('DEVICE_KEY'));
    const offered = device === undefined ? {} : { device };
    const attempt = { service, client, account, firstFactor: CUSTOM_CHALLENGE, ...offered };
    if (publicAHex === undefined) {
      // A second factor goes with a password; without one, the triggers ask what is to be asked.
      const custom = { history: [], isDone: false };
      return proceed({ ...attempt, custom, isSecondFactorSettled: true });
    }
    const history = [{ challengeName: SRP_A, challengeResult: true }];
    return proceed({ ...attempt, custom: { history, publicAHex, isDone: false } });
  },
};
