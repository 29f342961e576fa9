/**
 * SECRET_HASH: shows that a request comes from somebody who holds one of the client's secrets.
 *
 * @module
 */
import { hmac } from './_hmac.ts';
import { equalTexts, toBase64 } from './_opaque.ts';
import { notAuthorized } from './_service-fault.ts';
import type { UserPoolClient } from './_user-pool-client.ts';

/**
 * @param username - what the hash is computed over: the same request's USERNAME, exactly as sent.
 * @param secretHash - UNTRUSTED; `undefined` or empty when none was sent.
 * @throws ServiceFault `NotAuthorizedException` when it is missing, wrong, or not called for.
 */
export async function requireSecretHash(
  client: UserPoolClient,
  username: string,
  secretHash: string | undefined,
): Promise<void> {
  const given = secretHash !== undefined && secretHash !== '';
  if (client.secrets.length === 0) {
    if (!given) return;
    throw notAuthorized(
      `Client ${client.id} is not configured for secret but secret hash was received`,
    );
  }
  if (!given) {
    throw notAuthorized(
      `Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    );
  }
  const hashes = client.secrets.map(async ({ value }) =>
    toBase64(await hmac(new TextEncoder().encode(value), username + client.id)),
  );
  if (!(await Promise.all(hashes)).some((expected) => equalTexts(expected, secretHash))) {
    throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
  }
}

/** For the operations that take the secret itself. */
export function isClientSecret(client: UserPoolClient, secret: string | undefined): boolean {
  if (client.secrets.length === 0) return secret === undefined;
  return secret !== undefined && client.secrets.some(({ value }) => equalTexts(value, secret));
}
