/** What each flow opens with, and what it refuses before it does. */
import { describe, expect, test } from 'vitest';
import type { AuthFlow, WireObject } from '@countersign/contract';
import { customAuth, customAuthAfterSrp } from '../src/auth-flows/custom-auth.ts';
import { userAuth, userAuthAfterSignUp, userAuthPreferring } from '../src/auth-flows/user-auth.ts';
import { userAuthStepUp } from '../src/auth-flows/user-auth.ts';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { userSrpAuth } from '../src/auth-flows/user-srp-auth.ts';
import { signIn } from '../src/index.ts';
import { machine } from './_handlers.ts';
import { client, scripted, tokens } from './_scripted.ts';

async function opening(authFlow: AuthFlow, password?: string): Promise<WireObject | undefined> {
  const { transport, calls } = scripted(tokens());
  const handlers = [machine().handler];
  await signIn({
    transport,
    client,
    authFlow,
    handlers,
    username: 'alice',
    ...(password !== undefined && { password }),
  });
  const { ClientId: _, ...input } = calls[0]?.input ?? {};
  return input;
}

const alice = { USERNAME: 'alice' };
const srp = { ...alice, SRP_A: 'a1' };

describe('InitiateAuth of', () => {
  test.each<[string, AuthFlow, WireObject]>([
    ['USER_SRP_AUTH', userSrpAuth, srp],
    ['USER_PASSWORD_AUTH', userPasswordAuth, { ...alice, PASSWORD: 'pw' }],
    ['USER_AUTH', userAuth, alice],
    ['USER_AUTH', userAuthPreferring('EMAIL_OTP'), { ...alice, PREFERRED_CHALLENGE: 'EMAIL_OTP' }],
    ['USER_AUTH', userAuthPreferring('NEWER'), { ...alice, PREFERRED_CHALLENGE: 'NEWER' }],
    ['CUSTOM_AUTH', customAuth, alice],
    ['CUSTOM_AUTH', customAuthAfterSrp, { ...srp, CHALLENGE_NAME: 'SRP_A' }],
    [
      'USER_AUTH',
      userAuthStepUp({
        targetAcrValues: ['urn:cognito:loa:2', 'urn:cognito:loa:1'],
        accessToken: 'a.b.c',
        maxAgeSeconds: 300,
      }),
      {
        ...alice,
        TARGET_ACR_VALUES: 'urn:cognito:loa:2 urn:cognito:loa:1',
        ACCESS_TOKEN: 'a.b.c',
        MAX_AGE: '300',
      },
    ],
    [
      'USER_AUTH',
      userAuthStepUp({ targetAcrValues: ['silver'], accessToken: null }),
      { ...alice, TARGET_ACR_VALUES: 'silver' },
    ],
    [
      'USER_AUTH',
      userAuthStepUp({
        targetAcrValues: ['silver'],
        accessToken: null,
        preferredChallenge: 'EMAIL_OTP',
      }),
      {
        ...alice,
        TARGET_ACR_VALUES: 'silver',
        PREFERRED_CHALLENGE: 'EMAIL_OTP',
      },
    ],
  ])('%s', async (AuthFlow, authFlow, AuthParameters) => {
    expect(await opening(authFlow, 'pw')).toEqual({ AuthFlow, AuthParameters });
  });

  test('USER_AUTH after a sign-up carries its session', async () => {
    const session = 's'.repeat(40);
    expect(await opening(userAuthAfterSignUp(session))).toEqual({
      AuthFlow: 'USER_AUTH',
      Session: session,
      AuthParameters: alice,
    });
  });
});

test.each([userSrpAuth, userPasswordAuth, customAuthAfterSrp])(
  '$name says at once that the password is missing',
  async (authFlow) => {
    await expect(opening(authFlow)).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
      argument: 'password',
      reason: 'missing-input',
    });
  },
);

test.each<[string, () => AuthFlow]>([
  ['session', () => userAuthAfterSignUp('')],
  ['targetAcrValues', () => userAuthStepUp({ targetAcrValues: ['a b'], accessToken: null })],
  ['targetAcrValues', () => userAuthStepUp({ targetAcrValues: [''], accessToken: null })],
  ['targetAcrValues', () => userAuthStepUp({ targetAcrValues: 'a' as never, accessToken: null })],
  ['accessToken', () => userAuthStepUp({ targetAcrValues: ['a'], accessToken: '' })],
  ['accessToken', () => userAuthStepUp({ targetAcrValues: ['a'] } as never)],
  [
    'maxAgeSeconds',
    () => userAuthStepUp({ targetAcrValues: ['a'], accessToken: null, maxAgeSeconds: -1 }),
  ],
  [
    'maxAgeSeconds',
    () => userAuthStepUp({ targetAcrValues: ['a'], accessToken: null, maxAgeSeconds: 0.5 }),
  ],
  [
    'preferredChallenge',
    () => userAuthStepUp({ targetAcrValues: ['a'], accessToken: null, preferredChallenge: '' }),
  ],
  [
    'maxAge',
    () => {
      const misspelt = { targetAcrValues: ['a'] as const, accessToken: null, maxAge: 60 };
      return userAuthStepUp(misspelt);
    },
  ],
])('a flow with an impossible %s is not made', (argument, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_ARGUMENT', argument }) as Error);
});
