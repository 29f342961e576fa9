/** Work in slices comes to what work at once does, whatever happens between two of them. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PRIME_HEX } from '../src/_group.ts';
import { bytesFromHex } from '../src/_hex.ts';
import type { WasmKernel } from '../src/_secret-wasm-slots.ts';
import { runAtOnce, runInTasks } from '../src/_slices.ts';
import type { Slices } from '../src/_slices.ts';
import { createWasmEngine } from '../src/_wasm-engine.ts';
import { compileArithmetic } from '../src/_wasm-module.ts';
import { useEngine } from '../src/engine.ts';
import { openSrp, openSrpInTasks, secureRandom } from '../src/index.ts';
import { check, countingRandom, errorOf, openBoth } from './_sign-in.ts';

const SINGLE_USE = { code: 'ERR_ARGUMENT', reason: 'single-use', argument: 'ephemeral' };

afterEach(() => vi.unstubAllGlobals());

function* countTo(last: number): Slices<number> {
  for (let count = 1; count < last; count += 1) yield;
  return last;
}

/** How many tasks of others ran while this was at work. */
async function tasksBesides(work: () => Promise<unknown>): Promise<number> {
  let tasks = 0;
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => {
    tasks += 1;
    port2.postMessage(undefined);
  });
  port1.start();
  port2.postMessage(undefined);
  await work();
  port1.close();
  return tasks;
}

describe('on a page', () => {
  test('others run between two slices, and not in the middle of one', async () => {
    vi.stubGlobal('document', {});
    const inOneTask = async () => runAtOnce(countTo(9));
    expect(await tasksBesides(inOneTask)).toBe(0);
    expect(await tasksBesides(() => runInTasks(countTo(1)))).toBeGreaterThanOrEqual(1);
    expect(await tasksBesides(() => runInTasks(countTo(9)))).toBeGreaterThanOrEqual(8);
  });

  test.each(['wasm', 'plain'] as const)('a sign-in gives way, with the %s engine', async (name) => {
    vi.stubGlobal('document', {});
    useEngine(name);
    const signIn = openBoth();
    const tasks = await tasksBesides(async () => {
      const claim = await signIn.client.proveInTasks(signIn.input);
      expect(check(signIn, claim)).toBe(true);
    });
    // The check, u, x, the base, S, the key, the signature.
    expect(tasks).toBeGreaterThanOrEqual(6);
  });

  test('sign-ins that take turns do not touch each other', async () => {
    vi.stubGlobal('document', {});
    const starts = [1, 50, 99, 150];
    const claims = await Promise.all(
      starts.map(async (start) => {
        const client = await openSrpInTasks(countingRandom(start));
        const claim = await client.proveInTasks(openBoth().input);
        return { srpAHex: client.srpAHex, claim };
      }),
    );
    const expected = starts.map((start) => {
      const client = openSrp(countingRandom(start));
      return { srpAHex: client.srpAHex, claim: client.prove(openBoth().input) };
    });
    expect(claims).toEqual(expected);
  });

  test('an ephemeral is used as soon as its proof has begun', async () => {
    vi.stubGlobal('document', {});
    const { client, input } = openBoth();
    const first = client.proveInTasks(input);
    expect(errorOf(() => client.prove(input))).toEqual(SINGLE_USE);
    await expect(client.proveInTasks(input)).rejects.toMatchObject(SINGLE_USE);
    await first;
  });

  test('to discard it then does not make the proof one with another secret', async () => {
    vi.stubGlobal('document', {});
    const secret = countingRandom(1)(32);
    const client = openSrp(() => secret);
    const { input } = openBoth();
    const proof = client.proveInTasks(input);
    client.discard();
    expect(await proof).toEqual(openSrp(countingRandom(1)).prove(input));
    expect(secret).toEqual(new Uint8Array(32));
  });
});

test('elsewhere it is done at once', async () => {
  const signIn = openBoth();
  expect(
    await tasksBesides(async () => {
      await openSrpInTasks(secureRandom);
      await signIn.client.proveInTasks(signIn.input);
    }),
  ).toBe(0);
});

test('no slice of making the engine does more than 120 of its 311 products', () => {
  const kernel = new WebAssembly.Instance(compileArithmetic()).exports as unknown as WasmKernel;
  let products = 0;
  const counting: WasmKernel = {
    ...kernel,
    square: (to, times) => {
      products += times;
      kernel.square(to, times);
    },
    multiply: (to, left, right) => {
      products += 1;
      kernel.multiply(to, left, right);
    },
  };
  const slices = createWasmEngine(counting, bytesFromHex(PRIME_HEX));
  const counts: number[] = [];
  for (let done = false; !done; counts.push(products)) {
    products = 0;
    done = slices.next().done === true;
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(120);
  expect(counts.reduce((sum, count) => sum + count)).toBe(311);
});
