/**
 * Two implementations, the same operands, the same answers: random ones, and the ones at which
 * carries, borrows and paddings go wrong.
 *
 * @module
 */
import fc from 'fast-check';
import cognito from '@countersign/conformance-vectors/cognito-srp.json' with { type: 'json' };
import { integerHex, nowMs, person, secretBlockBase64, text } from './_arbitraries.ts';
import { expectEqual } from './_check.ts';
import type { SrpImplementation, TestApi } from './srp-implementation.ts';

/** How often each operation is compared. Powers are slow in a slow implementation. */
export interface DifferentialRuns {
  readonly powers: number;
  readonly hashes: number;
}

/** Every operation. */
export function registerDifferential(
  { test }: TestApi,
  [left, right]: readonly [SrpImplementation, SrpImplementation],
  runs: DifferentialRuns,
): void {
  const prime = BigInt(`0x${cognito.N}`);
  const element = fc.oneof(
    fc.bigInt(1n, prime - 1n),
    fc.bigInt(1n, 3n),
    fc.bigInt(prime - 3n, prime - 1n),
    fc.nat(3070).map((bits) => 1n << BigInt(bits)),
    fc.nat(3070).map((bits) => prime - (1n << BigInt(bits))),
  );
  const elementHex = element.map((number) => number.toString(16));
  const scalarHex = fc.oneof(
    integerHex(32),
    fc.constantFrom('1', '2', 'f'.repeat(64), `8${'0'.repeat(63)}`, `1${'0'.repeat(62)}`),
  );
  const wideScalarHex = fc.oneof(scalarHex, integerHex(128));

  function compare<Input>(
    operation: string,
    input: fc.Arbitrary<Input>,
    run: (implementation: SrpImplementation, input: Input) => unknown,
    numRuns: number,
  ): void {
    test(`${left.name} and ${right.name} agree on ${operation}`, () => {
      fc.assert(
        fc.property(input, (value) => expectEqual(run(left, value), run(right, value), operation)),
        { numRuns },
      );
    });
  }

  compare(
    'A',
    fc.record({ secretAHex: wideScalarHex }),
    (implementation, input) => implementation.derivePublicA(input),
    runs.powers,
  );
  compare(
    'the verifier',
    fc.record({ privateXHex: scalarHex }),
    (implementation, input) => implementation.deriveVerifier(input),
    runs.powers,
  );
  compare(
    'B',
    fc.record({ verifierHex: elementHex, secretBHex: scalarHex }),
    (implementation, input) => implementation.derivePublicB(input),
    runs.powers,
  );
  compare(
    'S of the client',
    fc.record({
      publicBHex: elementHex,
      privateXHex: scalarHex,
      secretAHex: wideScalarHex,
      scramblerUHex: scalarHex,
    }),
    (implementation, input) => implementation.deriveSharedSecretS(input),
    runs.powers,
  );
  compare(
    'S of the server',
    fc.record({
      publicAHex: elementHex,
      verifierHex: elementHex,
      secretBHex: scalarHex,
      scramblerUHex: scalarHex,
    }),
    (implementation, input) => implementation.deriveServerSharedSecretS(input),
    runs.powers,
  );
  compare(
    'x',
    person,
    (implementation, input) => implementation.derivePrivateX(input),
    runs.hashes,
  );
  compare(
    'u',
    fc.record({ publicAHex: elementHex, publicBHex: elementHex }),
    (implementation, input) => implementation.deriveScramblerU(input),
    runs.hashes,
  );
  compare(
    'the claim key',
    fc.record({ sharedSecretSHex: elementHex, scramblerUHex: scalarHex }),
    (implementation, input) => implementation.deriveClaimKey(input),
    runs.hashes,
  );
  compare(
    'the signature',
    fc.record({
      poolName: text,
      userIdForSrp: text,
      claimKeyBase64: fc.constantFrom('AAECAwQFBgcICQoLDA0ODw==', '/////////////////////w=='),
      secretBlockBase64,
      timestamp: nowMs.map(String),
    }),
    (implementation, input) => implementation.signClaim(input),
    runs.hashes,
  );
  compare(
    'the device verifier',
    fc.record({
      deviceGroupKey: text,
      deviceKey: text,
      devicePassword: text,
      saltHex: integerHex(16),
    }),
    (implementation, input) => implementation.createDeviceVerifier(input),
    runs.powers,
  );
}
