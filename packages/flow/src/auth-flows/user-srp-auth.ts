/**
 * USER_SRP_AUTH: the password is proved, never sent.
 *
 * @module
 */
import type { AuthFlow } from '@countersign/contract';
import { requireKnownPassword } from './_known-password.ts';

const NAME = 'USER_SRP_AUTH';

/**
 * Opens with `SRP_A` from the PASSWORD_VERIFIER handler, which must be among the handlers.
 *
 * @see AWS API model, `AuthFlowType`
 */
export const userSrpAuth: AuthFlow = {
  name: NAME,
  opener: 'PASSWORD_VERIFIER',
  parameters(known) {
    requireKnownPassword(known, NAME);
    return {};
  },
};
