/** Faults that are planted in our packages: some here, all of them where everything runs. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../../scripts/_paths.mjs';
import { faults, PAGE, runCommand, runFaults } from '../faults/_faults.mjs';
import { readKillers } from '../faults/_page.mjs';

const SAMPLE = ['u-order', 'local-time', 'secret-hash-of-the-alias', 'session-dropped'];
const isFull = process.env.COUNTERSIGN_FULL === '1';
const chosen = faults.filter(({ name }) => isFull || SAMPLE.includes(name));
const print = () => {};

test('each is killed by a vector or a property, and the packages as they are pass', async () => {
  const { results, failures } = await runFaults(chosen, { print, isWhole: isFull });
  expect(failures).toEqual([]);
  const left = results.filter(({ killer }) => killer === undefined);
  expect(left.map(({ fault, why }) => [fault.name, why])).toEqual([]);
  expect(results.length).toBe(isFull ? faults.length : SAMPLE.length);
});

test('each is in the source, once, and is planted alone', () => {
  const lost = faults.filter(
    ({ file, find }) => readFileSync(`${root}/${file}`, 'utf8').split(find).length !== 2,
  );
  expect(lost.map(({ name }) => name)).toEqual([]);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});

test('the page names what killed each', () => {
  const killers = readKillers(readFileSync(PAGE, 'utf8'));
  expect([...killers.keys()].sort()).toEqual(faults.map(({ name }) => name).sort());
});

test('one that nothing sees, and one that is not in the source, are failures', async () => {
  const [fault] = faults;
  const harmless = { ...fault, name: 'harmless', replace: `${fault.find} + 0` };
  const lost = { ...fault, name: 'lost', find: 'no such text' };
  const { results } = await runFaults([lost], { print, isWhole: false });
  expect(results[0].killer).toBeUndefined();
  expect(results[0].why).toContain('no such text');
  if (!isFull) return;
  const { results: seen } = await runFaults([harmless], { print, isWhole: false });
  expect(seen[0]).toEqual({ fault: harmless });
});

test('the command says what it takes, and refuses what it does not', async () => {
  const run = async (...args) => {
    const lines = [];
    return { code: await runCommand(args, (line) => lines.push(line)), text: lines.join('\n') };
  };
  expect(await run('--help')).toMatchObject({ code: 0, text: expect.stringContaining('--only') });
  expect(await run('--list')).toMatchObject({ code: 0, text: expect.stringContaining('u-order') });
  expect(await run('--nothing')).toMatchObject({ code: 1 });
  expect(await run('--only', 'no-such-fault')).toMatchObject({ code: 1 });
});
