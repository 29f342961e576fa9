/**
 * One of what the service offers.
 *
 * @module
 */
import { invalidValue } from '@countersign/contract';

/** @throws `ArgumentError` `ERR_ARGUMENT` for anything else; nothing is sent. */
export function requireChoice(challenge: string, available: readonly string[]): string {
  if (available.includes(challenge)) return challenge;
  throw invalidValue('challenge', `must be one of those offered: ${available.join(', ')}.`);
}
