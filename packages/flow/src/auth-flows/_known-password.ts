/**
 * A flow that needs the password says so before anything is sent: a proof is due within seconds of its
 * challenge, too late to ask for the password then.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { Known } from '@countersign/contract';

/** @throws {@link ArgumentError} `ERR_ARGUMENT`, reason `missing-input`. */
export function requireKnownPassword({ password }: Known, flowName: string): string {
  if (password !== undefined) return password;
  throw new ArgumentError(
    'password',
    'missing-input',
    `${flowName} needs the password from the beginning: pass \`password\`.`,
  );
}
