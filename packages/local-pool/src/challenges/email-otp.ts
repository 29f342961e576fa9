/**
 * EMAIL_OTP: a code that was mailed to the user, as a second factor.
 *
 * @module
 */
import { requireAliasesFree } from '../_aliases.ts';
import { requireFitting } from '../_attributes.ts';
import { readText } from '../_input.ts';
import { isFactorDue } from '../_second-factor.ts';
import type { SecondFactor } from '../_second-factor.ts';
import { poseCode, requireSentCode } from '../_sent-code.ts';
import { requireOwnSession } from '../_sessions.ts';
import type { PoolChallenge, SignIn } from '../_sign-in.ts';
import type { User } from '../_user.ts';

const NAME = 'EMAIL_OTP';
const DIGITS = 6;
const ATTRIBUTE = 'email';
const MESSAGE = { minLength: 6, maxLength: 20_000, pattern: /\{####\}/ };
const SUBJECT = { minLength: 1, maxLength: 140 };

const second: SecondFactor = {
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
  notSetUp: `User does not have delivery config set to turn on ${NAME}`,
  // A device is said to stand in for a text message and an authenticator app, and for no more.
  isReplacedByDevice: false,
  setUp(signIn, responses) {
    const newEmail = responses.get('EMAIL');
    if (newEmail === undefined || newEmail === '') return undefined;
    requireEmailFree(signIn, newEmail);
    return { ...signIn, newEmail, chosenFactor: NAME };
  },
};

export const emailOtp: PoolChallenge = {
  name: NAME,
  second,
  later: {
    isDue: (signIn) => isFactorDue(signIn, NAME),
    pose: (signIn, session) =>
      poseCode(signIn, session, {
        medium: 'EMAIL',
        destination: signIn.newEmail ?? addressOf(signIn.user),
        digits: DIGITS,
        purpose: NAME,
      }),
  },
  answer(answer) {
    const session = requireOwnSession(answer, NAME);
    const { newEmail, ...signIn } = session.signIn;
    requireSentCode(signIn, answer.responses, `${NAME}_CODE`);
    if (newEmail !== undefined) {
      // Somebody else may have taken it in the meantime.
      requireEmailFree(signIn, newEmail);
      adopt(signIn.user, newEmail);
    }
    session.spend();
    return { ...signIn, isSecondFactorSettled: true };
  },
};

function requireEmailFree({ client, user }: SignIn, email: string): void {
  requireFitting(client.pool, new Map([[ATTRIBUTE, email]]));
  requireAliasesFree(client.pool, verified(email), user);
}

/** The code came back from there: it is the user's. */
function adopt(user: User, email: string): void {
  for (const [name, value] of verified(email)) user.attributes.set(name, value);
  user.mfa.enabled.add(NAME);
}

function verified(email: string): ReadonlyMap<string, string> {
  return new Map([
    [ATTRIBUTE, email],
    [`${ATTRIBUTE}_verified`, 'true'],
  ]);
}

function addressOf({ attributes }: User): string {
  return attributes.get(ATTRIBUTE) ?? '';
}
