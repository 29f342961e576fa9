/**
 * The table of docs/outcomes.md: each cell is reached by a walk that `vectors/outcomes.json` keeps.
 * `COUNTERSIGN_SEARCH=8000 npm test -- conformance/test/outcomes` looks for cells among so many random
 * walks, and writes both anew.
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
const search = Number(process.env['COUNTERSIGN_SEARCH'] ?? 0);

if (search > 0) {
  test(`searches ${search} walks for outcomes`, async () => write(await find(search)), 1e9);
} else {
  const { walks } = JSON.parse(readFileSync(vectors, 'utf8')) as { walks: readonly KeptWalk[] };
  registerKept(walks);
}

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

/** The first walk that reaches a cell is kept. */
async function find(count: number): Promise<readonly KeptWalk[]> {
  const ways = fc.record({
    plan: plans,
    moves: fc.array(moves, { maxLength: MOST_MOVES, size: 'max' }),
  });
  const found = new Set<string>();
  const kept: KeptWalk[] = [];
  for (const way of fc.sample(ways, { numRuns: count, seed: 1 })) {
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
