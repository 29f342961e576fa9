/** Runs the benchmark in workerd, as `workerd test` runs a Worker's tests. */
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { bundle } from './_bundle.mjs';

/** @returns what `runBench` returned. */
export async function runWorkerd(path, folder) {
  await bundle('_worker.mjs', folder, ['workerd']);
  const modules = readdirSync(folder).flatMap((name) => {
    if (name === 'worker.mjs') return [`( name = "${name}", esModule = embed "${name}" )`];
    // Compiling bytes is forbidden in a Worker: its modules are there before it starts.
    return name.endsWith('.wasm') ? [`( name = "${name}", wasm = embed "${name}" )`] : [];
  });
  // The Worker itself comes first.
  modules.sort((left) => (left.includes('esModule') ? -1 : 1));
  const config = `${folder}/config.capnp`;
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = ( services = [ ( name = "bench", worker = .bench ) ] );
const bench :Workerd.Worker = (
  modules = [ ${modules.join(', ')} ],
  compatibilityDate = "2026-10-01"
);
`,
  );
  const run = spawnSync(path, ['test', config, '--experimental'], { encoding: 'utf8' });
  const line = `${run.stdout}\n${run.stderr}`.split('\n').find((text) => text.startsWith('[{'));
  if (line === undefined) throw new Error(`workerd printed no result: ${run.stderr}`);
  return JSON.parse(line);
}
