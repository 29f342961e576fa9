/**
 * USER_SRP_AUTH: the password is proved, never sent.
 *
 * @module
 */
import type { AuthFlow } from '@countersign/contract';

/**
 * Opens with `SRP_A` from the PASSWORD_VERIFIER handler, which must be among the handlers.
 *
 * @see AWS API model, `AuthFlowType`
 */
export const userSrpAuth: AuthFlow = {
  name: 'USER_SRP_AUTH',
  opener: 'PASSWORD_VERIFIER',
  parameters: () => ({}),
};
