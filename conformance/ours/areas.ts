/**
 * Our packages under the vectors of every area beside SRP's own values and the single challenges.
 *
 * @module
 */
import { registerClaimChecks, registerTimestampReads } from '../suite/proof-vectors.ts';
import { registerTimestamps } from '../suite/proof-vectors.ts';
import type { TestApi } from '../suite/srp-implementation.ts';
import { client } from './client.ts';
import { service } from './service.ts';

/** Registers one test per vector. */
export function registerOurAreas(api: TestApi): void {
  registerTimestamps(api, client);
  registerClaimChecks(api, service);
  registerTimestampReads(api, service);
}
