/**
 * REFRESH_TOKEN_AUTH: new access and id tokens for a refresh token, which stays as it is.
 *
 * @module
 */
import type { PoolAuthFlow } from '../_auth-flow.ts';
import { requireRefreshable } from '../_grants.ts';
import { requireEntry } from '../_input.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { invalidParameter } from '../_service-fault.ts';
import { issueTokens } from '../_tokens.ts';

export const refreshTokenAuth: PoolAuthFlow = {
  names: ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'],
  openTo: ['user', 'administrator'],
  allowedBy: 'ALLOW_REFRESH_TOKEN_AUTH',
  async begin({ service, client, parameters }) {
    if (client.settings.refreshTokenRotation !== undefined) {
      // It has no place for the new one.
      throw invalidParameter('REFRESH_TOKEN_AUTH does not rotate: use GetTokensFromRefreshToken.');
    }
    const token = requireEntry(parameters, 'REFRESH_TOKEN');
    const deviceKey = parameters.get('DEVICE_KEY');
    const grant = requireRefreshable(service, client, { token, deviceKey });
    // There is no USERNAME in this request: the hash is over the real user name, never an alias.
    await requireSecretHash(client, grant.user.username, parameters.get('SECRET_HASH'));
    return {
      AuthenticationResult: await issueTokens(service, client, {
        grant,
        occasion: 'RefreshTokens',
      }),
      ChallengeParameters: {},
    };
  },
};
