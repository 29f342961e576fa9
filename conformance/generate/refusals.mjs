/**
 * Writes `vectors/refusals.json`: what each exception means for whoever signs in, and how an answer
 * says which exception it is.
 *
 * @module
 */
import { ANSWERS } from './_refusal-answers.mjs';
import { NOTES } from './_refusal-notes.mjs';
import { vectorFile } from './_vectors.mjs';

const SAME_CHALLENGE = { kind: 'same-challenge' };
const START_OVER = { kind: 'start-over' };
const CONFIGURATION = { kind: 'configuration' };
const REFUSED = { kind: 'refused' };
const user = (action) => ({ kind: 'user-action', action });

/** By the text of `NotAuthorizedException`, which has one name for many ends. */
const BY_TEXT = [
  ['Incorrect username or password.', REFUSED],
  ['Incorrect username or password', REFUSED],
  ['User is disabled.', REFUSED],
  ['Password attempts exceeded', user('wait')],
  [
    'Temporary password has expired and must be reset by an administrator.',
    user('ask-administrator'),
  ],
  ['Invalid session for the user.', START_OVER],
  ['Invalid session for the user, session is expired.', START_OVER],
  ['Invalid session for the user, session can only be used once.', START_OVER],
  ['invalid session for the user', START_OVER],
  ['Cannot initiate DEVICE_SRP_AUTH flow without first authenticating', START_OVER],
  ['Invalid Refresh Token', START_OVER],
  ['Invalid Refresh Token.', START_OVER],
  ['Refresh Token has been revoked', START_OVER],
  ['Refresh Token has expired', START_OVER],
  ['Access Token has been revoked', START_OVER],
  ['Access Token has expired', START_OVER],
  ['Unable to verify secret hash for client 1example23456789', CONFIGURATION],
  [
    'Client 1example23456789 is configured with secret but SECRET_HASH was not received',
    CONFIGURATION,
  ],
  [
    'Client 1example23456789 is not configured for secret but secret hash was received',
    CONFIGURATION,
  ],
  ['', REFUSED],
];

const NOT_FOUND = [
  ['Device does not exist.', START_OVER],
  ['User pool client 1example23456789 does not exist.', CONFIGURATION],
  ['User pool eu-west-1_AbCdEf123 does not exist.', CONFIGURATION],
];

/** By the name alone, without the ending that all of them have. */
const BY_NAME = [
  ['WrongCode', SAME_CHALLENGE, 'CodeMismatch EnableSoftwareTokenMFA'],
  ['Spent', START_OVER, 'ExpiredCode RefreshTokenReuse WebAuthnChallengeNotFound'],
  ['Throttling', user('wait'), 'TooManyRequests Throttling InternalError CodeDeliveryFailure'],
  ['Quota', user('wait'), 'LimitExceeded TooManyFailedAttempts'],
  ['Account', user('reset-password'), 'PasswordResetRequired'],
  ['Account', user('confirm-sign-up'), 'UserNotConfirmed'],
  ['Account', user('choose-another'), 'InvalidPassword PasswordHistoryPolicyViolation'],
  ['Account', user('choose-another'), 'AliasExists UsernameExists'],
  ['Account', user('set-up-mfa'), 'MFAMethodNotFound SoftwareTokenMFANotFound'],
  ['Configuration', CONFIGURATION, 'InvalidParameter UnsupportedOperation OperationNotEnabled'],
  ['Configuration', CONFIGURATION, 'FeatureUnavailableInTier InvalidUserPoolConfiguration'],
  ['Configuration', CONFIGURATION, 'InvalidSmsRoleAccessPolicy InvalidSmsRoleTrustRelationship'],
  ['Configuration', CONFIGURATION, 'InvalidEmailRoleAccessPolicy Unauthorized'],
  ['Configuration', CONFIGURATION, 'UnsupportedTokenType InvalidLambdaResponse UnexpectedLambda'],
  ['Configuration', CONFIGURATION, 'WebAuthnNotEnabled WebAuthnConfigurationMissing'],
  ['End', REFUSED, 'UserNotFound Forbidden UserLambdaValidation'],
];

/** The file's text. */
export function generate() {
  return vectorFile('refusals.json', {
    schema: 'schema/refusals.schema.json',
    notes: NOTES,
    groups: [
      { type: 'RefusalMeaning', tests: [...meanings()] },
      { type: 'RefusalAnswer', tests: ANSWERS },
    ],
  });
}

function* meanings() {
  for (const [message, meaning] of BY_TEXT) {
    yield means('OneNameManyEnds', 'NotAuthorizedException', message, meaning);
  }
  for (const [message, meaning] of NOT_FOUND) {
    yield means('OneNameManyEnds', 'ResourceNotFoundException', message, meaning);
  }
  for (const [flag, meaning, names] of BY_NAME) {
    for (const name of names.split(' ')) yield means(flag, `${name}Exception`, '', meaning);
  }
  const lambda = 'VerifyAuthChallengeResponse failed with error no.';
  yield means('End', 'UserLambdaValidationException', lambda, REFUSED);
  const flow = 'USER_PASSWORD_AUTH flow not enabled for this client';
  yield means('Configuration', 'InvalidParameterException', flow, CONFIGURATION);
  const session = 'Missing required parameter Session';
  yield means('Configuration', 'InvalidParameterException', session, CONFIGURATION);
  const attempts = 'Attempt limit exceeded, please try after some time.';
  yield means('Quota', 'LimitExceededException', attempts, user('wait'));
  const otherName = 'Invalid session for the user.';
  yield means('OneNameManyEnds', 'InvalidParameterException', otherName, CONFIGURATION);
  yield means('End', 'NobodyHasHeardOfItException', '', REFUSED);
  yield means('End', 'constructor', '', REFUSED);
}

function means(flag, service, message, meaning) {
  const comment = message === '' ? service : `${service} "${message}"`;
  return { comment, flags: [flag], service, message, meaning, result: 'valid' };
}
