/**
 * One of what the service offers.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';

/** @throws {@link ArgumentError} `ERR_ARGUMENT` for anything else; nothing is sent. */
export function requireChoice(challenge: string, available: readonly string[]): string {
  if (available.includes(challenge)) return challenge;
  throw new ArgumentError(
    'challenge',
    'invalid-value',
    `challenge must be one of those offered: ${available.join(', ')}.`,
  );
}
