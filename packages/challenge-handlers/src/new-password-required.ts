/**
 * NEW_PASSWORD_REQUIRED: the user signed in with a temporary password and must choose a new one,
 * and fill in the attributes that the pool requires and does not have yet.
 *
 * @module
 */
import {
  ArgumentError,
  invalidValue,
  isWellFormedText,
  isWireObject,
  requireBoundedText,
} from '@countersign/contract';
import type { ChallengeHandler, WireMap } from '@countersign/contract';
import { readTextList, readTextMap } from './_wire.ts';

/** What to ask the user. UNTRUSTED. */
export interface NewPasswordRequiredPrompt {
  /** Attributes that must be given with the new password, for example `family_name`. */
  readonly requiredAttributes: readonly string[];
  /** What the pool knows about the user already. */
  readonly userAttributes: WireMap;
}

/** What the user gives back. */
export interface NewPasswordRequiredAnswer {
  /** SECRET. 1 to 256 characters; the pool's own policy is the judge of the rest. */
  readonly newPassword: string;
  /** Values for the required attributes, and for others that the client may write. */
  readonly attributes?: WireMap;
}

// Only at the start, where a list of names has it; some lists come without.
const PREFIX = /^userAttributes\./;
const PASSWORD_MAX_LENGTH = 256;

/** The service keeps the session after these: the user can choose again. */
const CORRECTABLE: readonly string[] = [
  'InvalidPasswordException',
  'PasswordHistoryPolicyViolationException',
  'InvalidParameterException',
];

/**
 * Sends the new password (in plain, inside TLS, as the service wants it) and the attributes. An
 * attribute whose value the pool has already is left out: the service refuses it.
 *
 * @throws `ProtocolError` `ERR_PROTOCOL` when the service's lists are not JSON.
 * @throws `ArgumentError` `ERR_ARGUMENT` for an impossible password or a missing attribute.
 * @see AWS API, `RespondToAuthChallenge`, `NEW_PASSWORD_REQUIRED`
 */
export const newPasswordRequired: ChallengeHandler<
  'NEW_PASSWORD_REQUIRED',
  NewPasswordRequiredPrompt,
  NewPasswordRequiredAnswer
> = {
  name: 'NEW_PASSWORD_REQUIRED',

  read: ({ parameters }) => ({
    requiredAttributes: readTextList(parameters, 'requiredAttributes').map((name) =>
      name.replace(PREFIX, ''),
    ),
    userAttributes: readTextMap(parameters, 'userAttributes'),
  }),

  reply(prompt, { newPassword, attributes = {} }) {
    requireBoundedText('newPassword', newPassword, PASSWORD_MAX_LENGTH);
    requireAttributes(prompt.requiredAttributes, attributes);
    const changed = Object.entries(attributes)
      .filter(([name, value]) => prompt.userAttributes[name] !== value)
      .map(([name, value]) => [`userAttributes.${name}`, value]);
    return {
      kind: 'respond',
      responses: {
        ...Object.fromEntries(changed),
        NEW_PASSWORD: newPassword,
      },
    };
  },

  judge: (error) => (CORRECTABLE.includes(error.service) ? 'retry' : undefined),
};

function requireAttributes(required: readonly string[], given: WireMap): void {
  const isTextual = (value: unknown): boolean =>
    typeof value === 'string' && isWellFormedText(value);
  if (!isWireObject(given) || !Object.values(given).every(isTextual)) {
    throw invalidValue('attributes', 'must be an object of well-formed texts.');
  }
  const missing = required.filter((name) => typeof given[name] !== 'string' || given[name] === '');
  if (missing.length === 0) return;
  throw new ArgumentError(
    'attributes',
    'missing-input',
    `The user pool requires more attributes: ${missing.join(', ')}.`,
  );
}
