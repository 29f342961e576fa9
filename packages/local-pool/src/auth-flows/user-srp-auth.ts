/**
 * USER_SRP_AUTH: the password never travels; PASSWORD_VERIFIER comes next.
 *
 * A DEVICE_KEY among the parameters is not looked at: the answer to PASSWORD_VERIFIER brings it, and
 * that is where clients expect to hear that the device is gone.
 *
 * @module
 */
import { findAccount } from '../_accounts.ts';
import type { PoolAuthFlow } from '../_auth-flow.ts';
import { requireGivenUsername } from '../_auth-flow.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { requireSrpA } from '../_srp-exchange.ts';
import { openHandshake, passwordVerifier } from '../challenges/password-verifier.ts';

export const userSrpAuth: PoolAuthFlow = {
  names: ['USER_SRP_AUTH'],
  openTo: ['user', 'administrator'],
  allowedBy: 'ALLOW_USER_SRP_AUTH',
  async begin({ service, client, parameters }) {
    const username = requireGivenUsername(parameters);
    const publicAHex = requireSrpA(parameters);
    await requireSecretHash(client, username, parameters.get('SECRET_HASH'));
    const account = await findAccount(service, client, username);
    return {
      ChallengeName: passwordVerifier.name,
      // No `Session`: programs rely on there being none.
      ChallengeParameters: openHandshake({ service, client, account }, publicAHex, undefined),
    };
  },
};
