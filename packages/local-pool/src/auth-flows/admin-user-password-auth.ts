/**
 * ADMIN_USER_PASSWORD_AUTH: an administrator's server passes the user's password on.
 *
 * @module
 */
import type { PoolAuthFlow } from '../_auth-flow.ts';
import { signInWithPassword } from './_password-sign-in.ts';

export const adminUserPasswordAuth: PoolAuthFlow = {
  names: ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  openTo: ['administrator'],
  allowedBy: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  begin: signInWithPassword,
};
