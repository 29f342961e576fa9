/** The command line of `npm run conformance`. */
import { parseArgs } from 'node:util';
import { knownRuntimes, thisNode } from './_known.mjs';

const ids = [...knownRuntimes, thisNode].map(({ id }) => id);

export const USAGE = `Usage: npm run conformance [-- <runtime> … [options]]

Runs the conformance suite on our packages: in every runtime, or in those that are named.
A run of all of them writes docs/conformance.md.

Runtimes: ${ids.join(' ')}
(node is the Node that runs the command; what npm has is fetched when it is missing.)

  --only TEXT     only tests whose name has TEXT in it
  --seed N        of all properties, as a failure tells it; drawn when not given
  --require-all   a runtime that is missing is a failure
  --help          this`;

/**
 * @param {readonly string[]} args
 * @returns {{ runtimes: import('./_known.mjs').KnownRuntime[], isWhole: boolean, only: string,
 * seed: number, requireAll: boolean, help: boolean }}
 * @throws {TypeError} with a sentence for whoever typed it.
 */
export function readOptions(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: 'string', default: '' },
      seed: { type: 'string' },
      'require-all': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find((name) => !ids.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`There is no runtime "${unknown}". There are: ${ids.join(', ')}.`);
  }
  const seed = values.seed === undefined ? drawSeed() : Number(values.seed);
  if (!Number.isInteger(seed)) throw new TypeError(`--seed is an integer, not "${values.seed}".`);
  const named = [thisNode, ...knownRuntimes].filter(({ id }) => positionals.includes(id));
  return {
    runtimes: positionals.length === 0 ? knownRuntimes : named,
    isWhole: positionals.length === 0 && values.only === '',
    only: values.only,
    seed,
    requireAll: values['require-all'],
    help: values.help,
  };
}

function drawSeed() {
  return Math.floor(Math.random() * 2 ** 31);
}
