/** Every exception that the API has for users, and what is made of it. */
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '@countersign/contract';
import { generalVerdict, verdictOnSignIn } from '../src/_verdict.ts';
import { meaningOf } from '../src/refusals.ts';

function refused(service: string, message = ''): ServiceError {
  return new ServiceError(service, message, { status: 400 });
}

/** Of operations that only administrators of pools call. */
const ADMINISTRATIVE = new Set(
  (
    'DuplicateProvider GroupExists ManagedLoginBrandingExists PreconditionNotMet ScopeDoesNotExist ' +
    'TermsExists TierChangeNotAllowed UnsupportedIdentityProvider UnsupportedUserState ' +
    'UserImportInProgress UserPoolTagging'
  )
    .split(' ')
    .map((name) => `${name}Exception`),
);

test('no exception that the AWS SDK knows is left to chance', () => {
  const names = Object.keys(sdk).filter((name) => name.endsWith('Exception'));
  expect(names.length).toBeGreaterThan(50);
  const sorted = new Set(
    'NotAuthorized Forbidden DeviceKeyExists UserLambdaValidation UserNotFound WebAuthnClientMismatch WebAuthnCredentialNotSupported'
      .split(' ')
      .map((name) => `${name}Exception`),
  );
  const unsorted = names.filter(
    (name) =>
      !ADMINISTRATIVE.has(name) && !sorted.has(name) && meaningOf(refused(name)).kind === 'refused',
  );
  expect(unsorted.filter((name) => name !== 'CognitoIdentityProviderServiceException')).toEqual([]);
});

describe('one name, many ends: told apart by the beginning of the text', () => {
  test.each([
    ['Incorrect username or password.', { kind: 'refused' }],
    ['Password attempts exceeded', { kind: 'user-action', action: 'wait' }],
    ['User is disabled.', { kind: 'refused' }],
    ['Invalid session for the user, session is expired.', { kind: 'start-over' }],
    ['invalid SESSION for the user.', { kind: 'start-over' }],
    ['Unable to verify secret hash for client 1example', { kind: 'configuration' }],
    ['Client 1example is configured with secret but …', { kind: 'configuration' }],
    ['Temporary password has expired and …', { kind: 'user-action', action: 'ask-administrator' }],
    ['Invalid Refresh Token.', { kind: 'start-over' }],
    ['Refresh Token has been revoked', { kind: 'start-over' }],
    ['Access Token has expired', { kind: 'start-over' }],
  ])('NotAuthorizedException "%s"', (message, meaning) => {
    expect(meaningOf(refused('NotAuthorizedException', message))).toEqual(meaning);
  });

  test('ResourceNotFoundException: a device, or the pool', () => {
    const service = 'ResourceNotFoundException';
    expect(meaningOf(refused(service, 'Device does not exist.'))).toEqual({ kind: 'start-over' });
    expect(meaningOf(refused(service, 'User pool client x does not exist.'))).toEqual({
      kind: 'configuration',
    });
  });

  test('the same text under another name says nothing', () => {
    const error = refused('InvalidParameterException', 'Invalid session for the user.');
    expect(meaningOf(error)).toEqual({ kind: 'configuration' });
    expect(verdictOnSignIn(error)).toBeUndefined();
  });
});

test.each([
  ['LimitExceededException', { kind: 'user-action', action: 'wait' }],
  ['CodeMismatchException', { kind: 'same-challenge' }],
  ['PasswordResetRequiredException', { kind: 'user-action', action: 'reset-password' }],
  ['UserNotConfirmedException', { kind: 'user-action', action: 'confirm-sign-up' }],
  ['UsernameExistsException', { kind: 'user-action', action: 'choose-another' }],
  ['SoftwareTokenMFANotFoundException', { kind: 'user-action', action: 'set-up-mfa' }],
  ['NobodyHasHeardOfItException', { kind: 'refused' }],
  ['constructor', { kind: 'refused' }],
  ['', { kind: 'refused' }],
])('%s', (service, meaning) => {
  expect(meaningOf(refused(service))).toEqual(meaning);
});

test.each([
  ['RequestThrottledException', { status: 400, retryable: true }],
  ['ServiceUnavailableException', { status: 503 }],
])('%s is in no table, but passes', (service, details) => {
  const meaning = { kind: 'user-action', action: 'wait' };
  expect(meaningOf(new ServiceError(service, '', details))).toEqual(meaning);
});

test('what starts over in the table starts over in the flow, and what ends ends', () => {
  for (const [service, message] of [
    ['ExpiredCodeException', ''],
    ['NotAuthorizedException', 'Invalid session for the user.'],
  ] as const) {
    const error = refused(service, message);
    expect(meaningOf(error).kind).toBe('start-over');
    expect(verdictOnSignIn(error) ?? generalVerdict(error, true)).toBe('restart');
  }
});
