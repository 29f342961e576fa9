/** Runs the benchmark in workerd, as `workerd test` runs a Worker's tests. */
import { spawnSync } from 'node:child_process';
import { prepareWorker } from '../runtimes/_workerd.mjs';
import { bundle } from './_bundle.mjs';

/** @returns what `runBench` returned. */
export async function runWorkerd(path, folder) {
  await bundle('_worker.mjs', folder, ['workerd']);
  const run = spawnSync(path, prepareWorker(folder, 'worker.mjs'), { encoding: 'utf8' });
  const line = `${run.stdout}\n${run.stderr}`.split('\n').find((text) => text.startsWith('[{'));
  if (line === undefined) throw new Error(`workerd printed no result: ${run.stderr}`);
  return JSON.parse(line);
}
