/**
 * Programs for the runner to question, written in a line or two.
 *
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import process from 'node:process';
import { runCommandLine } from './_command-line.ts';
import type { CommandOutcome } from './_command-line.ts';

/** For each line, `answer(case)` says what is printed. It is right about `srp.timestamp` alone. */
const SHELL = `
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const right = ({ id, op, in: { nowMs } }) => {
    if (op !== 'srp.timestamp') return { id, skip: 'unsupported' };
    if (nowMs < 0 || nowMs >= Date.UTC(10_000, 0)) return { id, error: 'ERR_ARGUMENT' };
    const [weekday, day, month, year, clock] = new Date(nowMs).toUTCString().split(/,? /);
    return { id, out: { timestamp: weekday + ' ' + month + ' ' + Number(day) + ' ' + clock + ' UTC ' + year } };
  };
  const say = (value) => console.log(JSON.stringify(value));
  const lines = require('node:readline').createInterface({ input: process.stdin });
`;
const EVERY_LINE = "lines.on('line', (line) => { const one = JSON.parse(line); BODY });";

/** A program that does this with `one`, the case, for each line. */
export function program(body: string): readonly string[] {
  return [process.execPath, '-e', SHELL + EVERY_LINE.replace('BODY', body)];
}

/** It is right about what it answers. */
export const RIGHT: readonly string[] = program('say(right(one));');

/** `run`, with one random case for each operation. */
export async function runProgram(
  command: readonly string[],
  { config, flags = [] }: { readonly config?: object; readonly flags?: readonly string[] } = {},
): Promise<CommandOutcome> {
  const folder = mkdtempSync(`${tmpdir()}/countersign-runner-`);
  const file = `${folder}/impl.json`;
  try {
    if (config !== undefined) writeFileSync(file, JSON.stringify(config));
    const given = config === undefined ? [] : ['--config', file];
    const argv = ['run', ...given, '--random', '1', '--seed', 's', ...flags, '--', ...command];
    return await runCommandLine(argv);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
