/**
 * What is asked of randomness before it is used. Short or constant draws have sunk real SRP
 * libraries, so every draw is looked at before it is used.
 *
 * @module
 */
import { invalidValue, UnsupportedError } from '@countersign/contract';
import type { RandomBytes } from '@countersign/contract';

/**
 * Draw a secret and refuse what no working source gives: another length, all bytes the same.
 * (Of honest 16-byte draws one in 2^120 is refused.)
 *
 * @returns what `random` returned, not a copy: the one array there is, to be wiped. SECRET.
 * @throws `ArgumentError` `ERR_ARGUMENT` when `random` is no function.
 * @throws {@link UnsupportedError} `ERR_UNSUPPORTED`, reason `environment`.
 */
export function drawSecret(random: RandomBytes, length: number): Uint8Array {
  if (typeof random !== 'function') {
    throw invalidValue('random', 'must be a function from a length to random bytes.');
  }
  const drawn: unknown = random(length);
  if (drawn instanceof Uint8Array && drawn.length === length) {
    // All of it is looked at, wherever the first difference is.
    if (drawn.reduce((seen, byte) => seen | (byte ^ drawn[0]!), 0) !== 0) return drawn;
  }
  const message = `random must return ${length} bytes that are not all the same: it is broken.`;
  throw new UnsupportedError('environment', message);
}
