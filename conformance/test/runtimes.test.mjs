/**
 * The suite in the runtimes that cost little, and `npm run conformance` itself: what it says of a fault,
 * of a hang, of what is missing.
 */
import { readdirSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { cacheFolder, root } from '../../scripts/_paths.mjs';
import { registerOurs } from '../ours/register.ts';
import { registerSubset } from '../ours/subset.ts';
import { countTests, runTests } from '../runtimes/_collect.ts';
import { conformance, findFaults, runConformance } from '../runtimes/_conformance.mjs';
import { knownRuntimes, thisNode } from '../runtimes/_known.mjs';
import { listen } from '../runtimes/_listen.mjs';
import { renderMatrix, renderPage } from '../runtimes/_matrix.mjs';
import { readOptions } from '../runtimes/_options.mjs';
import { runProgram } from '../runtimes/_run-program.mjs';

const never = new AbortController().signal;

/** One run, silent but for what it returns. */
async function run(args, around = {}) {
  const lines = [];
  const print = (line) => lines.push(line);
  const code = await conformance(args, { print, signal: never, ...around });
  return { code, output: lines.join('\n') };
}

describe('the whole suite', () => {
  const quick = ['deno', 'bun', 'workerd', 'chromium'];
  // Very few: `npm run conformance` tries the properties more often, and more runtimes.
  const runs = {
    srp: { agreement: 2, claims: 2, wrongPeers: 1, powers: 3, hashes: 30, across: 2 },
    handlers: 5,
  };
  const hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
  const expected = countTests((api) =>
    registerOurs(api, { engines: ['wasm', 'plain'], hash, runs }),
  );
  let rows;

  beforeAll(async () => {
    rows = await runConformance(readOptions(quick), { print: () => {}, signal: never, runs });
  }, 600_000);

  test.for(quick)('in %s', (id, context) => {
    const { name, reason, verdict } = rows.find(({ runtime }) => runtime.id === id);
    if (reason !== undefined) return context.skip(`${name}: ${reason}`);
    expect(verdict.failures).toEqual([]);
    expect(verdict).toMatchObject({ passed: expected, engines: ['wasm', 'plain'], skipped: [] });
  });
});

describe('a fault in our own code', () => {
  // The day of the month, a day late: a vector of its own knows it.
  const fault = {
    file: 'srp-core/dist/_timestamp.js',
    find: 'Number(day)',
    replace: '(Number(day) + 1)',
  };
  const only = ['--only', 'srp-edges#40 '];

  test.for(['node', 'deno', 'bun', 'chromium'])(
    'makes the command fail in %s',
    async (id, context) => {
      const known = [thisNode, ...knownRuntimes].find((one) => one.id === id);
      const { reason, name } = await known.find();
      if (reason !== undefined) return context.skip(`${name}: ${reason}`);
      const { code, output } = await run([id, ...only], { fault });
      expect(code).toBe(1);
      expect(output).toContain(`FAILED in ${id}: srp-core (wasm): srp-edges#40 `);
      expect(output).toContain(`FAILED in ${id}: srp-core (plain): srp-edges#40 `);
    },
  );

  test('is what makes it fail', async () => {
    expect(await run(['node', ...only])).toMatchObject({ code: 0 });
  });

  test('has to be there to be planted', async () => {
    for (const change of [{ find: 'no such text' }, { file: 'no-such-file.js' }]) {
      const { code, output } = await run(['node', ...only], { fault: { ...fault, ...change } });
      expect(code).toBe(1);
      expect(output).toContain(Object.values(change)[0]);
    }
  });
});

describe('whatever happens, somebody is named for it', () => {
  const limits = { silenceMs: 60_000, wholeMs: 60_000, signal: never };
  const aborted = (signal) => new Promise((resolve) => signal.addEventListener('abort', resolve));

  test('a test that does not end', async () => {
    const verdict = await listen(
      async ({ hear, signal }) => {
        for (const name of ['one', 'two']) hear({ test: name });
        await aborted(signal);
      },
      { ...limits, silenceMs: 20 },
    );
    expect(verdict).toMatchObject({ passed: 1, failures: [{ name: 'two' }] });
  });

  test('a suite that goes on for ever', async () => {
    const verdict = await listen(
      async ({ hear, signal }) => {
        const timer = setInterval(() => hear({ test: 'again' }), 5);
        await aborted(signal);
        clearInterval(timer);
      },
      { ...limits, wholeMs: 50 },
    );
    expect(verdict.failures).toMatchObject([{ error: expect.stringContaining('All of it') }]);
  });

  test('a runtime that says nothing, one that stops in the middle, one without tests', async () => {
    const ended = { passed: 0, failed: 0, skipped: [], engines: [] };
    const judge = async (...messages) => {
      const { failures } = await listen(async ({ hear }) => messages.forEach(hear), limits);
      return failures.map(({ name }) => name);
    };
    expect(await judge()).toEqual(['the start']);
    expect(await judge({ test: 'one' })).toEqual(['one']);
    expect(await judge({ ended })).toEqual(['the start']);
    expect(await judge({ test: 'one' }, { ended: { ...ended, passed: 1 } })).toEqual([]);
  });

  test('a program that exits with another code, with what it said', async () => {
    const script = `console.log('{"test":"one"}'); console.error('out of luck'); process.exit(3);`;
    const command = [process.execPath, '--eval', script];
    const { failures } = await listen((session) => runProgram(command, session), limits);
    expect(failures).toEqual([{ name: 'one', error: 'It exited with 3.\nout of luck' }]);
  });

  test('a program that is interrupted, and nothing of it is left', async () => {
    const script = `console.log(JSON.stringify({ test: String(process.pid) }));
      setInterval(() => {}, 1000);`;
    const controller = new AbortController();
    let pid;
    const verdict = await listen(
      ({ hear, signal }) =>
        runProgram([process.execPath, '--eval', script], {
          signal,
          hear(message) {
            hear(message);
            pid = Number(message.test);
            controller.abort();
          },
        }),
      { ...limits, signal: controller.signal },
    );
    expect(verdict.failures).toEqual([{ name: String(pid), error: 'It was interrupted.' }]);
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });
});

test('a failing property tells its seed, and the tests after it run', async () => {
  const messages = [];
  const send = (message) => void messages.push(message);
  const cause = new Error('expected 1');
  await runTests(
    ({ test: register }) => {
      register('one', () => {
        throw new Error('Property failed { seed: 42 }', { cause });
      });
      register('two', async () => {});
    },
    { only: '', send, engines: [], skipped: [] },
  );
  expect(messages).toEqual([
    { test: 'one' },
    { failed: 'one', error: 'Error: Property failed { seed: 42 }\nError: expected 1' },
    { test: 'two' },
    { ended: { passed: 1, failed: 1, skipped: [], engines: [] } },
  ]);
});

test('no two tests have one name', async () => {
  const twice = ({ test: register }) => [1, 2].forEach(() => register('one', () => {}));
  const options = { only: '', send: () => {}, engines: [], skipped: [] };
  await expect(runTests(twice, options)).rejects.toThrow(/"one"/);
});

test('the subset for bare engines has at most twenty cases', () => {
  expect(countTests(registerSubset)).toBe(20);
});

describe('the command line', () => {
  test('names the runtimes to those who ask, and to those who miss', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    for (const { id } of knownRuntimes) expect(help.output).toContain(id);
    const wrong = await run(['netscape']);
    expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('"netscape"') });
    expect((await run(['--seed', 'x'])).code).toBe(1);
    expect((await run(['--unknown'])).code).toBe(1);
  });

  test('no test that matches is a failure', async () => {
    const { code, output } = await run(['node', '--only', 'no such test']);
    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringMatching(/No test ran/),
    });
  });

  test('only a run of everything is one for the page', () => {
    expect(readOptions([]).isWhole).toBe(true);
    expect(readOptions(['deno']).isWhole).toBe(false);
    expect(readOptions(['--only', 'x']).isWhole).toBe(false);
    expect(readOptions([]).runtimes.map(({ id }) => id)).toEqual(knownRuntimes.map(({ id }) => id));
  });

  test('a part leaves the page as it is, and nothing in the cache', async () => {
    const page = `${root}/docs/conformance.md`;
    const { mtimeMs } = statSync(page);
    const folders = () =>
      readdirSync(cacheFolder).filter((name) => name.startsWith('conformance-'));
    const before = folders();
    const { output } = await run(['node', '--only', 'srp-edges#40 ']);
    expect(statSync(page).mtimeMs).toBe(mtimeMs);
    expect(output).not.toContain('is written');
    expect(folders()).toEqual(before);
  });
});

describe('a runtime that is missing', () => {
  const reason = 'not installed (apt-get install firefox-esr)';
  const runtime = knownRuntimes.find(({ id }) => id === 'firefox');
  const rows = [{ runtime, name: 'Firefox', reason }];

  test('is named with the way to get it, and fails only where all are required', () => {
    expect(renderMatrix(rows)).toContain(reason);
    const runs = { srp: { powers: 1 }, handlers: 1 };
    const about = { seed: 1, date: '', machine: '', seconds: '1' };
    expect(renderPage({ rows, runs, ...about })).toContain(`**Firefox**: ${reason}`);
    expect(findFaults(rows, { requireAll: false })).toEqual([]);
    expect(findFaults(rows, { requireAll: true })).toEqual([`Firefox did not run: ${reason}`]);
  });
});
