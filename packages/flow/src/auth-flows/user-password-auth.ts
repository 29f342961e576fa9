/**
 * USER_PASSWORD_AUTH: the password itself travels to the service, inside TLS. Choosing this flow is
 * the caller's consent to that; it is what triggers a user-migration Lambda.
 *
 * @module
 */
import type { AuthFlow } from '@countersign/contract';
import { plainPassword } from './_plain-password.ts';

/** @see AWS API model, `AuthFlowType` */
export const userPasswordAuth: AuthFlow = {
  name: 'USER_PASSWORD_AUTH',
  parameters: (known) => plainPassword('USER_PASSWORD_AUTH', known),
};
