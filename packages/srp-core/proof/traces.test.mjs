/**
 * Does the path, or an address, depend on a secret? The built files, instrumented, run on hundreds
 * of secrets; the hash of everything they report has to be the same for all of them. Three powers
 * that leak run beside them, and have to be caught, or nothing was shown.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesFor, secrets } from './_secrets.mjs';
import { createTrace } from './_trace.mjs';
import { createTracedLoader } from './_load-traced.mjs';
import { PRIME, integerFrom, integerBytes, power } from './_slow.mjs';

const FULL = process.env['COUNTERSIGN_FULL'] === '1';
/** Per primitive, with exponents of two bytes, for time. */
const SHORT_SECRETS = FULL ? 4096 : 256;
const SHORT_BYTES = 2;
/** What an ephemeral secret has, and x. */
const SECRET_BYTES = 32;
/** a + u·x, as S is computed with: a byte more than u·x has. */
const CLIENT_EXPONENT_BYTES = 65;
const CLIENT_EXPONENTS = FULL ? 64 : 5;

const folder = fileURLToPath(new URL('..', import.meta.url));
const trace = createTrace();
const { load, describe: place } = createTracedLoader(trace);
const base = integerBytes(integerFrom(bytesFor('base', 384)) % PRIME, 384);

beforeAll(() => {
  // What is traced is what is published, and that has to be what the sources say.
  const compiler = `${folder}/../../node_modules/typescript/bin/tsc`;
  const build = spawnSync(process.execPath, [compiler, '-b'], { cwd: folder, encoding: 'utf8' });
  expect(build.stdout + build.stderr).toBe('');
});

/**
 * Fails with the place in the source where the first difference is.
 *
 * @param start - from an input to what is to be traced.
 */
function expectOneTrace(inputs, start) {
  const [first, ...others] = inputs;
  const { hash, events } = trace.record(start(first.input));
  expect(events).toBeGreaterThan(1000);
  for (const other of others) {
    if (trace.record(start(other.input)).hash === hash) continue;
    const site = trace.locate(
      () => start(first.input),
      () => start(other.input),
    );
    expect.fail(`"${first.name}" and "${other.name}" part at ${place(site)}`);
  }
}

const ENGINES = [
  {
    name: 'plain JavaScript',
    create() {
      const { createPlainEngine } = load(`${folder}/dist/_secret-plain-engine.js`);
      const { bytesFromHex } = load(`${folder}/dist/_hex.js`);
      const { PRIME_HEX } = load(`${folder}/dist/_group.js`);
      return createPlainEngine(bytesFromHex(PRIME_HEX));
    },
  },
];

describe.each(ENGINES)('engine in $name', (subject) => {
  let engine;
  let controlsCaught = 0;

  beforeAll(() => {
    engine = subject.create();
    // What is computed once, on first use, is computed now.
    engine.power(base, engine.powerOfTwo(new Uint8Array(1)).subarray(0, 1));
  });

  describe('catches the control:', () => {
    const inputs = secrets(8, SHORT_BYTES);

    function record(name) {
      const leak = load(`${folder}/proof/_leaky-powers.mjs`)[name];
      const traces = inputs.map(({ input }) => trace.record(() => leak(engine, base, input)));
      for (const [index, { result }] of traces.entries()) {
        const expected = power(integerFrom(base), integerFrom(inputs[index].input));
        expect(integerFrom(result)).toBe(expected);
      }
      expect(new Set(traces.map(({ hash }) => hash)).size).toBeGreaterThan(1);
      controlsCaught += 1;
      return traces;
    }

    test('secret-indexed table, which takes as many steps for every secret', () => {
      const traces = record('powerBySecretIndex');
      expect(new Set(traces.map(({ events }) => events)).size).toBe(1);
    });

    test('window that skips zeros', () => {
      record('powerSkippingZeros');
    });

    test('square-and-multiply', () => {
      record('powerBySquareAndMultiply');
    });
  });

  describe('takes one path, over one row of addresses, for', () => {
    beforeAll(() => {
      if (controlsCaught < 3) throw new Error('The controls were not caught: nothing is shown.');
    });

    test(`g^x, ${SHORT_SECRETS} exponents of ${SHORT_BYTES} bytes`, () => {
      expectOneTrace(secrets(SHORT_SECRETS, SHORT_BYTES), (x) => () => engine.powerOfTwo(x));
    });

    test(`powers, ${SHORT_SECRETS} bases with exponents of ${SHORT_BYTES} bytes`, () => {
      const bases = residues(SHORT_SECRETS);
      const inputs = secrets(SHORT_SECRETS, SHORT_BYTES).map(({ name, input }, index) => ({
        name: `${bases[index].name} to the power of ${name}`,
        input: [bases[index].input, input],
      }));
      expectOneTrace(
        inputs,
        ([secretBase, exponent]) =>
          () =>
            engine.power(secretBase, exponent),
      );
    });

    test(`products of ${SHORT_SECRETS} factors`, () => {
      expectOneTrace(residues(SHORT_SECRETS), (secret) => () => engine.multiply(secret, base));
      expectOneTrace(residues(SHORT_SECRETS), (secret) => () => engine.multiply(base, secret));
    });

    test('g^x, shaped and random exponents of full width', () => {
      expectOneTrace(secrets(FULL ? 256 : 28, SECRET_BYTES), (x) => () => engine.powerOfTwo(x));
    });

    test('S, exponents of full width', () => {
      const inputs = secrets(CLIENT_EXPONENTS, CLIENT_EXPONENT_BYTES);
      expectOneTrace(inputs, (x) => () => engine.power(base, x));
    });
  });
});

