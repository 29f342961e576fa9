/** Where things lie. */
import { fileURLToPath } from 'node:url';

/** The repository, without a slash at the end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** What the scripts remember between runs; removed together with node_modules. */
export const cacheFolder = `${root}/node_modules/.cache/countersign`;
