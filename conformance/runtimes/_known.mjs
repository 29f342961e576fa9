/** Every runtime that the suite runs in: how it is called, which bundle it gets, how it is started. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { browserFinders } from './_browsers.mjs';
import { runProgram } from './_run-program.mjs';
import { findBun, findDeno, findHermes, findNode, findQuickJs } from './_runtimes.mjs';
import { findThisNode, findWorkerd, NODE_VERSIONS } from './_runtimes.mjs';
import { servePage } from './_serve.mjs';
import { prepareWorker } from './_workerd.mjs';

/**
 * @typedef {object} Bundle
 * @property {string} entry - a file of this folder.
 * @property {string[]} conditions
 *
 * @typedef {{ hear: (message: object) => void, signal: AbortSignal, folder: string,
 * file: string }} Session
 * `file` is the bundle, alone in `folder`.
 *
 * @typedef {object} KnownRuntime
 * @property {string} id - what it is called on the command line.
 * @property {string} note - what is particular about it.
 * @property {Bundle} bundle
 * @property {() => import('./_runtimes.mjs').Runtime | Promise<import('./_runtimes.mjs').Runtime>} find
 * may take the time of a download.
 * @property {(found: import('./_runtimes.mjs').Runtime, session: Session) => Promise<void>} run
 */

const PROCESS = { entry: 'entry-process.ts', conditions: [] };
const WORKER = { entry: 'entry-worker.ts', conditions: ['workerd'] };
const PAGE = { entry: 'entry-page.ts', conditions: ['browser'] };
const BARE = { entry: 'entry-bare.ts', conditions: ['countersign-plain'] };

/** The Node that runs this program: no part of the whole, as it is one of the versions or none. */
export const thisNode = command('node', 'The Node that runs the command.', findThisNode);

/** @type {KnownRuntime[]} */
export const knownRuntimes = [
  ...NODE_VERSIONS.map((version) =>
    command(`node${version.split('.')[0]}`, '', () => findNode(version)),
  ),
  command('deno', 'With no permission at all.', findDeno, ['run', '--quiet', '--no-remote']),
  command('bun', '', findBun),
  {
    id: 'workerd',
    note: 'Compiling bytes is forbidden there: WebAssembly comes as a module.',
    bundle: WORKER,
    find: findWorkerd,
    run: ({ path }, { folder, ...session }) =>
      runProgram([path, ...prepareWorker(folder, 'worker.mjs')], session),
  },
  page('chromium'),
  page('firefox'),
  page('webkit'),
  {
    id: 'quickjs',
    note: 'The subset. UTF-8 and base64 come from the suite, as the engine has none.',
    bundle: BARE,
    find: findQuickJs,
    run({ path }, { file, ...session }) {
      const program = fileURLToPath(new URL('_quickjs.mjs', import.meta.url));
      return runProgram([process.execPath, program, path, file], session);
    },
  },
  {
    id: 'hermes',
    note: 'The subset, lowered to ES5 by SWC. UTF-8 and base64 as above.',
    bundle: BARE,
    find: findHermes,
    run: ({ path, lowering }, { file, folder, ...session }) =>
      runProgram([path, lower(file, folder, lowering)], session),
  },
];

function command(id, note, find, args = []) {
  return {
    id,
    note,
    bundle: PROCESS,
    find,
    run: ({ path }, { file, ...session }) => runProgram([path, ...args, file], session),
  };
}

function page(id) {
  return {
    id,
    note: '',
    bundle: PAGE,
    find: browserFinders[id],
    async run(browser, { file, hear, signal }) {
      const site = await servePage(file, undefined, (text) => hear(JSON.parse(text)));
      try {
        const script = `const { runOnPage } = await import('/bench.mjs'); await runOnPage();`;
        await browser.evaluate(site.url, script, signal);
      } finally {
        site.close();
      }
    },
  };
}

/** Hermes has no `class`. Powers of BigInt and generators it has, and lowering would break them. */
function lower(file, folder, swcPath) {
  const { transformSync } = createRequire(import.meta.url)(swcPath);
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    configFile: false,
    swcrc: false,
    isModule: false,
    env: {
      targets: { ie: '11' },
      exclude: ['transform-exponentiation-operator', 'transform-regenerator'],
    },
  });
  const lowered = `${folder}/lowered.js`;
  writeFileSync(lowered, code);
  return lowered;
}
