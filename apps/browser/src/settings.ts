/**
 * Where the user pool is: `?userPoolId=…&clientId=…`, and `&endpoint=http://127.0.0.1:…` for a pool
 * on this machine. That the address says so is for this sample. A page of yours has constants here:
 * a link must not choose who gets a new password.
 *
 * @module
 */
import { ArgumentError, asUserPoolId, regionOf } from '@countersign/contract';
import type { Transport } from '@countersign/contract';
import type { ClientOptions } from '@countersign/flow';
import { createFetchTransport } from '@countersign/transport';

/** The pool, the app client, and the way there. */
export interface Settings {
  readonly client: ClientOptions;
  readonly transport: Transport;
}

/**
 * @param address - UNTRUSTED: somebody else may have made the link.
 * @throws `ArgumentError` `ERR_ARGUMENT` when it does not lead to a pool.
 */
export function readSettings(address: URLSearchParams): Settings {
  const [poolId, clientId] = [address.get('userPoolId'), address.get('clientId')];
  if (poolId === null || clientId === null) {
    const message = 'This address names no user pool: README.md has one that does.';
    throw new ArgumentError('address', 'missing-input', message);
  }
  const userPoolId = asUserPoolId(poolId);
  const endpoint = address.get('endpoint');
  if (endpoint?.startsWith('https:')) {
    throw new ArgumentError('endpoint', 'invalid-value', 'endpoint must be on this machine.');
  }
  return {
    client: { userPoolId, clientId },
    // The transport itself refuses http to any other machine.
    transport: createFetchTransport(
      endpoint === null ? { region: regionOf(userPoolId) } : { endpoint },
    ),
  };
}
