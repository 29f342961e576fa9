/**
 * USER_AUTH: the user chooses the first factor, at once by PREFERRED_CHALLENGE or when asked. With
 * TARGET_ACR_VALUES a level of authentication is aimed at.
 *
 * @module
 */
import { findAccount } from '../_accounts.ts';
import { isSignIn } from '../_attempt.ts';
import { requireGivenUsername } from '../_auth-flow.ts';
import type { PoolAuthFlow } from '../_auth-flow.ts';
import { readOfferedDevice } from '../_devices.ts';
import { availableFactors, chooseFactor, firstFactorsOf } from '../_first-factor.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { invalidParameter } from '../_service-fault.ts';
import { proceed } from '../_sign-in.ts';
import { takeConfirmedSession } from '../_sign-up-session.ts';
import { goOnFromCredit, readStepUp, takeAim } from '../_step-up.ts';

const PREFERRED = 'PREFERRED_CHALLENGE';

export const userAuth: PoolAuthFlow = {
  names: ['USER_AUTH'],
  openTo: ['user', 'administrator'],
  allowedBy: 'ALLOW_USER_AUTH',
  async begin({ service, client, parameters, session: text }) {
    const username = requireGivenUsername(parameters);
    const preferred = parameters.get(PREFERRED) ?? '';
    if (preferred !== '' && !firstFactorsOf(service).has(preferred)) {
      const names = [...firstFactorsOf(service).keys()].join(', ');
      throw invalidParameter(`${PREFERRED} must be one of ${names}.`);
    }
    const stepUp = readStepUp(client.pool, parameters);
    if (stepUp !== undefined && text !== undefined) {
      throw invalidParameter('Session and TARGET_ACR_VALUES cannot be combined.');
    }
    await requireSecretHash(client, username, parameters.get('SECRET_HASH'));
    const account = await findAccount(service, client, username);
    if (text !== undefined) {
      return proceed(takeConfirmedSession(service, client, { text, user: account.user }));
    }
    const named = { service, client, account };
    const attempt = stepUp === undefined ? named : await takeAim(named, stepUp);
    const chosen = availableFactors(attempt).includes(preferred)
      ? chooseFactor(attempt, preferred, parameters)
      : goOnFromCredit(attempt);
    if (!isSignIn(chosen)) return proceed(chosen);
    const { username: realName } = chosen.user;
    const device = readOfferedDevice(client.pool, realName, parameters.get('DEVICE_KEY'));
    return proceed({ ...chosen, ...(device && { device }) });
  },
};
