/**
 * Does the path, or an address, depend on a secret? The built files, instrumented, run on hundreds
 * of secrets; the hash of everything they report has to be the same for all of them. Three powers
 * that leak run beside them, on the same engine, and have to be caught, or nothing is shown.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTracedLoader } from './_load-traced.mjs';
import { bytesFor, secrets } from './_secrets.mjs';
import { integerBytes, integerFrom, power, PRIME } from './_slow.mjs';
import { createTrace } from './_trace.mjs';
import { createTracedWebAssembly } from './_traced-wasm.mjs';

const FULL = process.env['COUNTERSIGN_FULL'] === '1';
const SECRETS = FULL ? 1024 : 256;
/** What an ephemeral secret has, and x. Shorter exponents of g take the same path. */
const SECRET_BYTES = 32;
/** Of other powers, where longer exponents are only more of the same, for time. */
const SHORT_BYTES = 2;
/** a + u·x, as S is computed with: a byte more than u·x has. */
const CLIENT_EXPONENT_BYTES = 65;

const folder = fileURLToPath(new URL('..', import.meta.url));
const base = integerBytes(integerFrom(bytesFor('base', 384)) % PRIME, 384);
const trace = createTrace();
const { webAssembly, variableTime } = createTracedWebAssembly(trace);
const traced = createTracedLoader(trace, { WebAssembly: webAssembly });
const load = (path) => traced.load(`${folder}/${path}`);

/**
 * Registers the proof as tests.
 *
 * @param {'wasm' | 'plain'} engineName
 * @param {{ clientExponents: number, signIns: number }} budget - how many exponents of full length
 * for S, and how many sign-ins of each kind.
 */
export function proveTraces(engineName, { clientExponents, signIns }) {
  let engine;

  beforeAll(() => {
    requireFreshBuild();
    const { chooseEngine, useEngine } = load('dist/_engine.js');
    useEngine(engineName);
    engine = chooseEngine();
    return expectControlsCaught(engine);
  });

  describe('one path over one row of addresses', () => {
    test(`for g^x, ${SECRETS} exponents of 32 bytes`, () => {
      expectOneTrace(secrets(SECRETS, SECRET_BYTES), (x) => () => engine.powerOfTwo(x));
    });

    test(`for powers, ${SECRETS} bases with exponents of 2 bytes`, () => {
      const bases = residues(SECRETS);
      const inputs = secrets(SECRETS, SHORT_BYTES).map(({ name, input }, index) => ({
        name: `${bases[index].name} to the power of ${name}`,
        input: { secretBase: bases[index].input, exponent: input },
      }));
      const start = (secret) => () => engine.power(secret.secretBase, secret.exponent);
      expectOneTrace(inputs, start);
    });

    test(`for S, ${clientExponents} exponents of 65 bytes`, () => {
      const inputs = secrets(clientExponents, CLIENT_EXPONENT_BYTES);
      expectOneTrace(inputs, (x) => () => engine.power(base, x));
    });

    test(`for products, ${SECRETS} factors on either side`, () => {
      expectOneTrace(residues(SECRETS), (secret) => () => engine.multiply(secret, base));
      expectOneTrace(residues(SECRETS), (secret) => () => engine.multiply(base, secret));
    });

    test('for a whole sign-in, hashing included', async () => {
      await expectOneTraceOfSignIns(signIns);
    });
  });

  test('no instruction of WebAssembly whose time depends on its operands', () => {
    expect(variableTime).toEqual([]);
  });
}

/** What is traced is what is published, and that has to be what the sources say. */
function requireFreshBuild() {
  const compiler = `${folder}/../../node_modules/typescript/bin/tsc`;
  const args = [compiler, '-b', '--dry'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (stdout.includes('would build')) throw new Error('dist is older than src: npm run setup.');
}

/** @throws where one of the three is not seen to leak, or does not compute the power. */
function expectControlsCaught(engine) {
  const leaky = load('proof/_leaky-powers.mjs');
  const inputs = secrets(8, SHORT_BYTES);
  for (const [name, leak] of Object.entries(leaky)) {
    const traces = inputs.map(({ input }) => trace.record(() => leak(engine, base, input)));
    const results = traces.map(({ result }) => integerFrom(result));
    const powers = inputs.map(({ input }) => power(integerFrom(base), integerFrom(input)));
    expect(results, name).toEqual(powers);
    expect(new Set(traces.map(({ hash }) => hash)).size, name).toBeGreaterThan(1);
    // Here counting alone would see nothing.
    const counts = new Set(traces.map(({ events }) => events)).size;
    if (name === 'powerBySecretIndex') expect(counts, name).toBe(1);
  }
  expect(Object.keys(leaky)).toHaveLength(3);
}

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
    expect.fail(`"${first.name}" and "${other.name}" part at ${traced.describe(site)}`);
  }
}

/**
 * Three lengths may steer a sign-in: those that Cognito's padding gives to A and u, which are public,
 * and to S, which is hashed in as many bytes as it has (SECURITY.md). So sign-ins are sorted by those,
 * and have to be alike within each kind.
 */
async function expectOneTraceOfSignIns(perKind) {
  const who = { poolName: 'AbCdEf123', userIdForSrp: 'alice', saltHex: 'a1b2c3d4e5f60718' };
  const publicBHex = integerFrom(base).toString(16);
  const startProof = ({ secretA, password }) => {
    const ephemeral = load('dist/index.js').openSrp(() => secretA.slice());
    const input = { ...who, password, publicBHex, secretBlockBase64: 'AAEC', nowMs: 0 };
    return () => ephemeral.prove(input);
  };

  const kinds = await signInsByLengths({ ...who, publicB: base }, FULL ? 256 : 48);
  // The top bits of A, u and S are set or not.
  const several = kinds.filter((kind) => kind.length >= perKind).slice(0, FULL ? 8 : 4);
  expect(several.length).toBeGreaterThanOrEqual(4);
  for (const kind of several) {
    expectOneTrace(FULL ? kind : kind.slice(0, perKind), startProof);
  }
}

/** Sign-ins with passwords of one length, by the lengths of A, u and S. */
async function signInsByLengths({ saltHex, publicB, ...who }, count) {
  const steps = await import('../dist/steps.js');
  const kinds = new Map();
  for (const { name, input: secretA } of secrets(count, SECRET_BYTES)) {
    // A draw of one byte throughout is refused.
    if (new Set(secretA).size === 1) continue;
    const password = `Passw0rd-${integerFrom(bytesFor(name, 4)).toString().padStart(10, '0')}`;
    const publicA = steps.derivePublicA(secretA);
    const salt = integerBytes(BigInt(`0x${saltHex}`), saltHex.length / 2);
    const privateX = steps.derivePrivateX({ ...who, password, salt });
    const scramblerU = steps.deriveScramblerU(publicA, publicB);
    const sharedSecretS = steps.deriveSharedSecretS({ publicB, privateX, secretA, scramblerU });
    const padded = [publicA, scramblerU, sharedSecretS].map((value) => steps.padInteger(value));
    const lengths = padded.map(({ length }) => length).join();
    kinds.set(lengths, [...(kinds.get(lengths) ?? []), { name, input: { secretA, password } }]);
  }
  return [...kinds.values()];
}

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
