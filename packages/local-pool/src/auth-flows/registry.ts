/**
 * Every `AuthFlow` that InitiateAuth serves.
 *
 * @module
 */
import type { PoolAuthFlow } from '../_auth-flow.ts';
import { refreshTokenAuth } from './refresh-token-auth.ts';
import { userPasswordAuth } from './user-password-auth.ts';
import { userSrpAuth } from './user-srp-auth.ts';

export const AUTH_FLOWS: ReadonlyMap<string, PoolAuthFlow> = new Map(
  [userSrpAuth, userPasswordAuth, refreshTokenAuth].flatMap((flow) =>
    flow.names.map((name) => [name, flow]),
  ),
);
