/**
 * SMS_MFA: a code that was texted to the user's telephone.
 *
 * @module
 */
import { findAliasHolders } from '../_aliases.ts';
import { showing } from '../_assurance.ts';
import type { SignIn } from '../_attempt.ts';
import type { PoolChallenge } from '../_challenge.ts';
import { readObject, readText, requireText } from '../_input.ts';
import { isFactorDue } from '../_second-factor.ts';
import type { SecondFactor } from '../_second-factor.ts';
import { poseCode, requireSentCode, SECOND_FACTOR_DIGITS } from '../_sent-code.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requireOwnSignIn } from '../_sessions.ts';
import type { User } from '../_user.ts';

const NAME = 'SMS_MFA';
const METHOD = 'sms';
const ATTRIBUTE = 'phone_number';
const VERIFIED = `${ATTRIBUTE}_verified`;
const MESSAGE = { minLength: 6, maxLength: 140, pattern: /\{####\}/ };
const ARN = { minLength: 20, maxLength: 2048, pattern: /^arn:[\w+=/,.@-]+:/ };

const second: SecondFactor = {
  method: METHOD,
  preferenceMember: 'SMSMfaSettings',
  configurationMember: 'SmsMfaConfiguration',
  defaultConfiguration: {},
  readConfiguration(configuration) {
    const message = readText(configuration, 'SmsAuthenticationMessage', MESSAGE);
    const sender = readObject(configuration, 'SmsConfiguration');
    if (sender === undefined) throw invalidParameter('SmsConfiguration is missing.');
    const SnsCallerArn = requireText(sender, 'SnsCallerArn', ARN);
    const ExternalId = readText(sender, 'ExternalId');
    return {
      ...(message !== undefined && { SmsAuthenticationMessage: message }),
      SmsConfiguration: { SnsCallerArn, ...(ExternalId !== undefined && { ExternalId }) },
    };
  },
  isSetUp: (user) => numberOf(user) !== '',
  isVerified: ({ attributes }) => attributes.get(VERIFIED) === 'true',
  notSetUp: `User does not have delivery config set to turn on ${NAME}`,
  isReplacedByDevice: true,
};

export const smsMfa: PoolChallenge = {
  name: NAME,
  second,
  later: {
    isDue: (signIn) => isFactorDue(signIn, NAME),
    pose: (signIn, session) =>
      poseCode(signIn, session, {
        medium: 'SMS',
        destination: numberOf(signIn.user),
        digits: SECOND_FACTOR_DIGITS,
        purpose: NAME,
      }),
  },
  answer(answer) {
    const session = requireOwnSignIn(answer, NAME);
    const { attempt: signIn } = session;
    requireSentCode(signIn, answer.responses, `${NAME}_CODE`);
    session.spend();
    verifyNumber(signIn);
    return showing({ ...signIn, isSecondFactorSettled: true }, METHOD);
  },
};

/** Whoever reads its messages has the number: this one, and not one that replaced it meanwhile. */
function verifyNumber({ client, user, sentCode }: SignIn): void {
  const number = numberOf(user);
  if (sentCode?.destination !== number) return;
  const verified = new Map([
    [ATTRIBUTE, number],
    [VERIFIED, 'true'],
  ]);
  // It would sign in as two users.
  if (findAliasHolders(client.pool, verified, user).length > 0) return;
  user.attributes.set(VERIFIED, 'true');
}

function numberOf({ attributes }: User): string {
  return attributes.get(ATTRIBUTE) ?? '';
}
