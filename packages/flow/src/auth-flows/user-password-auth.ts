/**
 * USER_PASSWORD_AUTH: the password itself travels to the service, inside TLS. Choosing this flow is
 * the caller's consent to that; it is what triggers a user-migration Lambda.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { AuthFlow } from '@countersign/contract';

/** @see AWS API model, `AuthFlowType` */
export const userPasswordAuth: AuthFlow = {
  name: 'USER_PASSWORD_AUTH',
  parameters({ password }) {
    if (password === undefined) {
      throw new ArgumentError(
        'password',
        'missing-input',
        'USER_PASSWORD_AUTH sends the password with its first request: pass `password`.',
      );
    }
    return { PASSWORD: password };
  },
};
