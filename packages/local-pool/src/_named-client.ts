/**
 * The pool and the app client that an administrator's request names.
 *
 * @module
 */
import { CLIENT_ID, requireText, USER_POOL_ID } from './_input.ts';
import type { Input, TextRule } from './_input.ts';
import { requirePool } from './_service.ts';
import type { Service } from './_service.ts';
import { requirePoolClient } from './_user-pool.ts';
import type { UserPool } from './_user-pool.ts';
import type { UserPoolClient } from './_user-pool-client.ts';

/** What a secret of one's own has to be like. */
export const CLIENT_SECRET: TextRule = { minLength: 24, maxLength: 64, pattern: /^[\w+]+$/ };

export function requireNamedPool(service: Service, input: Input): UserPool {
  return requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
}

export function requireNamedClient(service: Service, input: Input): UserPoolClient {
  const pool = requireNamedPool(service, input);
  return requirePoolClient(pool, requireText(input, 'ClientId', CLIENT_ID));
}
