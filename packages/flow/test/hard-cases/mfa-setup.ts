/**
 * Hard case 3: calls of its own, each of which replaces the Session, with a human in the middle who
 * scans a code, and an e-mail variant.
 */
import { FIRST_STAGE, ServiceError } from '@countersign/contract';
import type { ChallengeHandler } from '@countersign/contract';

type MfaSetupPrompt =
  | { readonly kind: 'choose'; readonly methods: readonly string[] }
  | { readonly kind: 'scan'; readonly secretCode: string }
  | { readonly kind: 'verified' }
  | { readonly kind: 'not-verified' };

type MfaSetupAnswer =
  | { readonly kind: 'totp' }
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'finish' };

export const mfaSetup: ChallengeHandler<'MFA_SETUP', MfaSetupPrompt, MfaSetupAnswer> = {
  name: 'MFA_SETUP',

  read({ parameters, stage, outputs }) {
    if (stage === FIRST_STAGE) {
      const methods = JSON.parse(parameters['MFAS_CAN_SETUP'] ?? '[]') as string[];
      return { kind: 'choose', methods };
    }
    if (stage === 'associated') {
      return { kind: 'scan', secretCode: JSON.stringify(outputs['associated']?.['SecretCode']) };
    }
    return { kind: outputs['verified']?.['Status'] === 'SUCCESS' ? 'verified' : 'not-verified' };
  },

  automatic: ({ kind }) =>
    kind === 'verified' || kind === 'not-verified' ? { kind: 'finish' } : undefined,

  reply(prompt, answer) {
    switch (answer.kind) {
      case 'totp':
        return {
          kind: 'call',
          operation: 'AssociateSoftwareToken',
          input: {},
          stage: 'associated',
        };
      case 'email':
        return { kind: 'respond', responses: { EMAIL: answer.email } };
      case 'code':
        return {
          kind: 'call',
          operation: 'VerifySoftwareToken',
          input: { UserCode: answer.code },
          stage: 'verified',
        };
      case 'finish':
        return prompt.kind === 'verified'
          ? { kind: 'respond', responses: {}, offerDeviceKey: true }
          : { kind: 'ask', stage: 'associated', error: statusError() };
    }
  },

  judge: (error) => (error.service === 'EnableSoftwareTokenMFAException' ? 'retry' : undefined),
};

function statusError(): ServiceError {
  return new ServiceError('EnableSoftwareTokenMFAException', 'Status ERROR', { status: 200 });
}
