/** `npm run gen`: writes what follows from the files that are there. A test fails until it is done. */
import { readFileSync, writeFileSync } from 'node:fs';
import { writeEnvelopes } from '../conformance/generate/challenges.mjs';
import { generatedFiles } from './_challenge-handlers.mjs';
import { root } from './_paths.mjs';

for (const { path, text } of generatedFiles()) {
  if (readFileSync(`${root}/${path}`, 'utf8') === text) continue;
  writeFileSync(`${root}/${path}`, text);
  console.log(`wrote ${path}`);
}
for (const name of writeEnvelopes()) console.log(`wrote conformance/vectors/challenges/${name}`);
