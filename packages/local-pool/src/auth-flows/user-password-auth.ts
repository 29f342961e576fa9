/**
 * USER_PASSWORD_AUTH: the password travels as it is, and the pool recomputes the verifier.
 *
 * @module
 */
import { findAccount } from '../_accounts.ts';
import type { PoolAuthFlow } from '../_auth-flow.ts';
import { requireGivenUsername } from '../_auth-flow.ts';
import { requireEntry } from '../_input.ts';
import { guess } from '../_lock-out.ts';
import { isPassword } from '../_password.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { wrongPassword } from '../_service-fault.ts';
import { proceed } from '../_sign-in.ts';
import { CHALLENGES } from '../challenges/registry.ts';

export const userPasswordAuth: PoolAuthFlow = {
  names: ['USER_PASSWORD_AUTH'],
  allowedBy: 'ALLOW_USER_PASSWORD_AUTH',
  async begin({ service, client, parameters }) {
    const username = requireGivenUsername(parameters);
    const password = requireEntry(parameters, 'PASSWORD');
    await requireSecretHash(client, username, parameters.get('SECRET_HASH'));
    const {
      user,
      userIdForSrp,
      password: record,
      lockOut,
    } = await findAccount(service, client, username);
    const right = guess(lockOut, service.clock.nowMs(), () => {
      // Computed for a stranger too: an answer that comes sooner would say that nobody is there.
      const matches = isPassword(record, { pool: client.pool, userIdForSrp }, password);
      return matches && user !== undefined;
    });
    if (!right || user === undefined) throw wrongPassword();
    return proceed({ service, client, user }, CHALLENGES.values());
  },
};
