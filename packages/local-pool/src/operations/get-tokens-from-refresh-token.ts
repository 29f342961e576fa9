/**
 * GetTokensFromRefreshToken: a refresh that takes the client's secret itself, so nobody has to know
 * the real user name.
 *
 * @module
 */
import { requireRefreshable, rotateRefreshToken } from '../_grants.ts';
import { CLIENT_ID, DEVICE_KEY, readMetadata, readText, requireText, TOKEN } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { isClientSecret } from '../_secret-hash.ts';
import { notAuthorized } from '../_service-fault.ts';
import { requireClient } from '../_service.ts';
import { issueTokens } from '../_tokens.ts';

export const getTokensFromRefreshToken: PoolOperation = {
  name: 'GetTokensFromRefreshToken',
  async handle(service, input) {
    const token = requireText(input, 'RefreshToken', TOKEN);
    const client = requireClient(service, requireText(input, 'ClientId', CLIENT_ID));
    if (!isClientSecret(client, readText(input, 'ClientSecret'))) {
      throw notAuthorized(`Unable to verify client secret for client ${client.id}`);
    }
    const deviceKey = readText(input, 'DeviceKey', DEVICE_KEY);
    const grant = requireRefreshable(service, client, { token, deviceKey });
    const clientMetadata = readMetadata(input);
    const issue = { grant, occasion: 'RefreshTokens' as const, ...clientMetadata };
    // Before anything is waited for: of two refreshes at once, one replaces the token.
    const next = rotateRefreshToken(service, client, { grant, token });
    const tokens = await issueTokens(service, client, issue);
    return {
      AuthenticationResult: { ...tokens, ...(next !== undefined && { RefreshToken: next }) },
    };
  },
};
