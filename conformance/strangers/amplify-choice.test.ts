/**
 * Amplify, unmodified, judges the local pool: USER_AUTH, codes by e-mail and text, sign-up that goes on to a
 * sign-in, forgotten passwords, custom challenges.
 *
 * @module
 */
import {
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  resetPassword,
  signIn,
  signUp,
} from 'aws-amplify/auth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAmplify } from './_amplify.ts';
import { createBrowserStorage } from './_browser-storage.ts';
import { otherThan, PASSWORD, startChoicePool } from './_choice-pool.ts';
import type { ChoicePool } from './_choice-pool.ts';
import type { StrangersPool } from './_pool.ts';

const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

let pool: ChoicePool;
beforeAll(async () => {
  pool = await startChoicePool();
});
afterAll(async () => pool.close());
beforeEach(() => openHere());

/** Amplify is told the pool's address and ids, and nothing else of it. */
function openHere(): void {
  openAmplify(pool as unknown as StrangersPool, createBrowserStorage());
}

const answer = (challengeResponse: string): ReturnType<typeof confirmSignIn> =>
  confirmSignIn({ challengeResponse });

/** A wrong code is refused, the right one ends the sign-in. */
async function expectCode(username: string): Promise<void> {
  const code = await pool.newestCode(username);
  await expect(answer(otherThan(code))).rejects.toMatchObject({ name: 'CodeMismatchException' });
  expect(await answer(code)).toEqual(DONE);
}

describe('a second factor', () => {
  test.each([
    ['texted', 'CONFIRM_SIGN_IN_WITH_SMS_CODE'],
    ['mailed', 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE'],
  ])('that is %s', async (username, signInStep) => {
    const { nextStep } = await signIn({ username, password: PASSWORD });
    expect(nextStep).toMatchObject({ signInStep });
    await expectCode(username);
  });

  test('that is chosen', async () => {
    const { nextStep } = await signIn({ username: 'both', password: PASSWORD });
    expect(nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION',
      allowedMFATypes: ['SMS', 'EMAIL'],
    });
    const asked = await answer('EMAIL');
    expect(asked.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
    await expectCode('both');
  });
});

describe('USER_AUTH', () => {
  const begin = (options: object = {}): ReturnType<typeof signIn> =>
    signIn({ username: 'plain', options: { authFlowType: 'USER_AUTH', ...options } });

  test('without a preference: a choice; each of the choices signs in', async () => {
    const choices = ['PASSWORD_SRP', 'PASSWORD', 'SMS_OTP', 'EMAIL_OTP'];
    const { nextStep } = await begin();
    expect(nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
      availableChallenges: choices,
    });
    const mailed = await answer('EMAIL_OTP');
    expect(mailed.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
    await expectCode('plain');
  });

  test.each(['PASSWORD', 'PASSWORD_SRP'])('%s, chosen', async (choice) => {
    openHere();
    await begin();
    expect((await answer(choice)).nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_PASSWORD');
    expect(await answer(PASSWORD)).toEqual(DONE);
  });

  test.each(['PASSWORD', 'PASSWORD_SRP'])('%s, preferred, right and wrong', async (preferred) => {
    const options = { authFlowType: 'USER_AUTH', preferredChallenge: preferred } as const;
    const wrong = signIn({ username: 'plain', password: 'Wrong-horse-7!', options } as never);
    await expect(wrong).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const right = await signIn({ username: 'plain', password: PASSWORD, options } as never);
    expect(right).toEqual(DONE);
  });

  test.each([
    ['SMS_OTP', 'CONFIRM_SIGN_IN_WITH_SMS_CODE'],
    ['EMAIL_OTP', 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE'],
  ])('%s, preferred', async (preferredChallenge, signInStep) => {
    const { nextStep } = await begin({ preferredChallenge });
    expect(nextStep).toMatchObject({ signInStep });
    await expectCode('plain');
  });

  test('what the user has not got is answered with the choice', async () => {
    const { nextStep } = await begin({ preferredChallenge: 'WEB_AUTHN' });
    expect(nextStep.signInStep).toBe('CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION');
  });
});

test('signs up without a password, confirms, and is signed in', async () => {
  const options = {
    userAttributes: { email: 'dora@example.com' },
    autoSignIn: { authFlowType: 'USER_AUTH' },
  } as const;
  const { nextStep } = await signUp({ username: 'dora', options });
  expect(nextStep.signUpStep).toBe('CONFIRM_SIGN_UP');
  const code = await pool.newestCode('dora');
  const confirm = (confirmationCode: string): ReturnType<typeof confirmSignUp> =>
    confirmSignUp({ username: 'dora', confirmationCode });
  await expect(confirm(otherThan(code))).rejects.toMatchObject({ name: 'CodeMismatchException' });
  const confirmed = await confirm(code);
  expect(confirmed.nextStep.signUpStep).toBe('COMPLETE_AUTO_SIGN_IN');
  expect(await autoSignIn()).toEqual(DONE);
});

test('resets a forgotten password', async () => {
  const { nextStep } = await resetPassword({ username: 'plain' });
  expect(nextStep.resetPasswordStep).toBe('CONFIRM_RESET_PASSWORD_WITH_CODE');
  const confirm = (confirmationCode: string): Promise<void> =>
    confirmResetPassword({ username: 'plain', confirmationCode, newPassword: PASSWORD });
  const code = await pool.newestCode('plain');
  await expect(confirm(otherThan(code))).rejects.toMatchObject({ name: 'CodeMismatchException' });
  await confirm(code);
  expect(await signIn({ username: 'plain', password: PASSWORD })).toEqual(DONE);
});

test.each(['CUSTOM_WITH_SRP', 'CUSTOM_WITHOUT_SRP'] as const)(
  '%s: asked again after a wrong answer, tokens after a right one, an end after three',
  async (authFlowType) => {
    const begin = (): ReturnType<typeof signIn> =>
      signIn({
        username: 'plain',
        ...(authFlowType === 'CUSTOM_WITH_SRP' && { password: PASSWORD }),
        options: { authFlowType },
      });
    const step = 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE';
    expect((await begin()).nextStep).toMatchObject({
      signInStep: step,
      additionalInfo: { question: '6 × 7' },
    });
    expect((await answer('41')).nextStep.signInStep).toBe(step);
    expect(await answer('42')).toEqual(DONE);
    openHere();
    await begin();
    await answer('1');
    await answer('2');
    await expect(answer('3')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  },
);
