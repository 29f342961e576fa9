/** The page in real Chromium, under its strict Content-Security-Policy, against the pool. */
import { describe, expect, test } from 'vitest';
import { namesOf } from './_visitor.ts';
import { createWorld, DEMANDING, PASSWORD, SAMPLE, TEMPORARY } from './_world.ts';

const BY_PASSWORD = ['InitiateAuth USER_SRP_AUTH', 'RespondToAuthChallenge PASSWORD_VERIFIER'];
const BY_CODE = 'RespondToAuthChallenge SOFTWARE_TOKEN_MFA';

const world = createWorld();

const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('the whole slice, from the keyboard, on a phone', () => {
  test('from a temporary password to a remembered browser', async () => {
    const first = await world.newVisitor();
    await first.type('alice', TEMPORARY);
    await first.asked('Choose a new password');
    await first.type(PASSWORD, PASSWORD);
    await first.asked('Set up an authenticator app');
    const secretCode = await first.page.locator('code').innerText();
    const link = await first.page.getByRole('link').getAttribute('href');
    expect(link).toBe(
      `otpauth://totp/Countersign%20sample:alice?secret=${secretCode}&issuer=Countersign%20sample`,
    );
    const setUpCode = world.nextCode(secretCode);
    await first.type(otherThan(setUpCode));
    expect(await first.announced()).toContain('That code is not right.');
    expect(await first.page.locator('code').innerText()).toBe(secretCode);
    await first.type(setUpCode);
    await first.asked('Remember this browser?');
    await first.press('Remember');
    await first.asked('Signed in');
    expect(await first.page.locator('form').innerText()).toContain('This browser is remembered.');
    const calls = first.sent();
    expect(namesOf(calls)).toEqual([
      ...BY_PASSWORD,
      'RespondToAuthChallenge NEW_PASSWORD_REQUIRED',
      'AssociateSoftwareToken',
      'VerifySoftwareToken',
      'VerifySoftwareToken',
      'RespondToAuthChallenge MFA_SETUP',
      'ConfirmDevice',
      'UpdateDeviceStatus',
    ]);
    expect(calls.filter(({ body }) => body.includes(TEMPORARY))).toEqual([]);
    const withPassword = calls.filter(({ body }) => body.includes(PASSWORD));
    expect(namesOf(withPassword)).toEqual(['RespondToAuthChallenge NEW_PASSWORD_REQUIRED']);

    const elsewhere = await world.newVisitor();
    await elsewhere.type('alice', PASSWORD);
    await elsewhere.asked('Enter a code');
    const code = world.nextCode(secretCode);
    await elsewhere.type(otherThan(code));
    expect(await elsewhere.announced()).toContain('That code is not right.');
    await elsewhere.type(code);
    await elsewhere.asked('Remember this browser?');
    await elsewhere.press('Remember');
    await elsewhere.asked('Signed in');
    const withCode = elsewhere.sent();
    expect(namesOf(withCode)).toEqual([
      ...BY_PASSWORD,
      BY_CODE,
      BY_CODE,
      'ConfirmDevice',
      'UpdateDeviceStatus',
    ]);

    await elsewhere.press('Sign out');
    await elsewhere.asked('Sign in');
    expect(await elsewhere.announced()).toBe('Signed out.');
    expect(namesOf(elsewhere.sent())).toEqual(['RevokeToken']);
    await elsewhere.page.reload();
    await elsewhere.asked('Sign in');
    await elsewhere.type('alice', PASSWORD);
    await elsewhere.asked('Signed in');
    const remembered = elsewhere.sent();
    expect(namesOf(remembered)).toEqual([
      ...BY_PASSWORD,
      'RespondToAuthChallenge DEVICE_SRP_AUTH',
      'RespondToAuthChallenge DEVICE_PASSWORD_VERIFIER',
    ]);
    expect(remembered.filter(({ body }) => body.includes('MFA_CODE'))).toEqual([]);

    await elsewhere.page.reload();
    await elsewhere.asked('Sign in');
    await elsewhere.type('alice', 'Wrong-horse-7!');
    expect(await elsewhere.announced()).toBe('Incorrect username or password.');
    const refused = elsewhere.sent();
    expect(namesOf(refused)).toEqual(BY_PASSWORD);
    const later = [...withCode, ...remembered, ...refused].map(({ body }) => body).join();
    expect(later).not.toContain(PASSWORD);
    expect(later).not.toContain('Wrong-horse-7!');
    // The user name is kept, the focus waits in the empty password.
    await elsewhere.type(PASSWORD);
    await elsewhere.asked('Signed in');
  });
});

test('what a pool requires besides the new password is asked for', async () => {
  const visitor = await world.newVisitor(world.addressOf(DEMANDING));
  await visitor.type('alice', TEMPORARY);
  await visitor.asked('Choose a new password');
  await visitor.page.getByLabel('Family name').fill('Liddell');
  await visitor.page.getByLabel('Birthdate').fill('1852-05-04');
  await visitor.page.getByLabel('New password', { exact: true }).fill('short');
  await visitor.page.getByLabel('New password again').fill('different');
  visitor.sent();
  await visitor.page.getByRole('button', { name: 'Save' }).click();
  expect(visitor.sent()).toEqual([]);
  await visitor.page.getByLabel('New password again').fill('short');
  const phone = visitor.page.getByLabel('Phone number');
  await phone.fill('0171 2345678');
  await visitor.page.keyboard.press('Enter');
  expect(await phone.and(visitor.page.locator(':focus:invalid')).count()).toBe(1);
  expect(visitor.sent()).toEqual([]);
  await phone.fill('+49 171-2345678');
  await visitor.page.keyboard.press('Enter');
  expect(await visitor.announced()).toContain('Password did not conform with policy');
  await visitor.type(PASSWORD, PASSWORD);
  await visitor.asked('Signed in');
  const body = visitor.sent().findLast(({ name }) => name.includes('NEW_PASSWORD'))?.body ?? '';
  expect(JSON.parse(body)).toMatchObject({
    ChallengeResponses: {
      'userAttributes.family_name': 'Liddell',
      'userAttributes.birthdate': '1852-05-04',
      'userAttributes.phone_number': '+491712345678',
    },
  });
});

test('a link cannot lead the page to an endpoint of its own', async () => {
  const address = world.addressOf(SAMPLE, 'https://example.com');
  const visitor = await world.newVisitor(address);
  expect(await visitor.announced()).toBe('endpoint must be on this machine.');
  expect(await visitor.page.locator('form').count()).toBe(0);
});
