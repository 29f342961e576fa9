/**
 * amazon-cognito-identity-js, unmodified, judges the local pool: codes that are texted, a choice of second
 * factors, sign-up, forgotten and changed passwords, custom challenges. It has no code by e-mail, and no
 * USER_AUTH.
 *
 * @module
 */
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
} from 'amazon-cognito-identity-js';
import type { CognitoUserSession } from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { otherThan, PASSWORD, startChoicePool } from './_choice-pool.ts';
import type { ChoicePool } from './_choice-pool.ts';

let pool: ChoicePool;
beforeAll(async () => {
  pool = await startChoicePool();
});
afterAll(async () => pool.close());

const NEW = 'Another-horse-8!';

function amazonPool(): CognitoUserPool {
  const { endpoint, userPoolId, publicClient } = pool;
  return new CognitoUserPool({
    endpoint,
    UserPoolId: userPoolId,
    ClientId: publicClient.clientId,
  });
}

const userCalled = (username: string): CognitoUser =>
  new CognitoUser({ Username: username, Pool: amazonPool() });
const details = (username: string, password = PASSWORD): AuthenticationDetails =>
  new AuthenticationDetails({ Username: username, Password: password });

/** A callback of `(error, result)`, as a promise. */
function promised<Result>(
  call: (callback: (error?: Error | null, result?: Result) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    call((error, result) => {
      if (error) reject(error);
      else resolve(result as Result);
    });
  });
}

/** Signs in and stops at the question that comes, or at the tokens. */
function ask(user: CognitoUser, given = details(user.getUsername())): Promise<string> {
  return new Promise((resolve, reject) => {
    user.authenticateUser(given, {
      onSuccess: () => resolve('tokens'),
      onFailure: reject,
      mfaRequired: () => resolve('code'),
      selectMFAType: (name: string) => resolve(name),
    });
  });
}

function sendCode(user: CognitoUser, code: string): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) => {
    user.sendMFACode(code, { onSuccess: resolve, onFailure: reject });
  });
}

describe('SMS_MFA', () => {
  test('a wrong code is refused, and the right one is good after it', async () => {
    const user = userCalled('texted');
    expect(await ask(user)).toBe('code');
    const code = await pool.newestCode('texted');
    await expect(sendCode(user, otherThan(code))).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    expect((await sendCode(user, code)).isValid()).toBe(true);
    const { UserMFASettingList } = (await promised((done) => user.getUserData(done))) as {
      UserMFASettingList: string[];
    };
    expect(UserMFASettingList).toEqual(['SMS_MFA']);
  });

  test('SELECT_MFA_TYPE leads to it', async () => {
    const user = userCalled('both');
    expect(await ask(user)).toBe('SELECT_MFA_TYPE');
    await new Promise((resolve, reject) => {
      user.sendMFASelectionAnswer('SMS_MFA', {
        onSuccess: reject,
        onFailure: reject,
        mfaRequired: resolve,
      });
    });
    expect((await sendCode(user, await pool.newestCode('both'))).isValid()).toBe(true);
  });
});

test('signs up, has the code sent again, confirms, signs in', async () => {
  const email = new CognitoUserAttribute({ Name: 'email', Value: 'carol@example.com' });
  const result = await promised<{ userConfirmed: boolean; user: CognitoUser }>((done) =>
    amazonPool().signUp('carol', PASSWORD, [email], [], done),
  );
  expect(result.userConfirmed).toBe(false);
  const { user } = result;
  await expect(ask(user, details('carol'))).rejects.toMatchObject({
    name: 'UserNotConfirmedException',
  });
  const old = await pool.newestCode('carol');
  await promised((done) => user.resendConfirmationCode(done));
  const code = await pool.newestCode('carol');
  if (old !== code) {
    await expect(
      promised((done) => user.confirmRegistration(old, false, done)),
    ).rejects.toMatchObject({ name: 'CodeMismatchException' });
  }
  expect(await promised((done) => user.confirmRegistration(code, false, done))).toBe('SUCCESS');
  expect(await ask(user, details('carol'))).toBe('tokens');
});

test('resets a forgotten password, and changes it back', async () => {
  const user = userCalled('plain');
  await promised<void>((done) => {
    user.forgotPassword({
      onSuccess: () => done(),
      onFailure: done,
      inputVerificationCode: () => done(),
    });
  });
  const code = await pool.newestCode('plain');
  const confirm = (text: string): Promise<unknown> =>
    promised((done) => {
      user.confirmPassword(text, NEW, { onSuccess: () => done(), onFailure: done });
    });
  await expect(confirm(otherThan(code))).rejects.toMatchObject({ name: 'CodeMismatchException' });
  await confirm(code);
  await expect(ask(user)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(await ask(user, details('plain', NEW))).toBe('tokens');
  expect(await promised((done) => user.changePassword(NEW, PASSWORD, done))).toBe('SUCCESS');
  expect(await ask(user)).toBe('tokens');
});

describe('CUSTOM_AUTH', () => {
  const answer = (user: CognitoUser, text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      user.sendCustomChallengeAnswer(text, {
        onSuccess: () => resolve('tokens'),
        onFailure: reject,
        customChallenge: () => resolve('asked again'),
      });
    });

  test.each([
    ['without the password', 'initiateAuth'],
    ['after a proof of the password', 'authenticateUser'],
  ] as const)(
    '%s: asked again after a wrong answer, tokens after a right one',
    async (_way, begin) => {
      const user = userCalled('plain');
      user.setAuthenticationFlowType('CUSTOM_AUTH');
      const question = await new Promise((resolve, reject) => {
        user[begin](details('plain'), {
          onSuccess: reject,
          onFailure: reject,
          customChallenge: resolve,
        });
      });
      expect(question).toMatchObject({ question: '6 × 7' });
      expect(await answer(user, '41')).toBe('asked again');
      expect(await answer(user, '42')).toBe('tokens');
    },
  );

  test('three wrong answers are the end', async () => {
    const user = userCalled('plain');
    user.setAuthenticationFlowType('CUSTOM_AUTH');
    await new Promise((resolve, reject) => {
      user.initiateAuth(details('plain'), {
        onSuccess: reject,
        onFailure: reject,
        customChallenge: resolve,
      });
    });
    expect(await answer(user, '1')).toBe('asked again');
    expect(await answer(user, '2')).toBe('asked again');
    await expect(answer(user, '3')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});
