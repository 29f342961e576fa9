/** `workerd test` runs what a Worker exports as `test`. */
import { readdirSync, writeFileSync } from 'node:fs';

/**
 * @param {string} folder - the Worker's bundle, and the WebAssembly files that it imports.
 * @param {string} main - the bundle's name.
 * @returns {string[]} the arguments of workerd.
 */
export function prepareWorker(folder, main) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.wasm'));
  const modules = [
    // The Worker itself comes first.
    `( name = "${main}", esModule = embed "${main}" )`,
    // Compiling bytes is forbidden in a Worker: its modules are there before it starts.
    ...files.map((name) => `( name = "${name}", wasm = embed "${name}" )`),
  ];
  const config = `${folder}/config.capnp`;
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = ( services = [ ( name = "main", worker = .main ) ] );
const main :Workerd.Worker = (
  modules = [ ${modules.join(', ')} ],
  compatibilityDate = "2026-10-01"
);
`,
  );
  return ['test', config, '--experimental'];
}
