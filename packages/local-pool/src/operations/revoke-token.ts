/**
 * RevokeToken: a refresh token and every access token that came from it stop to work.
 *
 * @module
 */
import { findGrant, looksLikeRefreshToken } from '../_grants.ts';
import { CLIENT_ID, readText, requireText, TOKEN } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { isClientSecret } from '../_secret-hash.ts';
import { ServiceFault } from '../_service-fault.ts';
import { findClient } from '../_service.ts';

export const revokeToken: PoolOperation = {
  name: 'RevokeToken',
  handle(service, input) {
    const token = requireText(input, 'Token', TOKEN);
    const client = findClient(service, requireText(input, 'ClientId', CLIENT_ID));
    const secret = readText(input, 'ClientSecret');
    if (client === undefined || !isClientSecret(client, secret)) {
      throw new ServiceFault('UnauthorizedException', 'Invalid client id or client secret.');
    }
    if (!client.settings.tokenRevocation) {
      throw new ServiceFault(
        'UnsupportedOperationException',
        'Token revocation is not enabled for this client.',
      );
    }
    if (!looksLikeRefreshToken(token)) {
      throw new ServiceFault('UnsupportedTokenTypeException', 'Only refresh tokens are revoked.');
    }
    const grant = findGrant(client.pool, token);
    if (grant !== undefined && grant.clientId !== client.id) {
      throw new ServiceFault('UnauthorizedException', 'The token belongs to another client.');
    }
    // RFC 7009 §2.2: a token that is not there is as good as revoked.
    if (grant !== undefined) grant.revoked = true;
    return {};
  },
};
