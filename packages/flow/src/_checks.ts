/**
 * The app client, checked before anything is sent.
 *
 * @module
 */
import { invalidValue, requireOnly } from '@countersign/contract';

const CLIENT_ID = /^[\w+]{1,128}$/;

/** @throws `ArgumentError` `ERR_ARGUMENT` naming the argument. */
export function requireClientId(argument: string, value: unknown): void {
  if (typeof value === 'string' && CLIENT_ID.test(value)) return;
  throw invalidValue(argument, 'must be 1 to 128 letters and digits.');
}

/**
 * @param client - its members were read once: what was checked is what is used, getters and classes included.
 * @throws `ArgumentError` `ERR_ARGUMENT` naming the member of `client`.
 */
export function requireClient(client: object, clientId: unknown, secretHash: unknown): void {
  requireOnly(client, ['userPoolId', 'clientId', 'secretHash'], 'client.');
  if (secretHash !== undefined && typeof secretHash !== 'function') {
    throw invalidValue('client.secretHash', 'must be a function of the user name.');
  }
  requireClientId('client.clientId', clientId);
}
