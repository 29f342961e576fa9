/**
 * USER_SRP_AUTH: the password never travels; PASSWORD_VERIFIER comes next.
 *
 * @module
 */
import { findAccount } from '../_accounts.ts';
import type { PoolAuthFlow } from '../_auth-flow.ts';
import { requireGivenUsername } from '../_auth-flow.ts';
import { requireEntry } from '../_input.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { openHandshake, passwordVerifier } from '../challenges/password-verifier.ts';

export const userSrpAuth: PoolAuthFlow = {
  names: ['USER_SRP_AUTH'],
  allowedBy: 'ALLOW_USER_SRP_AUTH',
  async begin({ service, client, parameters }) {
    const username = requireGivenUsername(parameters);
    const publicAHex = requireEntry(parameters, 'SRP_A');
    await requireSecretHash(client, username, parameters.get('SECRET_HASH'));
    const account = await findAccount(service, client, username);
    return {
      ChallengeName: passwordVerifier.name,
      ChallengeParameters: openHandshake(service, client, account, publicAHex),
    };
  },
};
