/** Hard case 5: free parameters, and the same challenge may legally come again. */
import type { ChallengeHandler, WireMap } from '@countersign/contract';

export const customChallenge: ChallengeHandler<
  'CUSTOM_CHALLENGE',
  WireMap,
  { readonly answer: string }
> = {
  name: 'CUSTOM_CHALLENGE',
  read: ({ parameters }) => parameters,
  reply: (_prompt, { answer }) => ({
    kind: 'respond',
    offerDeviceKey: true,
    responses: { ANSWER: answer },
  }),
};
