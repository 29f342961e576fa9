/**
 * `countersign-conformance run`: asks a program everything, and judges its answers.
 *
 * @module
 */
import { createHash, randomBytes } from 'node:crypto';
import { areaCases } from './area-cases.ts';
import { canonical } from './case.ts';
import type { Case } from './case.ts';
import { challengeCases } from './challenge-cases.ts';
import { NO_CONFIG, readConfig, UsageError } from './config.ts';
import type { Config } from './config.ts';
import type { Command, Flags } from './flags.ts';
import { AFTER_DASHES, EXIT_CODES, millisecondsOf, numberOf } from './flags.ts';
import type { Io } from './io.ts';
import { talk } from './program.ts';
import { randomCases } from './random-cases.ts';
import { count, writeReport } from './report.ts';
import { srpCases } from './srp-cases.ts';
import { transportCases } from './transport-cases.ts';
import { FAILING, judge, requireMeaningful } from './verdicts.ts';
import type { Verdict } from './verdicts.ts';

const SEED_BYTES = 8;
/** Cases for each operation: what is held in memory, and drawn within minutes. */
const MAX_RANDOM = 10_000;
/** How ids of random cases begin. */
const RANDOM = 'random/';

const CASE_FLAGS = {
  seed: { value: 'TEXT', help: 'for the random cases; without it a fresh one, which is printed' },
  random: { value: 'N', help: 'random cases for each operation (default 20)' },
  only: { value: 'TEXT', help: 'only the cases whose id contains the text, or is the text' },
} as const;

export const runCommand: Command = {
  name: 'run',
  summary: 'asks a program that speaks JSON Lines (runner/PROTOCOL.md says how)',
  usage: 'run [flags] -- PROGRAM [arguments]',
  flags: {
    config: { value: 'FILE', help: 'impl.json: name, capabilities, known failures' },
    ...CASE_FLAGS,
    timeout: { value: 'SECONDS', help: 'for one answer (default 30)' },
    'total-timeout': { value: 'SECONDS', help: 'for everything (default 600)' },
    all: { help: 'print every failure, not the first 20 alone' },
    json: { help: 'print one line of JSON in place of the report' },
  },
  examples: [
    'countersign-conformance run -- python3 impl.py',
    'countersign-conformance run --config impl.json --seed 2f9c -- ./my-program',
  ],
  run,
};

export const casesCommand: Command = {
  name: 'cases',
  summary: 'prints the cases, one line of JSON each, without running anything',
  usage: 'cases [flags]',
  flags: {
    ...CASE_FLAGS,
    expected: { help: 'with the answers' },
    digest: { help: 'print one SHA-256 of all answers instead' },
  },
  examples: ['countersign-conformance cases --only srp-edges/u --expected'],
  exits: [
    [EXIT_CODES.passed, 'printed'],
    [EXIT_CODES.misused, 'wrong flags'],
  ],
  async run(flags, io) {
    const { cases, seed } = select(flags, NO_CONFIG);
    if (flags.isOn('digest')) {
      io.writeOut(`${digest(cases)}  seed ${seed}\n`);
      return EXIT_CODES.passed;
    }
    for (const { id, op, in: input, expected } of cases) {
      const line = { id, op, in: input, ...(flags.isOn('expected') && expected) };
      io.writeOut(`${JSON.stringify(line)}\n`);
    }
    const isFresh = flags.text('seed') === undefined;
    if (isFresh && cases.some(({ id }) => id.startsWith(RANDOM))) {
      io.writeError(`Random cases: --seed ${seed} draws them again.\n`);
    }
    return EXIT_CODES.passed;
  },
};

