/**
 * Every `AuthFlow` that is served.
 *
 * @module
 */
import type { Initiator, PoolAuthFlow } from '../_auth-flow.ts';
import { adminUserPasswordAuth } from './admin-user-password-auth.ts';
import { customAuth } from './custom-auth.ts';
import { refreshTokenAuth } from './refresh-token-auth.ts';
import { userAuth } from './user-auth.ts';
import { userPasswordAuth } from './user-password-auth.ts';
import { userSrpAuth } from './user-srp-auth.ts';

const FLOWS: readonly PoolAuthFlow[] = [
  userSrpAuth,
  userPasswordAuth,
  userAuth,
  customAuth,
  adminUserPasswordAuth,
  refreshTokenAuth,
];

/** By every name that a flow has. */
export function authFlowsFor(initiator: Initiator): ReadonlyMap<string, PoolAuthFlow> {
  const open = FLOWS.filter(({ openTo }) => openTo.includes(initiator));
  return new Map(open.flatMap((flow) => flow.names.map((name) => [name, flow])));
}
