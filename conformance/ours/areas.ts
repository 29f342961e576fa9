/**
 * Our packages under the vectors of every area beside the steps of SRP and the single challenges.
 *
 * @module
 */
import { registerDeviceChecks } from '../suite/device-vectors.ts';
import { registerEncodings } from '../suite/encoding-vectors.ts';
import { registerClaimChecks, registerTimestampReads } from '../suite/proof-vectors.ts';
import { registerTimestamps } from '../suite/proof-vectors.ts';
import { registerMeanings, registerRefusals } from '../suite/refusal-vectors.ts';
import { registerSecretHashChecks, registerSecretHashes } from '../suite/secret-hash-vectors.ts';
import type { TestApi } from '../suite/srp-implementation.ts';
import { registerTranscripts } from '../suite/transcript-vectors.ts';
import { registerTransport } from '../suite/transport-vectors.ts';
import { registerOurCases } from './cases.ts';
import { client } from './client.ts';
import { service } from './service.ts';
import { deterministicClient } from './transcripts.ts';
import { transport } from './transport.ts';

/** Registers one test per vector. */
export function registerOurAreas(api: TestApi): void {
  registerEncodings(api, client);
  registerTimestamps(api, client);
  registerClaimChecks(api, service);
  registerTimestampReads(api, service);
  registerDeviceChecks(api, service);
  registerSecretHashes(api, client, deterministicClient.takesSecrets);
  registerSecretHashChecks(api, service);
  registerMeanings(api, client);
  registerRefusals(api, client);
  registerTranscripts(api, deterministicClient, service);
  registerTransport(api, transport);
  registerOurCases(api);
}
