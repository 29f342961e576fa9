/**
 * `npm run subjects`: asks other people's clients and servers what ours are asked, and writes
 * `docs/subjects.md`. With names of clients it prints their part and writes nothing.
 */
import { writeFileSync } from 'node:fs';
import { judgeClient, listClients } from './_clients.mjs';
import { clientPart, writePage } from './_page.mjs';
import { judgeServers } from './_servers.mjs';

const names = process.argv.slice(2);
const judgeAll = (list) => Promise.all(list.map((name) => judgeClient(name)));
if (names.length > 0) {
  console.log(clientPart(await judgeAll(names)));
} else {
  const [clients, { results, absent }] = await Promise.all([
    judgeAll(listClients()),
    judgeServers(),
  ]);
  if (absent.length > 0) {
    for (const line of absent) console.error(`Not run: ${line}.`);
    console.error('docs/subjects.md is left as it is: it tells of a run of all of them.');
    process.exitCode = 1;
  } else {
    writeFileSync(new URL('../../docs/subjects.md', import.meta.url), writePage(clients, results));
    console.log('docs/subjects.md is written.');
  }
}
