/**
 * What to tell the user when the service said no: every exception of the API, sorted by what helps.
 *
 * @module
 */
import type { ServiceError } from '@countersign/contract';
import { meaningOfText, REFRESH_TEXTS } from './_refusal-texts.ts';
import type { TextMeaning } from './_refusal-texts.ts';

/** What the user can do; nobody else can. */
export type UserAction =
  /** Too many attempts, or the service is busy: later the same may work. */
  | 'wait'
  /** `ForgotPassword` and `ConfirmForgotPassword`. */
  | 'reset-password'
  /** `ConfirmSignUp`. */
  | 'confirm-sign-up'
  /** Another name, address or password: this one is taken, or against the rules. */
  | 'choose-another'
  /** Set a second factor up first. */
  | 'set-up-mfa'
  /** The temporary password is too old. */
  | 'ask-administrator';

/** What a refusal means. */
export type RefusalMeaning =
  /** The answer was wrong; the same challenge takes another one. */
  | { readonly kind: 'same-challenge' }
  /** From the beginning, with the same input. */
  | { readonly kind: 'start-over' }
  | { readonly kind: 'user-action'; readonly action: UserAction }
  /** Pool, app client, role, trigger or program: nothing that a user can mend. */
  | { readonly kind: 'configuration' }
  /** The end. */
  | { readonly kind: 'refused' };

const SAME_CHALLENGE: RefusalMeaning = { kind: 'same-challenge' };
const START_OVER: RefusalMeaning = { kind: 'start-over' };
const CONFIGURATION: RefusalMeaning = { kind: 'configuration' };
const REFUSED: RefusalMeaning = { kind: 'refused' };
const WAIT = userAction('wait');

const BY_TEXT: { readonly [meaning in TextMeaning]: RefusalMeaning } = {
  'session-spent': START_OVER,
  'token-void': START_OVER,
  'device-unknown': START_OVER,
  'locked-out': WAIT,
  'temporary-password-expired': userAction('ask-administrator'),
  'user-disabled': REFUSED,
  'client-misconfigured': CONFIGURATION,
  'pool-misconfigured': CONFIGURATION,
};

/** Without the ending `Exception` that all of them have. */
const BY_NAME: { readonly [name: string]: RefusalMeaning } = {
  ...each(SAME_CHALLENGE, 'CodeMismatch EnableSoftwareTokenMFA'),
  ...each(START_OVER, 'ConcurrentModification ExpiredCode RefreshTokenReuse'),
  ...each(START_OVER, 'WebAuthnChallengeNotFound'),
  ...each(WAIT, 'CodeDeliveryFailure InternalError LimitExceeded Throttling'),
  ...each(WAIT, 'InternalServer ServiceQuotaExceeded TooManyFailedAttempts'),
  ...each(WAIT, 'TooManyRequests'),
  ...each(userAction('reset-password'), 'PasswordResetRequired'),
  ...each(userAction('confirm-sign-up'), 'UserNotConfirmed'),
  ...each(userAction('choose-another'), 'AliasExists InvalidPassword UsernameExists'),
  ...each(userAction('choose-another'), 'PasswordHistoryPolicyViolation'),
  ...each(userAction('set-up-mfa'), 'MFAMethodNotFound SoftwareTokenMFANotFound'),
  ...each(CONFIGURATION, 'AccessDenied FeatureUnavailableInTier InvalidEmailRoleAccessPolicy'),
  ...each(CONFIGURATION, 'InvalidOAuthFlow'),
  ...each(CONFIGURATION, 'InvalidLambdaResponse InvalidParameter InvalidSmsRoleAccessPolicy'),
  ...each(CONFIGURATION, 'InvalidSmsRoleTrustRelationship InvalidUserPoolConfiguration'),
  ...each(CONFIGURATION, 'OperationNotEnabled ResourceNotFound Unauthorized UnexpectedLambda'),
  ...each(CONFIGURATION, 'UnsupportedOperation UnsupportedTokenType UserPoolAddOnNotEnabled'),
  ...each(CONFIGURATION, 'WebAuthnConfigurationMissing WebAuthnNotEnabled'),
  ...each(CONFIGURATION, 'WebAuthnOriginNotAllowed WebAuthnRelyingPartyMismatch'),
  ...each(REFUSED, 'DeviceKeyExists Forbidden NotAuthorized UserLambdaValidation UserNotFound'),
  ...each(REFUSED, 'WebAuthnClientMismatch WebAuthnCredentialNotSupported'),
};

/**
 * The meaning of a refusal, by the exception's name and, where one name has several ends, by its text.
 * A name that did not exist when this was written counts as the end, where the transport does not say
 * that it passes; `error.message` has the service's own words.
 *
 * @see AWS API model, the errors of each operation
 */
export function meaningOf(error: ServiceError): RefusalMeaning {
  const text = meaningOfText(error) ?? meaningOfText(error, REFRESH_TEXTS);
  if (text !== undefined) return BY_TEXT[text];
  const name = error.service.replace(/Exception$/, '');
  if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name]!;
  return error.retryable || error.status >= 500 ? WAIT : REFUSED;
}

function userAction(action: UserAction): RefusalMeaning {
  return { kind: 'user-action', action };
}

function each(meaning: RefusalMeaning, names: string): { readonly [name: string]: RefusalMeaning } {
  return Object.fromEntries(names.split(' ').map((name) => [name, meaning]));
}
