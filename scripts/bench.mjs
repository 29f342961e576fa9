/** `npm run bench`: every benchmark; each prints ratios measured in its own run. */
import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { root } from './_paths.mjs';

for (const name of readdirSync(`${root}/packages`)) {
  const folder = `${root}/packages/${name}/bench`;
  let files = [];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.mjs') && !file.startsWith('_'));
  } catch {
    continue;
  }
  for (const file of files) {
    console.log(`\n${name}/${file}`);
    await import(pathToFileURL(`${folder}/${file}`).href);
  }
}
