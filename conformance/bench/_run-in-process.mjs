/** What Node, Deno and Bun are started with: `<bundle> <options as JSON>`. Prints one line of JSON. */
import { pathToFileURL } from 'node:url';

const [bundle, options] = process.argv.slice(2);
const { runBench } = await import(pathToFileURL(bundle).href);
const crypto = await import('node:crypto');
console.log(JSON.stringify(await runBench({ ...JSON.parse(options), crypto })));
