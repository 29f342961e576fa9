/**
 * What a run of cases looks like to a person.
 *
 * @module
 */
import type { Io } from './io.ts';
import { canonical } from './case.ts';
import type { Answer } from './case.ts';
import { isDeclared } from './config.ts';
import type { Config } from './config.ts';
import { FORMULAS } from './formulas.ts';
import { printable } from './safe-text.ts';
import { FAILING } from './verdicts.ts';
import type { Verdict, VerdictKind } from './verdicts.ts';

const MAX_SHOWN = 20;

/** Numbers of a run. */
export type Counts = { readonly [kind in VerdictKind]: number };

/** As a report says them. */
const WORDS: { readonly [kind in VerdictKind]: string } = {
  passed: 'passed',
  failed: 'failed',
  known: 'known to fail',
  fixed: 'no longer fail',
  skipped: 'skipped',
  refused: 'skipped though declared or listed',
};

export function count(verdicts: readonly Verdict[]): Counts {
  const counts = { passed: 0, failed: 0, known: 0, fixed: 0, skipped: 0, refused: 0 };
  for (const { kind } of verdicts) counts[kind] += 1;
  return counts;
}

/** Every failure with its id, its note and both values; then the numbers. */
export function writeReport(
  io: Pick<Io, 'writeOut' | 'paint'>,
  {
    verdicts,
    config,
    isEverythingShown,
  }: {
    readonly verdicts: readonly Verdict[];
    readonly config: Config;
    readonly isEverythingShown: boolean;
  },
): void {
  const failing = verdicts.filter(({ kind }) => FAILING.has(kind));
  const shown = isEverythingShown ? failing : failing.slice(0, MAX_SHOWN);
  for (const verdict of shown) io.writeOut(describe(verdict, config, io.paint));
  if (shown.length < failing.length) {
    io.writeOut(`… and ${failing.length - shown.length} more: --all shows them.\n\n`);
  }
  const counts = count(verdicts);
  for (const [op, line] of perOperation(verdicts)) io.writeOut(`${op.padEnd(20)} ${line}\n`);
  io.writeOut(`\n${printable(config.name)}: ${inWords(Object.entries(counts) as CountEntries)}.\n`);
}

function describe(
  { kind, case: asked, reply }: Verdict,
  config: Config,
  paint: Io['paint'],
): string {
  const head = `${paint('red', 'FAIL')} ${asked.id}  ${printable(asked.comment)}\n`;
  const formula = FORMULAS[asked.op];
  const lines = formula === undefined ? asked.notes : [formula, ...asked.notes];
  const notes = lines.map((line) => `     ${line}\n`).join('');
  if (kind === 'refused') {
    const why = isDeclared(asked.op, config.capabilities)
      ? `declares ${asked.op}`
      : 'lists it as known to fail: it has to be answered';
    return `${head}     answered skip, and impl.json ${why}\n\n`;
  }
  if (kind === 'fixed') {
    const reason = printable(config.knownFailing.get(asked.id) ?? '');
    return `${head}     passes, and impl.json says that it fails: ${reason}\n\n`;
  }
  return (
    `${head}     expected ${show(asked.expected)}\n` +
    `     got      ${reply === undefined || 'skip' in reply ? 'skip' : show(reply)}\n${notes}\n`
  );
}

/** An answer as it travels: of one that is wrong, what was kept. */
function show(answer: Answer): string {
  return printable('error' in answer ? `error ${answer.error}` : canonical(answer.out));
}

type CountEntries = readonly (readonly [VerdictKind, number])[];

function inWords(entries: CountEntries): string {
  return entries.map(([kind, number]) => `${number} ${WORDS[kind]}`).join(', ');
}

function perOperation(verdicts: readonly Verdict[]): ReadonlyMap<string, string> {
  const ops = [...new Set(verdicts.map(({ case: asked }) => asked.op))];
  return new Map(
    ops.map((op) => {
      const counts = count(verdicts.filter(({ case: asked }) => asked.op === op));
      const entries = Object.entries(counts) as CountEntries;
      return [op, inWords(entries.filter(([, number]) => number > 0))];
    }),
  );
}
