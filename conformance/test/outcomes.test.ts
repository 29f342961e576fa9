/**
 * The table of docs/outcomes.md: each cell is reached by a walk that `vectors/outcomes.json` keeps.
 * `COUNTERSIGN_SEARCH=8000 npm test -- conformance/test/outcomes` looks for cells among so many random
 * walks besides the kept ones, and writes both anew; with another `COUNTERSIGN_SEED`, among others.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell } from './_outcomes.ts';
import { compareCells, outcomesTable } from './_outcomes-table.ts';
import { MOST_MOVES, moves, plans } from './_walk-plans.ts';
import type { Move, Plan } from './_walk-plans.ts';
import { commandOf, walk } from './_walk.ts';

/** A walk, and the cells that it is kept for. */
interface KeptWalk {
  readonly reaches: readonly Cell[];
  readonly plan: Plan;
  readonly moves: readonly Move[];
}

const vectors = new URL('../vectors/outcomes.json', import.meta.url);
const table = new URL('../../docs/outcomes.md', import.meta.url);
const SEED = Number(process.env['COUNTERSIGN_SEED'] ?? 1);
const search = Number(process.env['COUNTERSIGN_SEARCH'] ?? 0);

const { walks } = JSON.parse(readFileSync(vectors, 'utf8')) as { walks: readonly KeptWalk[] };
if (search > 0) {
  test(`searches ${search} walks for outcomes`, async () => write(await find(walks, search)), 1e9);
} else registerKept(walks);

function registerKept(walks: readonly KeptWalk[]): void {
  const cells = walks.flatMap(({ reaches }) => reaches).sort(compareCells);
  test('docs/outcomes.md shows the cells that are reached', () => {
    expect(readFileSync(table, 'utf8')).toBe(outcomesTable(cells));
  });
  test('no cell is reached by two of the kept walks', () => {
    expect(new Set(cells.map(String)).size).toBe(cells.length);
  });
  for (const kept of walks) {
    test(kept.reaches.map((cell) => cell.join(' · ')).join('; '), async () => {
      const { cells: reached } = await follow(kept);
      expect(reached.map(String)).toEqual(expect.arrayContaining(kept.reaches.map(String)));
    });
  }
}

/** As far as a sign-in over SRP goes, whatever it asks. */
const FIRST_A_PASSKEY: readonly Move[] = [
  { does: 'sign in', flow: 'USER_SRP_AUTH', rightly: true },
  ...Array.from({ length: 6 }, () => ({ does: 'answer', rightly: true, choice: 0 }) as const),
  { does: 'register a passkey' },
];

/** Where first factors are chosen, or the preferred one may not be there. */
const MAY_ASK_FOR_IT = ['USER_AUTH', 'USER_AUTH, EMAIL_OTP', 'USER_AUTH, SMS_OTP'];

function allowPasskeys({ pool, user, ...plan }: Plan): Plan {
  const allowed = new Set([...pool.allowedFirstAuthFactors, 'WEB_AUTHN']);
  return {
    ...plan,
    pool: { ...pool, allowedFirstAuthFactors: [...allowed] },
    user: { ...user, confirmed: true },
  };
}

/** The first walk that reaches a cell is kept: what was found before is not lost to another search. */
async function find(before: readonly KeptWalk[], count: number): Promise<readonly KeptWalk[]> {
  const anyMoves = fc.array(moves, { maxLength: MOST_MOVES, size: 'max' });
  const ways = fc.record({ plan: plans, moves: anyMoves });
  // By chance few walks have a passkey before they come to a flow that may ask for one.
  const withPasskey = fc.record({
    plan: plans.map(allowPasskeys),
    moves: fc
      .tuple(fc.constantFrom(...MAY_ASK_FOR_IT), fc.nat(7), anyMoves)
      .map(([flow, choice, more]): readonly Move[] => [
        ...FIRST_A_PASSKEY,
        { does: 'sign in', flow, rightly: true },
        { does: 'answer', rightly: true, choice },
        ...more,
      ]),
  });
  const samples = [
    ...before,
    ...fc.sample(ways, { numRuns: count, seed: SEED }),
    ...fc.sample(withPasskey, { numRuns: Math.ceil(count / 4), seed: SEED }),
  ];
  const found = new Set<string>();
  const kept: KeptWalk[] = [];
  for (const way of samples) {
    const { cells, performed } = await follow(way);
    const reaches = cells.filter((cell) => !found.has(String(cell)));
    for (const cell of reaches) found.add(String(cell));
    reaches.sort(compareCells);
    if (reaches.length > 0) kept.push({ reaches, plan: way.plan, moves: performed });
  }
  return kept;
}

/** What a walk reaches, each cell once, and those of its moves that were possible. */
async function follow(
  way: Omit<KeptWalk, 'reaches'>,
): Promise<{ cells: Cell[]; performed: Move[] }> {
  const cells = new Map<string, Cell>();
  const performed: Move[] = [];
  const commands = way.moves.map((move) => commandOf(move, () => performed.push(move)));
  await walk(way.plan, commands, (...cell) => void cells.set(String(cell), cell));
  return { cells: [...cells.values()], performed };
}

function write(walks: readonly KeptWalk[]): void {
  const lines = walks.map((kept) => `    ${JSON.stringify(kept)}`).join(',\n');
  writeFileSync(vectors, `{\n  "walks": [\n${lines}\n  ]\n}\n`);
  const cells = walks.flatMap(({ reaches }) => reaches).sort(compareCells);
  writeFileSync(table, outcomesTable(cells));
}
