/**
 * Who an operation is about that takes a client and a name, and no proof.
 *
 * @module
 */
import { findAccount } from './_accounts.ts';
import type { Account } from './_accounts.ts';
import { CLIENT_ID, readText, requireText, USERNAME } from './_input.ts';
import type { Input } from './_input.ts';
import { requireSecretHash } from './_secret-hash.ts';
import { requireClient } from './_service.ts';
import type { Service } from './_service.ts';
import type { UserPoolClient } from './_user-pool-client.ts';

/**
 * `ClientId`, `Username` and `SecretHash` of a request. UNTRUSTED.
 *
 * @throws ServiceFault when the hash is wrong; `UserNotFoundException` when there is no such user and
 * the client does not hide it.
 */
export async function requireNamedAccount(
  service: Service,
  input: Input,
): Promise<{ readonly client: UserPoolClient; readonly account: Account }> {
  const client = requireClient(service, requireText(input, 'ClientId', CLIENT_ID));
  const username = requireText(input, 'Username', USERNAME);
  await requireSecretHash(client, username, readText(input, 'SecretHash'));
  return { client, account: await findAccount(service, client, username) };
}
