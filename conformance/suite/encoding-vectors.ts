/**
 * `vectors/encodings.json`: integers as bytes, what is hashed over them, and the halves of a pool id.
 *
 * @module
 */
import encodings from '@countersign/conformance-vectors/encodings.json' with { type: 'json' };
import { describeRejection, expectEqual } from './_check.ts';
import { base64FromHex, integer, testsOf } from './_vectors.ts';
import type { Vector } from './_vectors.ts';
import type { SrpImplementation, TestApi } from './srp-implementation.ts';
import type { ClientSubject } from './subjects.ts';

interface PadInteger extends Vector {
  readonly hex: string;
  readonly padded: string;
}
/** Of all three groups of hashes: each has some of these. Integers are `BigInt`s. */
interface Hashed extends Vector {
  readonly poolName: string;
  readonly userIdForSrp: string;
  readonly password: string;
  readonly salt: string;
  readonly privateX: string;
  readonly publicA: string;
  readonly publicB: string;
  readonly scramblerU: string;
  readonly sharedSecretS: string;
  readonly claimKey: string;
}
interface PoolId extends Vector {
  readonly userPoolId: string;
  readonly region?: string;
  readonly poolName?: string;
}

/** Integers as the bytes that are hashed, and pool ids. */
export function registerEncodings(
  { test }: TestApi,
  client: Pick<ClientSubject, 'name' | 'padInteger' | 'splitUserPoolId'>,
): void {
  for (const { tcId, comment, hex, padded } of testsOf(
    encodings,
    'PadInteger',
  ) as readonly PadInteger[]) {
    test(`${client.name}: encodings#${tcId} ${comment}`, async () => {
      expectEqual(await client.padInteger({ hex }), padded, 'the bytes');
    });
  }
  for (const vector of testsOf(encodings, 'UserPoolId') as readonly PoolId[]) {
    const { userPoolId, region, poolName } = vector;
    test(`${client.name}: encodings#${vector.tcId} ${vector.comment}`, async () => {
      let halves: { readonly region?: string; readonly poolName?: string } = {};
      const error = await describeRejection(async () => {
        halves = await client.splitUserPoolId({ userPoolId });
      });
      expectEqual(error, vector.error, 'error');
      expectEqual([halves.region, halves.poolName], [region, poolName], 'region and pool name');
    });
  }
}

/** What is hashed over such bytes: u, x and the key of the claim. */
export function registerHashes(
  { test }: TestApi,
  implementation: Pick<
    SrpImplementation,
    'name' | 'deriveScramblerU' | 'derivePrivateX' | 'deriveClaimKey'
  >,
): void {
  const register = (type: string, check: (vector: Hashed) => void): void => {
    for (const vector of testsOf(encodings, type) as readonly Hashed[]) {
      const { tcId, comment } = vector;
      test(`${implementation.name}: encodings#${tcId} ${comment}`, () => check(vector));
    }
  };
  register('ScramblerU', ({ publicA, publicB, scramblerU }) => {
    const input = { publicAHex: integer(publicA), publicBHex: integer(publicB) };
    expectEqual(implementation.deriveScramblerU(input), integer(scramblerU), 'u');
  });
  register('PrivateX', ({ poolName, userIdForSrp, password, salt, privateX }) => {
    const input = { poolName, userIdForSrp, password, saltHex: integer(salt) };
    expectEqual(implementation.derivePrivateX(input), integer(privateX), 'x');
  });
  register('ClaimKey', ({ sharedSecretS, scramblerU, claimKey }) => {
    const input = { sharedSecretSHex: integer(sharedSecretS), scramblerUHex: integer(scramblerU) };
    expectEqual(implementation.deriveClaimKey(input), base64FromHex(claimKey), 'the key');
  });
}
