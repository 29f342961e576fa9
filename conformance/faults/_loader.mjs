/** Loads the suite and our packages from their sources, as often as asked, with one text changed. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createServer, createServerModuleRunner } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());

const DEPENDS_ON_PACKAGES = /^(?:packages|conformance\/(?:ours|faults))\//;
/** Few: a fault that only thousands of tries would meet needs a vector. */
const RUNS = {
  srp: { agreement: 3, claims: 3, wrongPeers: 1, powers: 5, hashes: 50, across: 1 },
  handlers: 20,
};

/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {string} about - what a program with it does.
 * @property {string} file - below the root.
 * @property {string} find - there once.
 * @property {string} replace
 */

/** @returns {Promise<{ load(fault?: Fault): Promise<import('./_entry.ts').Test[]>, close(): Promise<void> }>} */
export async function createLoader() {
  let planting;
  let planted;
  const server = await createServer({
    configFile: false,
    root,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    ssr: {
      resolve: { conditions: ['@countersign/source', 'node', 'import', 'module', 'default'] },
    },
    resolve: { conditions: ['@countersign/source'] },
    plugins: [
      {
        name: 'fault',
        enforce: 'pre',
        transform(code, id) {
          if (planting === undefined || id !== root + planting.file) return undefined;
          planted = planting;
          return plant(code, planting);
        },
      },
    ],
  });
  const environment = server.environments.ssr;
  const runner = createServerModuleRunner(environment, { hmr: false, sourcemapInterceptor: false });
  /** The suite and its vectors stay as they were; what depends on our packages is evaluated anew. */
  const forget = (file) => {
    for (const module of environment.moduleGraph.getModulesByFile(root + file) ?? []) {
      environment.moduleGraph.invalidateModule(module);
    }
    for (const module of runner.evaluatedModules.idToModuleMap.values()) {
      if (DEPENDS_ON_PACKAGES.test(module.file.slice(root.length))) {
        runner.evaluatedModules.invalidateModule(module);
      }
    }
  };
  return {
    async load(fault) {
      planting = fault;
      forget(fault?.file);
      try {
        const { listTests } = await runner.import(`${here}_entry.ts`);
        if (fault !== undefined && planted !== fault) {
          throw new Error(`The suite does not load ${fault.file}.`);
        }
        return listTests({ engines: ['wasm'], hash, runs: RUNS });
      } finally {
        planting = undefined;
        forget(fault?.file);
      }
    },
    close: () => server.close(),
  };
}

/** A fault that is not there to be planted proves nothing. */
function plant(code, fault) {
  if (code.split(fault.find).length !== 2) {
    throw new Error(`${fault.file} does not have this once: ${fault.find}`);
  }
  return { code: code.replace(fault.find, () => fault.replace), map: null };
}
