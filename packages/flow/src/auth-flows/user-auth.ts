/**
 * USER_AUTH: the service lists the first factors that the user has (SELECT_CHALLENGE), or takes the one
 * that the client prefers in the first call.
 *
 * @module
 */
import { invalidValue, requireBoundedText, requireOnly } from '@countersign/contract';
import type { AuthFlow } from '@countersign/contract';
import { requireKnownPassword } from './_known-password.ts';

const NAME = 'USER_AUTH';

/** Factors whose own input goes with the first call; the handlers of their challenges bring it. */
const BEGUN_BY_CLIENT: readonly string[] = ['PASSWORD', 'PASSWORD_SRP'];

/** First factors as they were in 2026; the service may add to them. */
export type FirstFactor =
  | 'PASSWORD'
  | 'PASSWORD_SRP'
  | 'EMAIL_OTP'
  | 'SMS_OTP'
  | 'WEB_AUTHN'
  // Any other text, and the names above still autocomplete.
  | (string & Record<never, never>);

/** Asks which factors there are: SELECT_CHALLENGE comes next. */
export const userAuth: AuthFlow = { name: NAME, parameters: () => ({}) };

/**
 * Asks for one factor. A user who does not have it is asked to choose (SELECT_CHALLENGE).
 *
 * `PASSWORD` sends the password itself, inside TLS: choosing it is the caller's consent to that. `PASSWORD`
 * and `PASSWORD_SRP` need the handlers of those challenges.
 *
 * @see AWS API, `InitiateAuth`, `PREFERRED_CHALLENGE`
 */
export function userAuthPreferring(challenge: FirstFactor): AuthFlow {
  const begun = BEGUN_BY_CLIENT.includes(challenge);
  return {
    name: NAME,
    ...(begun && { opener: challenge }),
    parameters(known) {
      if (begun) requireKnownPassword(known, `${NAME} with ${challenge}`);
      return { PREFERRED_CHALLENGE: challenge };
    },
  };
}

/**
 * Signs a user in who has just confirmed a sign-up: the code counts as the first factor.
 *
 * @param session - from `ConfirmSignUp`; good for minutes and for one sign-in. SECRET.
 * @throws `ArgumentError` `ERR_ARGUMENT` when it is no session.
 */
export function userAuthAfterSignUp(session: string): AuthFlow {
  if (typeof session !== 'string' || session === '') {
    throw invalidValue('session', 'must be that of ConfirmSignUp.');
  }
  return { name: NAME, session, parameters: () => ({}) };
}

/** What a step-up asks for. */
export interface StepUpOptions {
  /** ACR URIs, the most wanted first: `urn:cognito:loa:2`, … */
  readonly targetAcrValues: readonly [string, ...string[]];
  /** Of the same user: what it stands for counts already. SECRET. */
  readonly accessToken: string | null;
  /** Authentication that is older than this does not count. */
  readonly maxAgeSeconds?: number;
  /** As in {@link userAuthPreferring}. Our local pool heeds it where it helps; AWS does not say. */
  readonly preferredChallenge?: FirstFactor;
}

const STEP_UP_OPTIONS = ['targetAcrValues', 'accessToken', 'maxAgeSeconds', 'preferredChallenge'];
const CHALLENGE_NAME_MAX_LENGTH = 128;
const TOKEN_MAX_LENGTH = 16_384;

/**
 * Asks for stronger authentication than the user has shown so far.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when a value cannot be right.
 * @see AWS API, `InitiateAuth`, `TARGET_ACR_VALUES`, `ACCESS_TOKEN`, `MAX_AGE`
 */
export function userAuthStepUp(options: StepUpOptions): AuthFlow {
  requireOnly(options, STEP_UP_OPTIONS);
  const { targetAcrValues, accessToken, maxAgeSeconds, preferredChallenge } = options;
  if (!isListOfNames(targetAcrValues)) {
    throw invalidValue('targetAcrValues', 'must be a list of names without spaces.');
  }
  // Required, so that nobody forgets it: null is how to say that there is none.
  if (accessToken !== null) requireBoundedText('accessToken', accessToken, TOKEN_MAX_LENGTH);
  if (maxAgeSeconds !== undefined && !(Number.isSafeInteger(maxAgeSeconds) && maxAgeSeconds >= 0)) {
    throw invalidValue('maxAgeSeconds', 'must be 0 or more.');
  }
  if (preferredChallenge !== undefined) {
    requireBoundedText('preferredChallenge', preferredChallenge, CHALLENGE_NAME_MAX_LENGTH);
  }
  const unaimed =
    preferredChallenge === undefined ? userAuth : userAuthPreferring(preferredChallenge);
  return {
    ...unaimed,
    parameters: (known) => ({
      ...unaimed.parameters(known),
      TARGET_ACR_VALUES: targetAcrValues.join(' '),
      ...(accessToken !== null && { ACCESS_TOKEN: accessToken }),
      ...(maxAgeSeconds !== undefined && { MAX_AGE: String(maxAgeSeconds) }),
    }),
  };
}

function isListOfNames(values: unknown): boolean {
  if (!Array.isArray(values) || values.length === 0) return false;
  return values.every((value) => typeof value === 'string' && /^\S+$/.test(value));
}
