/** The program behind `npm run conformance`. `--help` says what it takes. */
import { findFaults, runConformance } from './_conformance.mjs';
import { readOptions, USAGE } from './_options.mjs';

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => controller.abort());

process.exitCode = await main(process.argv.slice(2));

async function main(args) {
  let options;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    return 1;
  }
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const { signal } = controller;
  const rows = await runConformance(options, { print: (line) => console.log(line), signal });
  const faults = findFaults(rows, options);
  for (const fault of faults) console.error(fault);
  return faults.length === 0 && !signal.aborted ? 0 : 1;
}
