/** `npm run bench`: every benchmark; each prints ratios measured in its own run. */
import { existsSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { root } from './_paths.mjs';

const packages = readdirSync(`${root}/packages`).map((name) => `packages/${name}`);
for (const name of ['conformance', ...packages]) {
  const folder = `${root}/${name}/bench`;
  if (!existsSync(folder)) continue;
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.mjs') || file.startsWith('_')) continue;
    console.log(`\n${name}/bench/${file}`);
    await import(pathToFileURL(`${folder}/${file}`).href);
  }
}
