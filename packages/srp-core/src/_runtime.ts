/**
 * What the runtime has to bring; small runtimes leave some of it out.
 *
 * @module
 */
import { UnsupportedError } from '@countersign/contract';

/** @throws {@link UnsupportedError} `ERR_UNSUPPORTED`, reason `environment`, for the first that is missing. */
export function requireGlobals(...names: readonly ('atob' | 'btoa' | 'TextEncoder')[]): void {
  for (const name of names) {
    if (typeof globalThis[name] === 'function') continue;
    throw new UnsupportedError('environment', `This runtime lacks ${name}: add a polyfill.`);
  }
}
