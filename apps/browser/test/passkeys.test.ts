/** Passkeys on the page: Chromium simulates the authenticator, and the pool verifies what it says. */
import { describe, expect, test } from 'vitest';
import { addAuthenticator } from './_authenticator.ts';
import { namesOf } from './_visitor.ts';
import type { Visitor } from './_visitor.ts';
import { createWorld, PASSWORD, SAMPLE, STRICT } from './_world.ts';

const BY_PASSKEY = ['InitiateAuth USER_AUTH', 'RespondToAuthChallenge WEB_AUTHN'];
const NONE = 'There is no passkey for this sign-in. Use the password.';

const world = createWorld();

async function signInWithCode(visitor: Visitor, consent: 'Remember' | 'Not now'): Promise<void> {
  await visitor.type('zoë', PASSWORD);
  await visitor.asked('Enter a code');
  await visitor.type(world.nextCode());
  await visitor.asked('Remember this browser?');
  await visitor.press(consent);
  await visitor.asked('Signed in');
}

async function addPasskey(visitor: Visitor): Promise<string> {
  await visitor.press('Passkeys');
  await visitor.asked('Passkeys');
  await visitor.press('Add a passkey');
  return visitor.announced();
}

async function signOut(visitor: Visitor): Promise<void> {
  await visitor.press('Back');
  await visitor.asked('Signed in');
  await visitor.press('Sign out');
  await visitor.asked('Sign in');
}

async function signInWithPasskey(visitor: Visitor, username = 'zoë'): Promise<void> {
  await visitor.page.getByLabel('User name').fill(username);
  await visitor.press('Sign in with a passkey');
}

describe('a passkey', () => {
  test('is added, stands for password and code, and is deleted', async () => {
    const visitor = await world.newVisitor();
    await addAuthenticator(visitor.page);
    await signInWithCode(visitor, 'Not now');
    visitor.sent();
    expect(await addPasskey(visitor)).toBe('The passkey is added.');
    expect(namesOf(visitor.sent())).toEqual([
      'ListWebAuthnCredentials',
      'StartWebAuthnRegistration',
      'CompleteWebAuthnRegistration',
      'SetUserMFAPreference',
      'ListWebAuthnCredentials',
    ]);
    expect(await visitor.page.getByRole('listitem').count()).toBe(1);
    await visitor.press('Add a passkey');
    expect(await visitor.announced()).toBe('This device has a passkey of yours already.');
    await signOut(visitor);
    visitor.sent();

    await signInWithPasskey(visitor);
    await visitor.asked('Signed in');
    const calls = visitor.sent();
    expect(namesOf(calls)).toEqual(BY_PASSKEY);
    expect(calls[0]!.body).toContain('"PREFERRED_CHALLENGE":"WEB_AUTHN"');
    expect(await visitor.page.locator('form').innerText()).toContain('on the way: WEB_AUTHN.');

    await visitor.press('Passkeys');
    await visitor.asked('Passkeys');
    const button = visitor.page.getByRole('listitem').getByRole('button');
    await visitor.press((await button.getAttribute('aria-label')) ?? '');
    expect(await visitor.announced()).toContain('The passkey is deleted.');
    expect(await visitor.page.getByRole('listitem').count()).toBe(0);
    await signOut(visitor);
    await signInWithPasskey(visitor);
    expect(await visitor.announced()).toBe(NONE);
  });

  test('leaves a remembered browser as it is', async () => {
    const visitor = await world.newVisitor();
    await addAuthenticator(visitor.page);
    await signInWithCode(visitor, 'Remember');
    expect(await addPasskey(visitor)).toBe('The passkey is added.');
    await signOut(visitor);
    visitor.sent();
    await signInWithPasskey(visitor);
    await visitor.asked('Signed in');
    expect(namesOf(visitor.sent())).toEqual(BY_PASSKEY);
    expect(await visitor.page.locator('form').innerText()).toContain('This browser is remembered.');
  });

  test('that is not given costs nothing: the password is next', async () => {
    const visitor = await world.newVisitor();
    const authenticator = await addAuthenticator(visitor.page);
    await signInWithCode(visitor, 'Remember');
    await authenticator.recognise(false);
    expect(await addPasskey(visitor)).toBe('No passkey was made: cancelled, or not in time.');
    await authenticator.recognise(true);
    await visitor.press('Add a passkey');
    expect(await visitor.announced()).toBe('The passkey is added.');
    await signOut(visitor);
    await authenticator.recognise(false);
    await signInWithPasskey(visitor);
    await visitor.page.getByText('No passkey: cancelled').waitFor();
    await visitor.type(PASSWORD);
    await visitor.asked('Signed in');
  });
});

describe('there is no passkey, and it is said', () => {
  test('for who has none, and for nobody just the same', async () => {
    const visitor = await world.newVisitor();
    await addAuthenticator(visitor.page);
    for (const username of ['zoë', 'nobody']) {
      await signInWithPasskey(visitor, username);
      expect(await visitor.announced()).toBe(NONE);
      expect(namesOf(visitor.sent())).toEqual(['InitiateAuth USER_AUTH']);
    }
  });

  test('without a user name nothing is sent', async () => {
    const visitor = await world.newVisitor();
    await visitor.press('Sign in with a passkey');
    expect(visitor.sent()).toEqual([]);
    expect(await visitor.page.locator(':focus').getAttribute('name')).toBe('username');
  });

  test('where the pool takes it for one factor of two', async () => {
    const visitor = await world.newVisitor(world.addressOf(STRICT));
    await addAuthenticator(visitor.page);
    await signInWithCode(visitor, 'Not now');
    expect(await addPasskey(visitor)).toContain('added, but not as a second factor');
    await signOut(visitor);
    await signInWithPasskey(visitor);
    expect(await visitor.announced()).toBe(NONE);
  });

  test('where the address of the page is not the pool’s', async () => {
    const address = world.addressOf(SAMPLE).replace('//localhost:', '//127.0.0.1:');
    const visitor = await world.newVisitor(address);
    await addAuthenticator(visitor.page);
    await signInWithCode(visitor, 'Not now');
    expect(await addPasskey(visitor)).toContain('are for another address');
  });

  test('where the browser has no passkeys', async () => {
    const visitor = await world.newVisitor();
    await visitor.page.addInitScript('delete window.PublicKeyCredential');
    await visitor.page.reload();
    await visitor.asked('Sign in');
    await signInWithPasskey(visitor);
    expect(await visitor.announced()).toBe('This browser cannot do passkeys. Use the password.');
    expect(visitor.sent()).toEqual([]);
    await visitor.page.reload();
    await visitor.asked('Sign in');
    await signInWithCode(visitor, 'Not now');
    await visitor.press('Passkeys');
    await visitor.asked('Passkeys');
    expect(await visitor.page.getByRole('button').allInnerTexts()).toEqual(['Back']);
  });
});
