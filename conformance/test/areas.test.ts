/** Every area of the vectors beside the steps of SRP and the single challenges, on our packages. */
import { createHash } from 'node:crypto';
import { describe, test } from 'vitest';
import { registerOurAreas } from '../ours/areas.ts';
import { createReferenceSubject } from '../ours/srp-subjects.ts';
import { randomClient } from '../ours/transcripts.ts';
import { registerDeviceVerifiers } from '../suite/device-vectors.ts';
import { registerHashes } from '../suite/encoding-vectors.ts';
import { registerClaimChecks } from '../suite/proof-vectors.ts';
import { registerTranscripts } from '../suite/transcript-vectors.ts';
import { createReferenceJudge } from './_reference-judge.ts';

const api = {
  test: (name: string, body: () => void | Promise<void>): void => {
    test(name, async () => body());
  },
};
const hash = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

registerOurAreas(api);

describe('judged by the reference', () => {
  const judge = createReferenceJudge(hash);
  registerTranscripts(api, randomClient, judge);
  registerClaimChecks(api, judge);
});

describe('the reference', () => {
  const reference = createReferenceSubject('the reference', { hash });
  registerHashes(api, reference);
  registerDeviceVerifiers(api, reference);
});
