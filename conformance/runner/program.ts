/**
 * Talks to the program under test: cases go to its standard input, answers come from its standard
 * output, a line each, in any order. It may hang, flood, print nonsense or die: each ends the talk
 * with a sentence, in bounded time and memory.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Answer, Case, JsonObject } from './case.ts';
import { createLineReader, levelsOf } from './lines.ts';
import { printable } from './safe-text.ts';

/** How long a program may take. */
export interface Limits {
  /** From one answer to the next. */
  readonly answerMs: number;
  /** For everything. */
  readonly totalMs: number;
}

/** What a program says to a case. */
export type Reply = Answer | { readonly skip: string };

/** How the talk ended: `broken` says why, where it did not end with the last answer. */
export type Ending =
  | { readonly kind: 'complete' }
  | { readonly kind: 'broken'; readonly why: string };

export interface Talk {
  readonly command: readonly string[];
  readonly cases: readonly Case[];
  readonly limits: Limits;
  readonly onReply: (id: string, reply: Reply) => void;
  /** Aborted when the user has had enough. */
  readonly signal: AbortSignal;
}

const MAX_WAITING = 64;
const MAX_LINE_BYTES = 4 * 1024 * 1024;
/** What recursion can follow on any stack. */
const MAX_LEVELS = 64;
const MAX_COMPLAINT_CHARACTERS = 2000;
/** For a program to end by itself once its input is closed. */
const FAREWELL_MS = 3000;

/** Asks everything. Never rejects. */
export async function talk(options: Talk): Promise<Ending> {
  const { command, cases, limits, onReply, signal } = options;
  const [program = '', ...args] = command;
  const child = start(program, args);
  if (typeof child === 'string') return { kind: 'broken', why: notStarted(child) };
  const waiting = new Set<string>();
  const known = new Set(cases.map(({ id }) => id));
  let next = 0;
  let complaint = '';
  let settle!: (ending: Ending) => void;
  const ended = new Promise<Ending>((resolve) => {
    settle = resolve;
  });
  const breakOff = (why: string): void => {
    const said = printable(complaint, MAX_COMPLAINT_CHARACTERS);
    settle({ kind: 'broken', why: said === '' ? why : `${why} Its standard error: ${said}` });
  };

  const total = setTimeout(() => {
    breakOff(`The program took longer than ${limits.totalMs / 1000} s for everything.`);
  }, limits.totalMs);
  const quiet = setTimeout(() => {
    const [first = ''] = waiting;
    breakOff(
      `The program did not answer ${first} within ${limits.answerMs / 1000} s. ` +
        'It has to flush each line, and not to wait for the end of its input.',
    );
  }, limits.answerMs);

  const ask = (): void => {
    while (next < cases.length && waiting.size < MAX_WAITING) {
      const { id, op, in: input } = cases[next]!;
      next += 1;
      waiting.add(id);
      // A program that does not read has a full pipe; no more than MAX_WAITING lines pile up here.
      child.stdin.write(`${JSON.stringify({ id, op, in: input })}\n`);
    }
    if (next === cases.length && !child.stdin.writableEnded) child.stdin.end();
  };
  const readLine = (line: string): void => {
    const answer = readAnswer(line);
    if (typeof answer === 'string') return breakOff(answer);
    const { id, reply } = answer;
    if (!waiting.delete(id)) {
      const why = known.has(id) ? ' a second time' : ', which it was not asked';
      return breakOff(`The program answered ${printable(id)}${why}.`);
    }
    quiet.refresh();
    onReply(id, reply);
    if (waiting.size === 0 && next === cases.length) settle({ kind: 'complete' });
    else ask();
  };

  child.stdout.on(
    'data',
    createLineReader(readLine, MAX_LINE_BYTES, () => {
      breakOff(`The program printed a line of more than ${MAX_LINE_BYTES} bytes.`);
    }),
  );
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-MAX_COMPLAINT_CHARACTERS);
  });
  child.stdin.on('error', () => {}); // Who stopped reading ends soon, and that is reported.
  child.on('error', ({ message }) => breakOff(notStarted(message)));
  child.on('close', (code, killedBy) => {
    const how = killedBy === null ? `with exit code ${code}` : `by ${killedBy}`;
    const [first = 'anything'] = waiting;
    breakOff(`The program ended ${how} before it answered ${first}.`);
  });
  const stop = (): void => breakOff('Interrupted.');
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();

  ask();
  const ending = await ended;
  clearTimeout(total);
  clearTimeout(quiet);
  signal.removeEventListener('abort', stop);
  await end(child, ending.kind === 'complete' ? FAREWELL_MS : 0);
  return ending;
}

/**
 * A group of its own, so that what the program starts ends with it.
 *
 * @returns why not, where it is refused at once: an empty name, a path through a file.
 */
function start(program: string, args: readonly string[]): ChildProcessWithoutNullStreams | string {
  try {
    return spawn(program, args, { detached: process.platform !== 'win32', stdio: 'pipe' });
  } catch (error) {
    return (error as Error).message;
  }
}

function notStarted(message: string): string {
  return `The program could not be started: ${printable(message)}.`;
}

async function end(child: ChildProcessWithoutNullStreams, graceMs: number): Promise<void> {
  child.stdout.removeAllListeners('data').resume();
  if (child.pid === undefined) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => kill(child), graceMs);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once('exit', done);
  });
  kill(child);
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
}

/** The program, and what it left behind. */
function kill({ pid = 0 }: ChildProcessWithoutNullStreams): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}

/** @returns what is wrong with a line, or what it says. */
function readAnswer(line: string): string | { readonly id: string; readonly reply: Reply } {
  if (levelsOf(line) > MAX_LEVELS) {
    return `The program printed a line that is nested deeper than ${MAX_LEVELS}: ${printable(line)}`;
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return `The program printed a line that is no JSON: ${printable(line)}`;
  }
  const { id, out, error, skip } = Object(value) as JsonObject;
  const given = [out, error, skip].filter((member) => member !== undefined);
  if (typeof id !== 'string' || given.length !== 1) {
    return `An answer has an "id", a text, and exactly one of "out", "error", "skip"; this has not: ${printable(line)}`;
  }
  if (typeof error === 'string') return { id, reply: { error } };
  if (typeof skip === 'string') return { id, reply: { skip } };
  if (typeof out === 'object' && out !== null && !Array.isArray(out)) {
    return { id, reply: { out: out as JsonObject } };
  }
  return `"out" is an object, "error" and "skip" are texts, and this is neither: ${printable(line)}`;
}
