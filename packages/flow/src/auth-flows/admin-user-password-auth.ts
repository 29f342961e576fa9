/**
 * ADMIN_USER_PASSWORD_AUTH: USER_PASSWORD_AUTH for a server that signs its requests with AWS credentials. The
 * password itself travels to the service, inside TLS; choosing this flow is the caller's consent to that.
 *
 * @module
 */
import type { AuthFlow } from '@countersign/contract';
import { requireKnownPassword } from './_known-password.ts';

/**
 * Only a transport of `@countersign/adapter-aws-sdk/admin` may carry it: `InitiateAuth` refuses this flow,
 * and as `AdminInitiateAuth` it opens without the app client being allowed USER_PASSWORD_AUTH.
 *
 * Not for pools that track devices: AWS's developer guide says that this flow does not know them, so a refresh
 * of its tokens is refused there. USER_SRP_AUTH goes through the same transport.
 *
 * @see AWS API model, `AuthFlowType`, `AdminInitiateAuthRequest.AuthFlow`
 */
export const adminUserPasswordAuth: AuthFlow = {
  name: 'ADMIN_USER_PASSWORD_AUTH',
  parameters: (known) => ({ PASSWORD: requireKnownPassword(known, 'ADMIN_USER_PASSWORD_AUTH') }),
};