async function run(flags: Flags, io: Io, program: readonly string[]): Promise<number> {
  if (program.length === 0) throw new UsageError(AFTER_DASHES);
  const file = flags.text('config');
  const config = file === undefined ? NO_CONFIG : readConfig(file);
  const { cases, seed, isWhole } = select(flags, config);
  if (isWhole) requireMeaningful(config, cases);
  const limits = {
    answerMs: millisecondsOf(flags, 'timeout', 30),
    totalMs: millisecondsOf(flags, 'total-timeout', 600),
  };
  const byId = new Map(cases.map((one) => [one.id, one]));
  const verdicts: Verdict[] = [];
  const ending = await talk({
    command: program,
    cases,
    limits,
    signal: io.signal,
    onReply(id, reply) {
      verdicts.push(judge(byId.get(id)!, reply, config));
      io.progress(`${verdicts.length}/${cases.length}`);
    },
  });
  io.progress('');
  const exitCode = exitCodeOf(verdicts, ending.kind);
  const why = ending.kind === 'broken' ? ending.why : undefined;
  if (flags.isOn('json')) {
    const failing = verdicts.filter(({ kind }) => FAILING.has(kind));
    const failures = failing.map(
      ({ kind, case: { id, comment, notes, expected }, reply: got }) => ({
        ...{ id, kind, comment, notes },
        ...{ expected, got },
      }),
    );
    io.writeOut(
      `${JSON.stringify({ name: config.name, seed, cases: cases.length, counts: count(verdicts), failures, ...(why !== undefined && { broken: why }) })}\n`,
    );
    return exitCode;
  }
  writeReport(io, { verdicts, config, isEverythingShown: flags.isOn('all') });
  io.writeOut(`Random cases: --seed ${seed} asks the same again.\n`);
  const wrong = verdicts.find(({ kind }) => kind === 'failed');
  if (wrong !== undefined) io.writeOut(`${hint(wrong, seed, flags)}\n`);
  if (why !== undefined) {
    io.writeOut(
      `${io.paint('red', 'BROKEN')} after ${verdicts.length} of ${cases.length}: ${why}\n`,
    );
  } else if (exitCode !== EXIT_CODES.passed && verdicts.every(({ kind }) => !FAILING.has(kind))) {
    io.writeOut('Every case was skipped: nothing has been judged.\n');
  }
  return exitCode;
}

/** How to see the whole of a case that failed. */
function hint({ case: { id } }: Verdict, seed: string, flags: Flags): string {
  const random = flags.text('random');
  const drawn = ` --seed ${seed}${random === undefined ? '' : ` --random ${random}`}`;
  const command = `cases --expected --only '${id}'${id.startsWith(RANDOM) ? drawn : ''}`;
  return `The whole of a case: countersign-conformance ${command}`;
}

/** Nothing answered is nothing shown. */
function exitCodeOf(verdicts: readonly Verdict[], ending: 'complete' | 'broken'): number {
  if (ending === 'broken') return EXIT_CODES.broken;
  const isJudged = verdicts.some(({ kind }) => kind !== 'skipped');
  const isFailing = verdicts.some(({ kind }) => FAILING.has(kind));
  return isJudged && !isFailing ? EXIT_CODES.passed : EXIT_CODES.failed;
}

interface Selection {
  readonly cases: readonly Case[];
  readonly seed: string;
  /** Nothing was left out. */
  readonly isWhole: boolean;
}

function select(flags: Flags, config: Config): Selection {
  const seed = flags.text('seed') ?? config.seed ?? randomBytes(SEED_BYTES).toString('hex');
  const random = numberOf(flags, 'random', { whenAbsent: 20, most: MAX_RANDOM });
  if (!Number.isInteger(random)) throw new UsageError('--random takes a whole number.');
  const only = flags.text('only');
  const vectors = [...srpCases(), ...areaCases(), ...transportCases(), ...challengeCases()];
  const all = [...vectors, ...randomCases(seed, random)];
  const exact = all.filter(({ id }) => id === only);
  const some = exact.length > 0 ? exact : all.filter(({ id }) => id.includes(only ?? ''));
  const cases = only === undefined ? all : some;
  if (cases.length === 0) throw new UsageError(`No case has "${only}" in its id.`);
  return { cases, seed, isWhole: only === undefined };
}

/** Over `id`, a tab, the answer in canonical JSON, a newline: for each case. */
function digest(cases: readonly Case[]): string {
  const hash = createHash('sha256');
  for (const { id, expected } of cases) hash.update(`${id}\t${canonical(expected)}\n`);
  return hash.digest('hex');
}
