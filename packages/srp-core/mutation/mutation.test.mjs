/** Faults that are planted in the arithmetic, one at a time: the judge has to see them. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { EXPLAINED } from './_explained.mjs';
import { listMutants } from './_run-mutants.mjs';

/** All of them where everything runs; elsewhere every fiftieth. */
const STEP = process.env.COUNTERSIGN_FULL === '1' ? 1 : 50;
const MINIMUM_SCORE = 0.9;

const folder = fileURLToPath(new URL('..', import.meta.url));
const compiler = fileURLToPath(
  new URL('../../../node_modules/typescript/bin/tsc', import.meta.url),
);

beforeAll(() => {
  const { status } = spawnSync(process.execPath, [compiler, '-b'], { cwd: folder });
  expect(status).toBe(0);
});

test('at least nine of ten are seen, and each of the others is explained', () => {
  const mutants = listMutants().filter((_, index) => index % STEP === 0);
  const survivors = mutants.filter(({ isKilled }) => !isKilled());
  const score = 1 - survivors.length / mutants.length;
  console.log(`${mutants.length} mutants, ${survivors.length} not seen: ${score.toFixed(3)}`);
  const isExplained = ({ where, change }) =>
    EXPLAINED.some((known) => known.where.test(where) && known.change.test(change));
  const unexplained = survivors.filter((survivor) => !isExplained(survivor));
  expect(unexplained.map(({ where, change }) => `${where} | ${change}`)).toEqual([]);
  expect(score).toBeGreaterThanOrEqual(MINIMUM_SCORE);
});
