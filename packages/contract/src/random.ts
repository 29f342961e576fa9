/**
 * The one source of randomness, and the one place that refuses to go on without it.
 *
 * @module
 */
import { UnsupportedError } from './errors.ts';
import type { RandomBytes } from './handler.ts';

/**
 * Bytes from the runtime's `crypto.getRandomValues`. There is no fallback.
 *
 * @throws {@link UnsupportedError} `ERR_UNSUPPORTED` when the runtime has none.
 */
export const secureRandom: RandomBytes = (length) => {
  if (typeof globalThis.crypto?.getRandomValues !== 'function') {
    throw new UnsupportedError(
      'environment',
      'This runtime lacks crypto.getRandomValues: there is no safe fallback.',
    );
  }
  return crypto.getRandomValues(new Uint8Array(length));
};
