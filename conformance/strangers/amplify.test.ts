/**
 * Amplify, unmodified, judges the local pool: passwords, authenticator apps, refresh and sign-out.
 *
 * @module
 */
import {
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { confirmSignIn, fetchAuthSession, getCurrentUser, signIn, signOut } from 'aws-amplify/auth';
import { beforeAll, afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openAmplify } from './_amplify.ts';
import { createAuthenticator } from './_authenticator.ts';
import { createBrowserStorage } from './_browser-storage.ts';
import type { BrowserStorage } from './_browser-storage.ts';
import { addUser, inviteUser, requireCodes, startPool } from './_pool.ts';
import type { StrangersPool } from './_pool.ts';
import { verifiedClaims } from './_tokens.ts';

const REFUSAL = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
const ZOE = { username: 'zoë', password: 'Pässwörd-✓-1' };

let pools: { [name in 'plain' | 'withCodes']: StrangersPool };
let storage: BrowserStorage;

beforeAll(async () => {
  pools = {
    plain: await startPool({
      Schema: [{ Name: 'family_name', AttributeDataType: 'String', Required: true, Mutable: true }],
    }),
    withCodes: await startPool(),
  };
  await requireCodes(pools.withCodes);
  await addUser(pools.plain, ZOE);
});

afterAll(async () => Promise.all(Object.values(pools).map(async (pool) => pool.close())));

beforeEach(() => {
  storage = createBrowserStorage();
  openAmplify(pools.plain, storage);
});

async function accessToken(): Promise<string> {
  const { tokens } = await fetchAuthSession();
  return tokens!.accessToken.toString();
}

/** Amplify keeps it to itself. */
function refreshToken(username: string): string {
  const prefix = `CognitoIdentityServiceProvider.${pools.plain.publicClient.clientId}`;
  return storage.getItem(`${prefix}.${username}.refreshToken`)!;
}

async function refreshWithSdk(token: string): Promise<unknown> {
  const { sdk, publicClient } = pools.plain;
  const { clientId } = publicClient;
  return sdk.send(
    new GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken: token }),
  );
}

describe('passwords', () => {
  test('a user signs in over SRP', async () => {
    expect(await signIn(ZOE)).toEqual(DONE);
    expect(await getCurrentUser()).toMatchObject({ username: ZOE.username });
    const claims = await verifiedClaims(pools.plain, await accessToken());
    expect(claims).toMatchObject({ token_use: 'access', username: ZOE.username });
  });

  test('a wrong password is refused, and so is a user who does not exist', async () => {
    const wrong = { ...ZOE, password: `${ZOE.password}?` };
    await expect(signIn(wrong)).rejects.toMatchObject(REFUSAL);
    await expect(signIn({ ...ZOE, username: 'zoe' })).rejects.toMatchObject(REFUSAL);
    await expect(getCurrentUser()).rejects.toMatchObject({
      name: 'UserUnAuthenticatedException',
    });
  });

  test('a user signs in with a password in the clear, and not with a wrong one', async () => {
    const options = { authFlowType: 'USER_PASSWORD_AUTH' as const };
    const wrong = { ...ZOE, password: `${ZOE.password}?`, options };
    await expect(signIn(wrong)).rejects.toMatchObject(REFUSAL);
    expect(await signIn({ ...ZOE, options })).toEqual(DONE);
  });

  test('a temporary password is changed, and what the pool requires is given', async () => {
    const invited = { username: 'björk', password: 'Temporary-Päss-1' };
    await inviteUser(pools.plain, invited, 'bjork@example.com');
    expect(await signIn(invited)).toEqual({
      isSignedIn: false,
      nextStep: {
        signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED',
        missingAttributes: ['family_name'],
      },
    });
    const options = { userAttributes: { family_name: 'Guðmundsdóttir' } };
    await expect(confirmSignIn({ challengeResponse: 'weak', options })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
    });
    const chosen = { username: 'björk', password: 'Chosen-Päss-2' };
    await expect(confirmSignIn({ challengeResponse: chosen.password })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    expect(await confirmSignIn({ challengeResponse: chosen.password, options })).toEqual(DONE);
    await signOut();
    await expect(signIn(invited)).rejects.toMatchObject(REFUSAL);
    expect(await signIn(chosen)).toEqual(DONE);
  });
});

describe('authenticator apps', () => {
  test('one is set up, and signs in; wrong codes are refused, and can be corrected', async () => {
    const pool = pools.withCodes;
    const authenticator = createAuthenticator(pool);
    await addUser(pool, ZOE);
    openAmplify(pool, storage);
    const { nextStep } = await signIn(ZOE);
    if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') {
      throw new Error(nextStep.signInStep);
    }
    const { totpSetupDetails } = nextStep;
    const { sharedSecret } = totpSetupDetails;
    const setUpUri = totpSetupDetails.getSetupUri('Strangers');
    expect(setUpUri.searchParams.get('secret')).toBe(sharedSecret);
    const wrongSetUp = { challengeResponse: authenticator.wrongCode(sharedSecret) };
    await expect(confirmSignIn(wrongSetUp)).rejects.toMatchObject({
      name: 'EnableSoftwareTokenMFAException',
    });
    const used = { challengeResponse: authenticator.code(sharedSecret) };
    expect(await confirmSignIn(used)).toEqual(DONE);
    await signOut();

    const asked = await signIn(ZOE);
    expect(asked.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    const wrong = { challengeResponse: authenticator.wrongCode(sharedSecret) };
    await expect(confirmSignIn(wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    await expect(confirmSignIn(used)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    const right = { challengeResponse: authenticator.code(sharedSecret) };
    expect(await confirmSignIn(right)).toEqual(DONE);
    const claims = await verifiedClaims(pool, await accessToken());
    expect(claims).toMatchObject({ username: ZOE.username });
  });
});

describe('tokens', () => {
  const inTheClear = { ...ZOE, options: { authFlowType: 'USER_PASSWORD_AUTH' as const } };

  test('are refreshed, as often as one likes', async () => {
    await signIn(inTheClear);
    const first = await accessToken();
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    const claims = await verifiedClaims(pools.plain, tokens!.accessToken.toString());
    const { jti, origin_jti: origin } = await verifiedClaims(pools.plain, first);
    expect(claims).toMatchObject({ username: ZOE.username, origin_jti: origin });
    expect(claims['jti']).not.toBe(jti);
    expect(await accessToken()).toBe(tokens!.accessToken.toString());
  });

  test('are revoked by signing out, and those of another sign-in are not', async () => {
    await signIn(inTheClear);
    const elsewhere = refreshToken(ZOE.username);
    openAmplify(pools.plain, (storage = createBrowserStorage()));
    await signIn(inTheClear);
    const revoked = refreshToken(ZOE.username);
    await signOut();
    await expect(refreshWithSdk(revoked)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    expect(await refreshWithSdk(elsewhere)).toHaveProperty('AuthenticationResult');
  });

  test('are all revoked by signing out everywhere', async () => {
    await signIn(inTheClear);
    const elsewhere = refreshToken(ZOE.username);
    openAmplify(pools.plain, (storage = createBrowserStorage()));
    await signIn(inTheClear);
    const token = await accessToken();
    await pools.plain.sdk.send(new GetUserCommand({ AccessToken: token }));
    await signOut({ global: true });
    for (const attempt of [
      () => pools.plain.sdk.send(new GetUserCommand({ AccessToken: token })),
      () => refreshWithSdk(elsewhere),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    }
    expect((await fetchAuthSession()).tokens).toBeUndefined();
  });
});
