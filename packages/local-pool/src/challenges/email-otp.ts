/**
 * EMAIL_OTP: a code that was mailed to the user. The service has one name for the second factor and
 * for a first one that was chosen.
 *
 * @module
 */
import type { Account } from '../_accounts.ts';
import { requireAliasesFree } from '../_aliases.ts';
import { showing } from '../_assurance.ts';
import { isSignIn } from '../_attempt.ts';
import type { SignIn } from '../_attempt.ts';
import { requireFitting } from '../_attributes.ts';
import type { PoolChallenge } from '../_challenge.ts';
import { discardOutdated } from '../_confirmation.ts';
import { readText } from '../_input.ts';
import { isFactorDue, requireSetUpDue } from '../_second-factor.ts';
import type { SecondFactor } from '../_second-factor.ts';
import { acceptFirstCode, FIRST_FACTOR_DIGITS, poseCode } from '../_sent-code.ts';
import { requireSentCode, SECOND_FACTOR_DIGITS } from '../_sent-code.ts';
import { requireOwnSession } from '../_sessions.ts';
import type { User } from '../_user.ts';

const NAME = 'EMAIL_OTP';
const CODE = `${NAME}_CODE`;
const METHOD = 'email_otp';
const ATTRIBUTE = 'email';
const VERIFIED = `${ATTRIBUTE}_verified`;
const BY_MAIL = { medium: 'EMAIL', purpose: NAME } as const;
const MESSAGE = { minLength: 6, maxLength: 20_000, pattern: /\{####\}/ };
const SUBJECT = { minLength: 1, maxLength: 140 };

const second: SecondFactor = {
  method: METHOD,
  preferenceMember: 'EmailMfaSettings',
  configurationMember: 'EmailMfaConfiguration',
  defaultConfiguration: {},
  readConfiguration(configuration) {
    const Message = readText(configuration, 'Message', MESSAGE);
    const Subject = readText(configuration, 'Subject', SUBJECT);
    return {
      ...(Message !== undefined && { Message }),
      ...(Subject !== undefined && { Subject }),
    };
  },
  isSetUp: (user) => addressOf(user) !== '',
  isVerified: ({ attributes }) => attributes.get(VERIFIED) === 'true',
  notSetUp: `User does not have delivery config set to turn on ${NAME}`,
  // A device is said to stand in for a text message and an authenticator app, and for no more.
  isReplacedByDevice: false,
  setUp(signIn, responses) {
    const newEmail = responses.get('EMAIL');
    if (newEmail === undefined || newEmail === '') return undefined;
    requireSetUpDue(signIn);
    requireEmailFree(signIn, newEmail);
    return { ...signIn, newEmail, secondFactor: NAME };
  },
};

export const emailOtp: PoolChallenge = {
  name: NAME,
  second,
  first: {
    allowedBy: NAME,
    method: METHOD,
    standsAlone: true,
    isSetUp: ({ attributes }) => attributes.get(VERIFIED) === 'true',
  },
  early: {
    isDue: ({ firstFactor }) => firstFactor === NAME,
    pose: (attempt, session) =>
      poseCode(attempt, session, {
        ...BY_MAIL,
        destination: addressOf(attempt.account),
        digits: FIRST_FACTOR_DIGITS,
      }),
  },
  later: {
    isDue: (signIn) => isFactorDue(signIn, NAME),
    pose: (signIn, session) =>
      poseCode(signIn, session, {
        ...BY_MAIL,
        destination: signIn.newEmail ?? addressOf(signIn.user),
        digits: SECOND_FACTOR_DIGITS,
      }),
  },
  answer(answer) {
    const session = requireOwnSession(answer, NAME);
    const { attempt } = session;
    const next = isSignIn(attempt)
      ? acceptSecondCode(attempt, answer.responses)
      : acceptFirstCode(attempt, answer.responses, { key: CODE, method: METHOD });
    session.spend();
    return next;
  },
};

function acceptSecondCode(
  { newEmail, ...signIn }: SignIn,
  responses: ReadonlyMap<string, string>,
): SignIn {
  requireSentCode(signIn, responses, CODE);
  if (newEmail !== undefined) {
    requireSetUpDue(signIn);
    // Somebody else may have taken it in the meantime.
    requireEmailFree(signIn, newEmail);
    adopt(signIn.user, newEmail);
  }
  return showing({ ...signIn, isSecondFactorSettled: true }, METHOD);
}

function requireEmailFree({ client, user }: SignIn, email: string): void {
  requireFitting(client.pool, new Map([[ATTRIBUTE, email]]));
  requireAliasesFree(client.pool, verified(email), user);
}

/** The code came back from there: it is the user's. */
function adopt(user: User, email: string): void {
  for (const [name, value] of verified(email)) user.attributes.set(name, value);
  discardOutdated(user, ATTRIBUTE);
  user.mfa.enabled.add(NAME);
}

function verified(email: string): ReadonlyMap<string, string> {
  return new Map([
    [ATTRIBUTE, email],
    [VERIFIED, 'true'],
  ]);
}

function addressOf({ attributes }: Pick<User | Account, 'attributes'>): string {
  return attributes.get(ATTRIBUTE) ?? '';
}
