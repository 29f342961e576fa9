/**
 * Brings `dist` up to date: these tests judge what is shipped, and a stale build would be judged in
 * its place.
 *
 * @module
 */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from './_programs.ts';

/** The repository, without a slash at the end. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const COMPILER = `${root}/node_modules/typescript/bin/tsc`;
const LOCK = `${root}/node_modules/.countersign-build.lock`;
const LOCK_POLL_MS = 100;

/** Builds the packages, and what they refer to. At once when nothing has changed. */
export async function build(...folders: readonly string[]): Promise<void> {
  const unlock = await lock();
  try {
    const projects = folders.map((folder) => `${root}/${folder}`);
    const { status, stdout } = await run(process.execPath, [COMPILER, '-b', ...projects]);
    if (status !== 0) throw new Error(`The build failed:\n${stdout}`);
  } finally {
    unlock();
  }
}

/** Test files run in parallel, and no program may be started from a file that is being written. */
async function lock(): Promise<() => void> {
  for (;;) {
    try {
      const file = openSync(LOCK, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(LOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isAbandoned()) rmSync(LOCK, { force: true });
      else await setTimeout(LOCK_POLL_MS);
    }
  }
}

function isAbandoned(): boolean {
  try {
    const owner = Number(readFileSync(LOCK, 'utf8'));
    return owner > 0 && !process.kill(owner, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
