/**
 * `vectors/refusals.json`: how an answer says no, and what that means.
 *
 * @module
 */
import refusals from '@countersign/conformance-vectors/refusals.json' with { type: 'json' };
import { describeRejection, expectEqual } from './_check.ts';
import { testsOf } from './_vectors.ts';
import type { Vector } from './_vectors.ts';
import type { TestApi } from './srp-implementation.ts';
import type { ClientSubject, HttpAnswer, Meaning, Refusal } from './subjects.ts';

interface RefusalMeaning extends Vector, Refusal {
  readonly meaning: Meaning;
}
interface RefusalAnswer extends Vector, HttpAnswer {
  readonly operation: string;
  readonly service?: string;
  readonly message?: string;
  readonly retryable?: boolean;
}

/** What each exception means for whoever signs in. */
export function registerMeanings(
  { test }: TestApi,
  client: Pick<ClientSubject, 'name' | 'meaningOf'>,
): void {
  for (const vector of testsOf(refusals, 'RefusalMeaning') as readonly RefusalMeaning[]) {
    const { service, message, meaning } = vector;
    test(`${client.name}: refusals#${vector.tcId} ${vector.comment}`, async () => {
      const { kind, action } = await client.meaningOf({ service, message });
      expectEqual({ kind, action }, { kind: meaning.kind, action: meaning.action }, 'the meaning');
    });
  }
}

/** Which exception an answer over HTTP names. */
export function registerRefusals(
  { test }: TestApi,
  client: Pick<ClientSubject, 'name' | 'readRefusal'>,
): void {
  for (const vector of testsOf(refusals, 'RefusalAnswer') as readonly RefusalAnswer[]) {
    const { operation, status, headers, body } = vector;
    test(`${client.name}: refusals#${vector.tcId} ${vector.comment}`, async () => {
      let read: Partial<RefusalAnswer> = {};
      const error = await describeRejection(async () => {
        read = await client.readRefusal({ operation, status, headers, body });
      });
      expectEqual(error, vector.error, 'error');
      for (const member of ['service', 'message', 'retryable'] as const) {
        expectEqual(read[member], vector[member], member);
      }
    });
  }
}
