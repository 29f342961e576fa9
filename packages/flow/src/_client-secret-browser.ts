/**
 * The twin of `_client-secret.ts` for browsers: whoever can open the developer tools can read a client
 * secret, so a build for a browser refuses to send one.
 *
 * @module
 */
import { UnsupportedError } from '@countersign/contract';

/** @throws {@link UnsupportedError} `ERR_UNSUPPORTED`, reason `environment`, always. */
export function allowClientSecret(_clientSecret: string): string {
  throw new UnsupportedError(
    'environment',
    'A client secret does not belong in a browser build: use an app client without a secret.',
  );
}
