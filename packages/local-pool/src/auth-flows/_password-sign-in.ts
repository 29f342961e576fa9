/**
 * A sign-in with the password itself: the pool recomputes the verifier.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { findAccount } from '../_accounts.ts';
import { requireGivenUsername } from '../_auth-flow.ts';
import type { AuthRequest } from '../_auth-flow.ts';
import { readOfferedDevice } from '../_devices.ts';
import { requireEntry } from '../_input.ts';
import { guess } from '../_lock-out.ts';
import { isPassword } from '../_password.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { wrongPassword } from '../_service-fault.ts';
import { proceed } from '../_sign-in.ts';

/** @throws ServiceFault `NotAuthorizedException` when the password is wrong. */
export async function signInWithPassword(request: AuthRequest): Promise<WireObject> {
  const { service, client, parameters } = request;
  const { pool } = client;
  const username = requireGivenUsername(parameters);
  const password = requireEntry(parameters, 'PASSWORD');
  await requireSecretHash(client, username, parameters.get('SECRET_HASH'));
  const account = await findAccount(service, client, username);
  const { user, userIdForSrp } = account;
  const right = guess(account.lockOut, service.clock.nowMs(), () => {
    // Computed for a stranger too: an answer that comes sooner would say that nobody is there.
    const matches = isPassword(account.password, { pool, userIdForSrp }, password);
    return matches && user !== undefined;
  });
  if (!right || user === undefined) throw wrongPassword();
  const device = readOfferedDevice(pool, user.username, parameters.get('DEVICE_KEY'));
  return proceed({ service, client, user, ...(device && { device }) });
}
