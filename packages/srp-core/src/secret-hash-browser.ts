/**
 * The twin of `secret-hash.ts` that the `browser` condition selects: whoever can open the developer
 * tools can read a client secret, so a build for a browser refuses to work with one.
 *
 * @module
 */
import { UnsupportedError } from '@countersign/contract';

/** @throws {@link UnsupportedError} `ERR_UNSUPPORTED`, reason `environment`, always. */
export function createSecretHash(
  _clientId: string,
  _clientSecret: string,
): (username: string) => string {
  throw new UnsupportedError(
    'environment',
    'A client secret does not belong in a browser build: use an app client without a secret.',
  );
}
