/** `npm run gen`: writes what follows from the files that are there. A test fails until it is done. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readmeWithTable } from '../conformance/generate/all.mjs';
import { writeEnvelopes } from '../conformance/generate/challenges.mjs';
import { generatedFiles } from './_challenge-handlers.mjs';
import { root } from './_paths.mjs';

for (const { path, text } of generatedFiles()) update(path, text);
for (const name of writeEnvelopes()) console.log(`wrote conformance/vectors/challenges/${name}`);
update('conformance/README.md', readmeWithTable());

function update(path, text) {
  if (readFileSync(`${root}/${path}`, 'utf8') === text) return;
  writeFileSync(`${root}/${path}`, text);
  console.log(`wrote ${path}`);
}
