/**
 * USER_PASSWORD_AUTH: the password travels as it is.
 *
 * @module
 */
import type { PoolAuthFlow } from '../_auth-flow.ts';
import { signInWithPassword } from './_password-sign-in.ts';

export const userPasswordAuth: PoolAuthFlow = {
  names: ['USER_PASSWORD_AUTH'],
  openTo: ['user'],
  allowedBy: 'ALLOW_USER_PASSWORD_AUTH',
  begin: signInWithPassword,
};
