/**
 * The app client's id, checked before anything is sent.
 *
 * @module
 */
import { invalidValue } from '@countersign/contract';

const CLIENT_ID = /^[\w+]{1,128}$/;

/** @throws `ArgumentError` `ERR_ARGUMENT` naming the argument. */
export function requireClientId(argument: string, value: unknown): void {
  if (typeof value === 'string' && CLIENT_ID.test(value)) return;
  throw invalidValue(argument, 'must be 1 to 128 letters and digits.');
}
