/**
 * One of what the service offers.
 *
 * @module
 */
import { invalidValue } from '@countersign/contract';

/** In characters: a list that nobody could read is no help in a message. */
const LIST_MAX_LENGTH = 300;

/** @throws `ArgumentError` `ERR_ARGUMENT` for anything else; nothing is sent. */
export function requireChoice(challenge: string, available: readonly string[]): string {
  if (available.includes(challenge)) return challenge;
  throw invalidValue('challenge', `must be one of those offered: ${listOf(available)}.`);
}

/** For a message. */
export function listOf(names: readonly string[]): string {
  return names.join(', ').slice(0, LIST_MAX_LENGTH);
}
