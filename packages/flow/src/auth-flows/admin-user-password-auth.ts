/**
 * ADMIN_USER_PASSWORD_AUTH: USER_PASSWORD_AUTH for a server that signs its requests with AWS credentials. The
 * password itself travels to the service, inside TLS; choosing this flow is the caller's consent to that.
 *
 * @module
 */
import type { AuthFlow } from '@countersign/contract';
import { plainPassword } from './_plain-password.ts';

/**
 * Only a transport of `@countersign/adapter-aws-sdk/admin` may carry it: `InitiateAuth` refuses this flow,
 * and as `AdminInitiateAuth` it opens without the app client being allowed USER_PASSWORD_AUTH.
 *
 * @see AWS API model, `AuthFlowType`, `AdminInitiateAuthRequest.AuthFlow`
 */
export const adminUserPasswordAuth: AuthFlow = {
  name: 'ADMIN_USER_PASSWORD_AUTH',
  parameters: (known) => plainPassword('ADMIN_USER_PASSWORD_AUTH', known),
};
