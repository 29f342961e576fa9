/** Every area of the vectors beside SRP's own values and the single challenges, on our packages. */
import { describe, test } from 'vitest';
import { registerOurAreas } from '../ours/areas.ts';
import { randomClient } from '../ours/transcripts.ts';
import { registerClaimChecks } from '../suite/proof-vectors.ts';
import { registerDeviceVerifiers } from '../suite/device-vectors.ts';
import { registerHashes } from '../suite/encoding-vectors.ts';
import { registerTranscripts } from '../suite/transcript-vectors.ts';
import { createReferenceSubject, steps } from './_srp-subjects.ts';
import { createReferenceJudge } from './_reference-judge.ts';

const api = {
  test: (name: string, body: () => void | Promise<void>): void => {
    test(name, async () => body());
  },
};

registerOurAreas(api);
registerHashes(api, steps);
registerDeviceVerifiers(api, steps);

describe('judged by the reference', () => {
  const judge = createReferenceJudge();
  registerTranscripts(api, randomClient, judge);
  registerClaimChecks(api, judge);
});

describe('the reference', () => {
  const reference = createReferenceSubject('the reference');
  registerHashes(api, reference);
  registerDeviceVerifiers(api, reference);
});