/**
 * The whole proof, hashing included. Three lengths steer it: those that Cognito's padding
 * gives to A and u, which are public, and to S, which is hashed in as many bytes as it has (that one
 * is not hidden, SECURITY.md). So sign-ins are sorted by those.
 */
describe('a whole sign-in takes one path over one row of addresses', () => {
  const who = { poolName: 'AbCdEf123', userIdForSrp: 'alice', saltHex: 'a1b2c3d4e5f60718' };
  const publicB = base;
  const publicBHex = integerFrom(base).toString(16);

  function startProof({ secretA, password }) {
    const ephemeral = load(`${folder}/dist/index.js`).openSrp(() => secretA.slice());
    const input = { ...who, password, publicBHex, secretBlockBase64: 'AAEC', nowMs: 0 };
    return () => ephemeral.prove(input);
  }

  /** Sign-ins with passwords of one length, by the lengths of A, u and S. */
  function signInsByLengths(count, steps) {
    const byLengths = new Map();
    for (const { name, input: secretA } of secrets(count, SECRET_BYTES)) {
      // A draw of one byte throughout is refused.
      if (new Set(secretA).size === 1) continue;
      const password = `Passw0rd-${integerFrom(bytesFor(name, 4)).toString().padStart(10, '0')}`;
      const publicA = steps.derivePublicA(secretA);
      const salt = integerBytes(BigInt(`0x${who.saltHex}`), 8);
      const privateX = steps.derivePrivateX({ ...who, password, salt });
      const scramblerU = steps.deriveScramblerU(publicA, publicB);
      const sharedSecretS = steps.deriveSharedSecretS({ publicB, privateX, secretA, scramblerU });
      const lengths = [publicA, scramblerU, sharedSecretS].map(
        (value) => steps.padInteger(value).length,
      );
      const key = lengths.join();
      const group = byLengths.get(key) ?? [];
      byLengths.set(key, [...group, { name, input: { secretA, password } }]);
    }
    return byLengths;
  }

  test('for one length of A, of u and of S', async () => {
    const byLengths = signInsByLengths(FULL ? 256 : 32, await import('../dist/steps.js'));
    // The top bits of A, u and S are set or not: up to eight groups with several sign-ins in each.
    const several = [...byLengths.values()].filter((group) => group.length > 1);
    const groups = FULL ? several : several.slice(0, 4);
    expect(groups.length).toBeGreaterThanOrEqual(4);
    // What is computed once, on first use, is computed now.
    startProof(groups[0][0].input)();
    for (const group of groups) {
      expectOneTrace(FULL ? group : group.slice(0, 2), startProof);
    }
  });
});

/** Numbers below N: the shapes, N − 1 and its neighbours, random ones. */
function residues(count) {
  const nearPrime = [1n, 2n, 3n].map((distance) => ({
    name: `N − ${distance}`,
    input: integerBytes(PRIME - distance, 384),
  }));
  const reduced = secrets(count - nearPrime.length, 384).map(({ name, input }) => ({
    name,
    input: integerBytes(integerFrom(input) % PRIME, 384),
  }));
  return [...reduced, ...nearPrime];
}
