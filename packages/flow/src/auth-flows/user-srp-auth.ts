/**
 * USER_SRP_AUTH: the password is proved, never sent.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { AuthFlow } from '@countersign/contract';

/**
 * Opens with `SRP_A` from the PASSWORD_VERIFIER handler, which must be among the handlers.
 *
 * @see AWS API model, `AuthFlowType`
 */
export const userSrpAuth: AuthFlow = {
  name: 'USER_SRP_AUTH',
  opener: 'PASSWORD_VERIFIER',
  parameters({ password }) {
    // The proof is due within seconds of the challenge: too late to ask for the password then.
    if (password !== undefined) return {};
    throw new ArgumentError(
      'password',
      'missing-input',
      'USER_SRP_AUTH proves the password as soon as it is asked to: pass `password`.',
    );
  },
};
