/**
 * A sign-in with the password itself.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { findAccount } from '../_accounts.ts';
import { requireGivenUsername } from '../_auth-flow.ts';
import type { AuthRequest } from '../_auth-flow.ts';
import { readOfferedDevice } from '../_devices.ts';
import { requireEntry } from '../_input.ts';
import { requirePassword } from '../_password-check.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { proceed } from '../_sign-in.ts';
import { migrateUser } from '../_user-migration.ts';

/** @throws ServiceFault `NotAuthorizedException` when the password is wrong. */
export async function signInWithPassword(request: AuthRequest): Promise<WireObject> {
  const { service, client, parameters, clientMetadata } = request;
  const metadata = clientMetadata === undefined ? {} : { clientMetadata };
  const username = requireGivenUsername(parameters);
  const password = requireEntry(parameters, 'PASSWORD');
  await requireSecretHash(client, username, parameters.get('SECRET_HASH'));
  await migrateUser(service, client, { username, password, ...metadata });
  const account = await findAccount(service, client, username);
  const signIn = requirePassword({ service, client, account }, password);
  const { username: realName } = signIn.user;
  const device = readOfferedDevice(client.pool, realName, parameters.get('DEVICE_KEY'));
  return proceed({ ...signIn, ...(device && { device }) });
}
