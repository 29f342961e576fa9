/**
 * New tokens for a refresh token, by either operation.
 *
 * @module
 */
import { DEVICE_RECORD, SECRET, call, ends, fails, hashed } from './_transcript-parts.mjs';
import { CLIENT_ID, ok, refuse, tokens } from './_transcript-parts.mjs';

const GET = { operation: 'GetTokensFromRefreshToken' };
const INITIATE = { operation: 'InitiateAuth' };
const RefreshToken = 'refresh-1';
const DEVICE_KEY = DEVICE_RECORD.deviceKey;
const without = tokens({ RefreshToken: undefined });
const rotated = tokens({ RefreshToken: 'refresh-2' });
const kept = { kind: 'refreshed', refreshToken: RefreshToken };

export const REFRESH_BASE = {
  clientId: CLIENT_ID,
  username: 'alice',
  refreshToken: RefreshToken,
  deviceKey: null,
};

const gets = (response, more = {}) =>
  call('GetTokensFromRefreshToken', { ClientId: CLIENT_ID, RefreshToken, ...more }, response);
const initiates = (response, more = {}) =>
  call(
    'InitiateAuth',
    {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: CLIENT_ID,
      AuthParameters: { REFRESH_TOKEN: RefreshToken, ...more },
    },
    response,
  );

export function refreshTranscripts() {
  return [...refreshed(), ...refused()];
}

function* refreshed() {
  yield ends('Refresh', 'no new refresh token: the old one stays', GET, [gets(without)], kept);
  yield ends('Refresh', 'rotation: the new refresh token takes over', GET, [gets(rotated)], {
    ...kept,
    refreshToken: 'refresh-2',
  });
  const secret = { ...GET, ...SECRET };
  const raw = { ClientSecret: SECRET.clientSecret };
  yield ends(
    'SecretHash',
    'the client’s secret goes as it is, not as a hash',
    secret,
    [gets(without, raw)],
    kept,
  );
  const device = { ...GET, deviceKey: DEVICE_KEY };
  const key = { DeviceKey: DEVICE_KEY };
  yield ends('Refresh', 'from a remembered device', device, [gets(without, key)], kept);
  yield ends('Refresh', 'by InitiateAuth', INITIATE, [initiates(without)], kept);
  yield ends(
    'SecretHash',
    'by InitiateAuth: the hash is over the real name, which the request does not have',
    { ...INITIATE, ...SECRET },
    [initiates(without, hashed('alice'))],
    kept,
  );
  yield ends(
    'Refresh',
    'by InitiateAuth, from a remembered device',
    { ...INITIATE, deviceKey: DEVICE_KEY },
    [initiates(without, { DEVICE_KEY })],
    kept,
  );
}

function* refused() {
  for (const [service, message, discards] of [
    ['NotAuthorizedException', 'Refresh Token has been revoked', true],
    ['NotAuthorizedException', 'Invalid Refresh Token.', true],
    ['RefreshTokenReuseException', 'Refresh token reuse detected', true],
    ['UserNotFoundException', 'User does not exist.', true],
    ['PasswordResetRequiredException', 'Password reset required for the user', true],
    ['UserNotConfirmedException', 'User is not confirmed.', true],
    ['TooManyRequestsException', 'Rate exceeded', false],
    ['InvalidParameterException', 'Invalid parameter', false],
    ['ForbiddenException', 'Request not allowed', false],
    ['UserLambdaValidationException', 'PreTokenGeneration failed with error no.', false],
  ]) {
    const flag = discards ? 'TokenDead' : 'TokenKept';
    const error = { kind: 'refused', service, discards };
    yield fails(flag, `refresh: ${message}`, GET, [gets(refuse(service, message))], error);
  }
  const failed = refuse('InternalErrorException', 'Internal error', 500);
  const error = { kind: 'refused', service: 'InternalErrorException', discards: false };
  yield fails('TokenKept', 'refresh: the service fails inside', GET, [gets(failed)], error);
  const bare = {
    kind: 'throws',
    code: 'ERR_PROTOCOL',
    reason: 'malformed',
    field: 'AuthenticationResult',
  };
  yield fails('Shape', 'refresh: no tokens', GET, [gets(ok({}))], bare);
  const page = { status: 502, headers: { 'content-type': 'text/html' }, body: 'Bad Gateway' };
  const notJson = { kind: 'throws', code: 'ERR_TRANSPORT', reason: 'not-json' };
  yield fails('NotTheService', 'refresh: a gateway fails', GET, [gets(page)], notJson);
}
