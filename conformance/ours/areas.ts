/**
 * Our packages under the vectors of every area beside SRP's own values and the single challenges.
 *
 * @module
 */
import { registerDeviceChecks, registerDeviceVerifiers } from '../suite/device-vectors.ts';
import { registerEncodings, registerHashes } from '../suite/encoding-vectors.ts';
import { registerClaimChecks, registerTimestampReads } from '../suite/proof-vectors.ts';
import { registerTimestamps } from '../suite/proof-vectors.ts';
import { registerMeanings, registerRefusals } from '../suite/refusal-vectors.ts';
import { registerSecretHashChecks, registerSecretHashes } from '../suite/secret-hash-vectors.ts';
import type { SrpImplementation, TestApi } from '../suite/srp-implementation.ts';
import { registerTranscripts } from '../suite/transcript-vectors.ts';
import { client } from './client.ts';
import { service } from './service.ts';
import { deterministicClient } from './transcripts.ts';

/** Registers one test per vector. */
export function registerOurAreas(api: TestApi, steps: SrpImplementation): void {
  registerEncodings(api, client);
  registerHashes(api, steps);
  registerTimestamps(api, client);
  registerClaimChecks(api, service);
  registerTimestampReads(api, service);
  registerDeviceVerifiers(api, steps);
  registerDeviceChecks(api, service);
  registerSecretHashes(api, client);
  registerSecretHashChecks(api, service);
  registerMeanings(api, client);
  registerRefusals(api, client);
  registerTranscripts(api, deterministicClient, service);
}
