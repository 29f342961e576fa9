/**
 * Setting an authenticator app up: the pool makes a secret, and a first code shows that the app has it.
 * Whoever does it holds an access token, or the session of MFA_SETUP.
 *
 * @module
 */
import { requireBearer } from '../_access-token.ts';
import { readText, requireText, SESSION, TOKEN } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { requireSetUpDue } from '../_second-factor.ts';
import { invalidParameter, ServiceFault } from '../_service-fault.ts';
import { openSession, requireBareSession } from '../_sessions.ts';
import { acceptCode, createSoftwareToken, makeSecretCode } from '../_software-token.ts';
import type { SoftwareToken } from '../_software-token.ts';
import { MFA_SETUP } from '../challenges/mfa-setup.ts';
import { SOFTWARE_TOKEN_MFA } from '../challenges/software-token-mfa.ts';

const USER_CODE = { pattern: /^[0-9]{6}$/ };
const FRIENDLY_NAME = { minLength: 0, maxLength: 131_072 };

export const associateSoftwareToken: PoolOperation = {
  name: 'AssociateSoftwareToken',
  async handle(service, input) {
    const token = createSoftwareToken(makeSecretCode(service.random));
    const text = readCredential(input);
    if (text === undefined) {
      const { user } = await requireBearer(service, input);
      user.pendingSoftwareToken = token;
      return { SecretCode: token.secretCode };
    }
    const session = requireBareSession(service, text, MFA_SETUP);
    if (!session.attempt.client.pool.mfa.factors.has(SOFTWARE_TOKEN_MFA)) {
      throw invalidParameter(`${SOFTWARE_TOKEN_MFA} is not enabled for the user pool.`);
    }
    session.spend();
    const signIn = { ...session.attempt, settingUp: token };
    return { SecretCode: token.secretCode, Session: openSession(signIn, MFA_SETUP).text };
  },
};

export const verifySoftwareToken: PoolOperation = {
  name: 'VerifySoftwareToken',
  async handle(service, input) {
    const code = requireText(input, 'UserCode', USER_CODE);
    const friendlyName = readText(input, 'FriendlyDeviceName', FRIENDLY_NAME) ?? '';
    const nowMs = service.clock.nowMs();
    const text = readCredential(input);
    if (text === undefined) {
      const { user } = await requireBearer(service, input);
      const token = requireRightCode(user.pendingSoftwareToken, code, nowMs);
      user.softwareToken = { ...token, friendlyName };
      user.pendingSoftwareToken = undefined;
      return { Status: 'SUCCESS' };
    }
    const session = requireBareSession(service, text, MFA_SETUP);
    const { settingUp, ...signIn } = session.attempt;
    const { user } = signIn;
    requireSetUpDue(signIn);
    const token = requireRightCode(settingUp, code, nowMs);
    session.spend();
    // It is set up from here on: AWS's example for Python never answers MFA_SETUP, and signs in anew.
    user.softwareToken = { ...token, friendlyName };
    user.mfa.enabled.add(SOFTWARE_TOKEN_MFA);
    const next = openSession({ ...signIn, isSecondFactorSettled: true }, MFA_SETUP);
    return { Status: 'SUCCESS', Session: next.text };
  },
};

/** The session, or `undefined` where it is an access token: one of the two, never both. */
function readCredential(input: Input): string | undefined {
  const session = readText(input, 'Session', SESSION);
  const accessToken = readText(input, 'AccessToken', TOKEN);
  if ((session === undefined) === (accessToken === undefined)) {
    throw invalidParameter('Only one of AccessToken and Session must be given.');
  }
  return session;
}

/** A wrong code leaves everything as it was. */
function requireRightCode(
  token: SoftwareToken | undefined,
  code: string,
  nowMs: number,
): SoftwareToken {
  if (token === undefined) {
    throw new ServiceFault('SoftwareTokenMFANotFoundException', 'Associate an app first.');
  }
  if (acceptCode(token, code, nowMs) === 'accepted') return token;
  throw new ServiceFault('EnableSoftwareTokenMFAException', 'Code mismatch');
}
