/**
 * `vectors/proofs.json`: claims that a service judges, the texts of moments, and what a service makes
 * of such a text.
 *
 * @module
 */
import proofs from '@countersign/conformance-vectors/proofs.json' with { type: 'json' };
import { describeRejection, expectEqual } from './_check.ts';
import { integer, serviceOf, testsOf } from './_vectors.ts';
import type { Vector } from './_vectors.ts';
import type { TestApi } from './srp-implementation.ts';
import type { ClientSubject, ServiceSubject } from './subjects.ts';

/** What a service knows when a claim arrives, and the claim. */
export interface ClaimGroup {
  readonly poolName: string;
  readonly userIdForSrp: string;
  readonly verifier: string;
  readonly secretB: string;
  readonly SRP_A: string;
  readonly SECRET_BLOCK: string;
  readonly TIMESTAMP: string;
}
interface ClaimVector extends Vector {
  readonly input: Partial<ClaimGroup> & { readonly PASSWORD_CLAIM_SIGNATURE: string };
}
interface TimestampPrint extends Vector {
  readonly nowMs: number;
  readonly TIMESTAMP?: string;
}
interface TimestampRead extends Vector {
  readonly serverTimeMs: number;
  readonly TIMESTAMP: string;
}

/** Every text of a moment. */
export function registerTimestamps(
  { test }: TestApi,
  client: Pick<ClientSubject, 'name' | 'printTimestamp'>,
): void {
  for (const vector of testsOf(proofs, 'TimestampPrint') as readonly TimestampPrint[]) {
    const { nowMs, TIMESTAMP, error } = vector;
    test(`${client.name}: proofs#${vector.tcId} ${vector.comment}`, async () => {
      let printed: unknown;
      const thrown = await describeRejection(async () => {
        printed = await client.printTimestamp({ nowMs });
      });
      expectEqual(thrown, error, 'error');
      expectEqual(printed, TIMESTAMP, 'TIMESTAMP');
    });
  }
}

/** Every claim, right and wrong. */
export function registerClaimChecks(
  api: TestApi,
  service: Pick<ServiceSubject, 'name' | 'checkClaim'>,
): void {
  registerClaimsOf(api, service, 'proofs', proofs);
}

/** Those of one file. */
export function registerClaimsOf(
  { test }: TestApi,
  service: Pick<ServiceSubject, 'name' | 'checkClaim'>,
  file: string,
  vectors: { readonly groups: readonly unknown[] },
): void {
  for (const group of vectors.groups as readonly {
    readonly type: string;
    readonly base: ClaimGroup;
    readonly tests: readonly ClaimVector[];
  }[]) {
    if (group.type !== 'ClaimCheck') continue;
    for (const vector of group.tests) {
      test(`${service.name}: ${file}#${vector.tcId} ${vector.comment}`, async () => {
        const claim = { ...group.base, ...vector.input };
        const answer = await service.checkClaim({
          poolName: claim.poolName,
          userIdForSrp: claim.userIdForSrp,
          verifierHex: integer(claim.verifier),
          secretBHex: integer(claim.secretB),
          publicAHex: claim.SRP_A,
          secretBlockBase64: claim.SECRET_BLOCK,
          timestamp: claim.TIMESTAMP,
          signatureBase64: claim.PASSWORD_CLAIM_SIGNATURE,
        });
        expectEqual(answer, serviceOf(vector), 'the answer');
      });
    }
  }
}

/** What a service makes of each text, whose signature is right. */
export function registerTimestampReads(
  { test }: TestApi,
  service: Pick<ServiceSubject, 'name' | 'answerTimestamp'>,
): void {
  for (const vector of testsOf(proofs, 'TimestampRead') as readonly TimestampRead[]) {
    const { serverTimeMs, TIMESTAMP: timestamp } = vector;
    test(`${service.name}: proofs#${vector.tcId} ${vector.comment}`, async () => {
      const answer = await service.answerTimestamp({ serverTimeMs, timestamp });
      expectEqual(answer, serviceOf(vector), 'the answer');
    });
  }
}
