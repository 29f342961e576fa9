/**
 * USER_PASSWORD_AUTH: the password itself travels to the service, inside TLS. Choosing this flow is
 * the caller's consent to that; it is what triggers a user-migration Lambda.
 *
 * @module
 */
import type { AuthFlow } from '@countersign/contract';
import { requireKnownPassword } from './_known-password.ts';

const NAME = 'USER_PASSWORD_AUTH';

/** @see AWS API model, `AuthFlowType` */
export const userPasswordAuth: AuthFlow = {
  name: NAME,
  parameters: (known) => ({ PASSWORD: requireKnownPassword(known, NAME) }),
};
