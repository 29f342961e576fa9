/**
 * The table of docs/outcomes.md: each cell is reached by a walk that `vectors/outcomes.json` keeps.
 * `COUNTERSIGN_SEARCH=20000 npm test -- outcomes` looks for cells among so many random walks, and
 * writes both anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { compareCells, outcomesTable } from './_outcomes-table.ts';
import type { Cell } from './_outcomes-table.ts';
import { poolPlans, startPool, walks, WIDE_POOLS } from './_walk-plans.ts';
import type { PoolPlan, Walk } from './_walk-plans.ts';
import { walk } from './_walk.ts';

/** A walk, and the cells that it is kept for. */
interface KeptWalk {
  readonly reaches: readonly Cell[];
  readonly pool: number;
  readonly walk: Walk;
}
interface Kept {
  readonly pools: readonly PoolPlan[];
  readonly walks: readonly KeptWalk[];
}

const vectors = new URL('../vectors/outcomes.json', import.meta.url);
const table = new URL('../../docs/outcomes.md', import.meta.url);
const deaf = { asked: () => {}, ended: () => {} };
const search = Number(process.env['COUNTERSIGN_SEARCH'] ?? 0);

if (search > 0) {
  test(`searches ${search} walks for outcomes`, async () => writeKept(await find(search)), 1e9);
} else {
  registerKept(JSON.parse(readFileSync(vectors, 'utf8')) as Kept);
}

function registerKept(kept: Kept): void {
  const cells = kept.walks.flatMap(({ reaches }) => reaches).sort(compareCells);
  test('docs/outcomes.md shows the cells that are reached', () => {
    expect(readFileSync(table, 'utf8')).toBe(outcomesTable(cells));
  });
  test('no cell is reached by two of the kept walks', () => {
    expect(new Set(cells.map(String)).size).toBe(cells.length);
  });
  const ways = kept.walks.map((one) => one.walk);
  const pool = startPool(kept.pools, ways, (index) => kept.walks[index]!.pool);
  afterAll(() => pool.close());
  for (const [index, { reaches, ...one }] of kept.walks.entries()) {
    test(reaches.map((cell) => cell.join(' · ')).join('; '), async () => {
      const reached = new Set<string>();
      const outcome = (...cell: Cell): void => void reached.add(String(cell));
      await walk(pool, one.pool, index, one.walk, { ...deaf, outcome });
      expect([...reached]).toEqual(expect.arrayContaining(reaches.map(String)));
    });
  }
}

/** The first walk that reaches a cell is kept, as far as it goes, if it reaches it in a fresh pool too. */
async function find(count: number): Promise<Kept> {
  const seed = 1;
  const pools = [...WIDE_POOLS, ...fc.sample(poolPlans, { numRuns: 10, seed })];
  const sampled = fc.sample(walks, { numRuns: count, seed });
  const candidates = sampled.map((one, n) => ({ pool: n % pools.length, walk: one, reaches: [] }));
  const searched = await keepFirst({ pools, walks: candidates });
  return keepFirst(searched);
}

async function keepFirst({ pools, walks: candidates }: Kept): Promise<Kept> {
  const ways = candidates.map((one) => one.walk);
  const pool = startPool(pools, ways, (index) => candidates[index]!.pool);
  const found = new Set<string>();
  const keeps: KeptWalk[] = [];
  for (const [index, one] of candidates.entries()) {
    const reaches: Cell[] = [];
    const turns = await walk(pool, one.pool, index, one.walk, {
      ...deaf,
      outcome: (...cell) => {
        if (found.has(String(cell))) return;
        found.add(String(cell));
        reaches.push(cell);
      },
    });
    const decisions = one.walk.decisions.slice(0, Math.max(1, turns));
    if (reaches.length === 0) continue;
    reaches.sort(compareCells);
    keeps.push({ reaches, pool: one.pool, walk: { ...one.walk, decisions } });
  }
  pool.close();
  return { pools, walks: keeps };
}

function writeKept({ pools, walks: ways }: Kept): void {
  const lines = (items: readonly unknown[]): string =>
    items.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
  const text = `{\n  "pools": [\n${lines(pools)}\n  ],\n  "walks": [\n${lines(ways)}\n  ]\n}\n`;
  writeFileSync(vectors, text);
  const all = ways.flatMap(({ reaches }) => reaches).sort(compareCells);
  writeFileSync(table, outcomesTable(all));
}
