/** `npm run faults`: plants each fault by itself, and waits for a test of the suite to fail. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/_paths.mjs';
import { CHALLENGE_HANDLERS } from './_faults-challenge-handlers.mjs';
import { FLOW } from './_faults-flow.mjs';
import { LIFETIMES } from './_faults-lifetimes.mjs';
import { SRP_CORE } from './_faults-srp-core.mjs';
import { SRP_TEXTS } from './_faults-srp-texts.mjs';
import { CONTRACT, TRANSPORT } from './_faults-transport.mjs';
import { createLoader } from './_loader.mjs';
import { readKillers, renderPage } from './_page.mjs';

export const PAGE = `${root}/docs/faults.md`;
/** Many times what the slowest test takes. */
const TEST_LIMIT_MS = 60_000;

export const USAGE = `Usage: npm run faults [-- options]

Plants each of the seeded faults in our packages, one at a time and in memory, and runs the conformance suite
until a vector or a property fails. A fault that none of them meets, or whose text is not in the source any
more, is a failure. Then the suite runs on the packages as they are, and has to pass.
A run of all faults writes docs/faults.md.

  --only TEXT   only faults whose name has TEXT in it
  --list        names them all
  --help        this`;

/** Of every package. */
export const faults = [
  ...SRP_CORE,
  ...SRP_TEXTS,
  ...CHALLENGE_HANDLERS,
  ...FLOW,
  ...TRANSPORT,
  ...CONTRACT,
  ...LIFETIMES,
];

/**
 * The command.
 *
 * @param {readonly string[]} args
 * @param {(line: string) => void} print
 * @returns {Promise<number>} its exit code.
 */
export async function runCommand(args, print) {
  let options;
  try {
    options = readOptions(args);
  } catch (error) {
    print(`${error.message}\n\n${USAGE}`);
    return 1;
  }
  const chosen = faults.filter(({ name }) => name.includes(options.only));
  if (options.help) print(USAGE);
  if (options.list) for (const { name, about } of chosen) print(`${name}: ${about}`);
  if (options.help || options.list) return 0;
  if (chosen.length === 0) {
    print(`No fault has "${options.only}" in its name.`);
    return 1;
  }
  const isWhole = chosen.length === faults.length;
  const { results, failures } = await runFaults(chosen, { print, isWhole });
  const killed = results.filter(({ killer }) => killer !== undefined).length;
  print(`\n${results.length} faults, ${killed} killed. ${failures.length} tests fail without.`);
  const isGood = killed === results.length && failures.length === 0;
  if (isWhole && isGood) {
    writeFileSync(PAGE, renderPage(results));
    print('docs/faults.md is written.');
  }
  return isGood ? 0 : 1;
}

/** Neither the hour nor the minute is UTC's: a fault that takes local time has to show. */
const FAR_FROM_UTC = 'Asia/Kathmandu';

/**
 * @param {readonly import('./_loader.mjs').Fault[]} chosen
 * @param {object} around
 * @param {(line: string) => void} around.print
 * @param {boolean} around.isWhole - the whole suite runs without a fault, not only what killed one.
 */
export async function runFaults(chosen, { print, isWhole }) {
  const before = existsSync(PAGE) ? readKillers(readFileSync(PAGE, 'utf8')) : new Map();
  const loader = await createLoader();
  // Of a fault that leaves a rejection to nobody. The suite itself leaves none.
  const ignore = () => {};
  process.on('unhandledRejection', ignore);
  const { TZ } = process.env;
  process.env.TZ = FAR_FROM_UTC;
  try {
    const results = [];
    for (const fault of chosen) {
      const result = await runFault(loader, fault, before.get(fault.name));
      results.push(result);
      const { killer, why = 'no vector and no property fails' } = result;
      print(
        killer === undefined ? `SURVIVED ${fault.name}: ${why}` : `killed ${fault.name}: ${killer}`,
      );
    }
    process.off('unhandledRejection', ignore);
    const killers = new Set(results.map(({ killer }) => killer));
    const tests = (await loader.load()).filter(([name]) => isWhole || killers.has(name));
    const failures = [];
    for (const test of tests) if (!(await passes(test))) failures.push(test[0]);
    for (const name of failures) print(`FAILED without any fault: ${name}`);
    return { results, failures };
  } finally {
    process.off('unhandledRejection', ignore);
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
    await loader.close();
  }
}

/** @param {string} [likely] - what killed it the last time goes first. */
async function runFault(loader, fault, likely) {
  try {
    const tests = await loader.load(fault);
    const first = tests.filter(([name]) => name === likely);
    for (const test of [...first, ...tests]) {
      if (!(await passes(test))) return { fault, killer: test[0] };
    }
    return { fault };
  } catch (error) {
    return { fault, why: error.message };
  }
}

async function passes([, body]) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('It does not end.')), TEST_LIMIT_MS);
  });
  try {
    await Promise.race([body(), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {readonly string[]} args
 * @returns {{ only: string, list: boolean, help: boolean }}
 * @throws {TypeError} with a sentence for whoever typed it.
 */
function readOptions(args) {
  const options = /** @type {const} */ ({
    only: { type: 'string', default: '' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  return parseArgs({ args: [...args], options }).values;
}
