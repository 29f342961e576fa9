/**
 * Twenty named cases of srp-core's plain engine, for engines that are bare and slow: one for each way
 * in which the integers, their bytes and the texts are known to go wrong, and what must be refused.
 *
 * @module
 */
import { registerEntryPointHandshakes, registerHandshakes } from '../suite/srp-vectors.ts';
import { registerNegative } from '../suite/srp-vectors.ts';
import type { TestApi } from '../suite/srp-implementation.ts';
import { createSrpSubject } from './srp-subjects.ts';

/** Every intermediate value: an S that is a byte short, a device. */
const STEPS = [6, 47];
/** From what travels to the claim: a short A, a high bit in S, Unicode, the time. */
const WIRE = [3, 18, 33, 40];
/** B = 0, 2N, N + 1, too wide, no hex; S = 0; the salt; the secret block; texts; A = N. */
const NEGATIVE = [1, 4, 6, 9, 14, 22, 32, 53, 55, 67, 74, 84, 93, 104];

/** Registers it. */
export function registerSubset(api: TestApi): void {
  const { steps, entryPoints } = createSrpSubject('plain');
  registerHandshakes(picking(api, 'srp-edges', STEPS), steps);
  registerEntryPointHandshakes(picking(api, 'srp-edges', WIRE), entryPoints);
  registerNegative(picking(api, 'srp-negative', NEGATIVE), entryPoints);
}

function picking(api: TestApi, file: string, tcIds: readonly number[]): TestApi {
  return {
    test: (name, body) => {
      if (tcIds.some((tcId) => name.includes(`${file}#${tcId} `))) api.test(name, body);
    },
  };
}
