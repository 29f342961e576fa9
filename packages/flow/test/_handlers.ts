/** Small handlers that stand for the kinds there are: a machine that opens, and a human with a code. */
import type { ChallengeHandler, Ephemeral, WireMap } from '@countersign/contract';

interface Opened extends Ephemeral {
  readonly kind: 'fake';
  discarded: number;
}

/** Speaks first, and answers by itself as long as its ephemeral is there. */
export function machine(): {
  readonly handler: ChallengeHandler<'PASSWORD_VERIFIER', WireMap, { readonly password: string }>;
  readonly opened: Opened[];
} {
  const opened: Opened[] = [];
  return {
    opened,
    handler: {
      name: 'PASSWORD_VERIFIER',
      async begin() {
        const ephemeral: Opened = {
          kind: 'fake',
          discarded: 0,
          discard() {
            ephemeral.discarded += 1;
          },
        };
        opened.push(ephemeral);
        await Promise.resolve();
        return { parameters: { SRP_A: 'a1' }, ephemeral };
      },
      read: ({ parameters }) => parameters,
      automatic: (_prompt, { known }) =>
        known.password === undefined ? undefined : { password: known.password },
      reply(_prompt, _answer, { ephemeral, nowMs }) {
        if (ephemeral === undefined) return { kind: 'restart', reason: 'ephemeral-lost' };
        const responses = { PASSWORD_CLAIM_SIGNATURE: 'proof', TIMESTAMP: String(nowMs) };
        return { kind: 'respond', offerDeviceKey: true, responses };
      },
    },
  };
}

export const code: ChallengeHandler<
  'SOFTWARE_TOKEN_MFA',
  { readonly friendlyName: string },
  { readonly code: string }
> = {
  name: 'SOFTWARE_TOKEN_MFA',
  read: ({ parameters }) => ({ friendlyName: parameters['FRIENDLY_DEVICE_NAME'] ?? '' }),
  reply: (_prompt, answer) => ({
    kind: 'respond',
    offerDeviceKey: true,
    responses: { SOFTWARE_TOKEN_MFA_CODE: answer.code },
  }),
  judge: (error) => (error.service === 'CodeMismatchException' ? 'retry' : undefined),
};
