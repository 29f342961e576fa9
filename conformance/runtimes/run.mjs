/** The program behind `npm run conformance`. `--help` says what it takes. */
import { conformance } from './_conformance.mjs';

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => controller.abort());

const { signal } = controller;
const print = (line) => console.log(line);
process.exitCode = await conformance(process.argv.slice(2), { print, signal });
