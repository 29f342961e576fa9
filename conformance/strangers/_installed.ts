/**
 * Judges that this repository cannot bring along. There may be several programs of a name; each one
 * that runs is a judge of its own, and where there is none its tests are skipped by name.
 *
 * @module
 */
import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from 'vitest';
import { run } from './_programs.ts';

/** A program that answered. */
export interface Installed {
  readonly path: string;
  /** What it says that it is. */
  readonly version: string;
}

/** Declares one test of one judge. */
export type JudgeTest = (title: string, body: (judge: Installed) => Promise<void>) => void;

/**
 * Every program of that name on the PATH, and in /usr/bin even where the PATH hides it.
 *
 * @param probe - arguments with which it prints what it is and ends with 0.
 */
export async function findInstalled(
  name: string,
  probe: readonly string[],
): Promise<readonly Installed[]> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const found = new Map<string, Installed>();
  for (const path of new Set(folders.map((folder) => join(folder, name)))) {
    const { status, stdout } = await run(path, probe);
    if (status !== 0) continue;
    // Two paths to one program, as /bin and /usr/bin often are, make one judge.
    const program = realpathSync(path);
    if (!found.has(program)) found.set(program, { path, version: stdout.trim() });
  }
  return [...found.values()];
}

/** Declares the same tests for each judge, or once, to be skipped, where there is none. */
export function describeJudges(
  installed: readonly Installed[],
  missing: { readonly name: string; readonly howToInstall: string },
  body: (judgeTest: JudgeTest) => void,
): void {
  for (const judge of installed) {
    const label = `${judge.version} (${judge.path})`;
    console.log(`judge: ${label}`);
    describe(label, () => {
      body((title, judging) => test(title, () => judging(judge)));
    });
  }
  if (installed.length > 0) return;
  const { name, howToInstall } = missing;
  describe(name, () => {
    body((title) => test(title, ({ skip }) => skip(`${name} is not installed: ${howToInstall}`)));
  });
}
