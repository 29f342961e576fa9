/**
 * The six digits that an authenticator app shows, as people type them.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';

const SIX_DIGITS = /^[0-9]{6}$/;

/**
 * Apps show `123 456`; spaces and hyphens are taken out, anything else has to be right.
 *
 * @param code - SECRET for as long as it is good.
 * @throws {@link ArgumentError} `ERR_ARGUMENT` when it cannot be a code; no attempt is lost.
 */
export function requireTotpCode(code: string): string {
  const digits = typeof code === 'string' ? code.replace(/[\s-]/g, '') : '';
  if (SIX_DIGITS.test(digits)) return digits;
  throw new ArgumentError('code', 'invalid-value', 'code must be the six digits of the app.');
}
