/**
 * What the two flows have in common that send the password itself.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { Known, WireMap } from '@countersign/contract';

/** @throws {@link ArgumentError} `ERR_ARGUMENT` when there is no password to send. */
export function plainPassword(authFlow: string, { password }: Known): WireMap {
  if (password !== undefined) return { PASSWORD: password };
  throw new ArgumentError(
    'password',
    'missing-input',
    `${authFlow} sends the password with its first request: pass \`password\`.`,
  );
}
