/**
 * What the page keeps in the browser, and for how long: the record of a device, a sign-in that
 * waits.
 */
import { describe, expect, test } from 'vitest';
import { namesOf } from './_visitor.ts';
import type { Visitor } from './_visitor.ts';
import { createWorld, DEMANDING, PASSWORD, TEMPORARY } from './_world.ts';

const world = createWorld();

const stored = (visitor: Visitor, storage: 'localStorage' | 'sessionStorage'): Promise<string> =>
  visitor.page.evaluate<string>(`JSON.stringify(${storage})`);

async function signInWithCode(visitor: Visitor): Promise<void> {
  await visitor.type('zoë', PASSWORD);
  await visitor.asked('Enter a code');
  await visitor.type(world.nextCode());
}

describe('a remembered browser', () => {
  test('is asked for again where the user says no, and leaves nothing behind', async () => {
    const visitor = await world.newVisitor();
    for (let round = 0; round < 2; round += 1) {
      await signInWithCode(visitor);
      await visitor.asked('Remember this browser?');
      expect(await stored(visitor, 'localStorage')).toBe('{}');
      await visitor.press('Not now');
      await visitor.asked('Signed in');
      expect(await stored(visitor, 'localStorage')).toBe('{}');
      await visitor.press('Sign out');
      await visitor.asked('Sign in');
    }
  });

  test('is asked for again where the page is closed at the question', async () => {
    const visitor = await world.newVisitor();
    for (let round = 0; round < 2; round += 1) {
      await signInWithCode(visitor);
      await visitor.asked('Remember this browser?');
      await visitor.page.reload();
      await visitor.asked('Sign in');
      expect(await stored(visitor, 'localStorage')).toBe('{}');
    }
  });

  test('is forgotten on both sides when the user says so', async () => {
    const visitor = await world.newVisitor();
    await signInWithCode(visitor);
    await visitor.asked('Remember this browser?');
    await visitor.press('Remember');
    await visitor.asked('Signed in');
    const records = await stored(visitor, 'localStorage');
    expect(records).toContain('countersign.device.us-east-1_BrowserSample.zoë');
    visitor.sent();
    await visitor.press('Forget this browser');
    await visitor.page.getByText('This browser is forgotten.').waitFor();
    expect(namesOf(visitor.sent())).toEqual(['ForgetDevice']);
    expect(await stored(visitor, 'localStorage')).toBe('{}');
    await visitor.page.reload();
    await visitor.asked('Sign in');
    await signInWithCode(visitor);
    await visitor.asked('Remember this browser?');
  });

  test('whose record was damaged is a new one', async () => {
    const visitor = await world.newVisitor();
    for (const record of ['{', 'null', '{"deviceKey":"us-east-1_x"}']) {
      const key = 'countersign.device.us-east-1_BrowserSample.zoë';
      await visitor.page.evaluate(`localStorage.setItem('${key}', '${record}')`);
      await signInWithCode(visitor);
      await visitor.asked('Remember this browser?');
      await visitor.page.reload();
      await visitor.asked('Sign in');
    }
  });
});

describe('a sign-in that waits for a code', () => {
  test('survives a reload without the password, and ends there', async () => {
    const visitor = await world.newVisitor();
    await visitor.type('zoë', PASSWORD);
    await visitor.asked('Enter a code');
    visitor.sent();
    await visitor.page.reload();
    await visitor.asked('Enter a code');
    expect(await visitor.page.locator('form').innerText()).toContain('zoë');
    expect(visitor.sent()).toEqual([]);
    expect(await stored(visitor, 'sessionStorage')).not.toContain(PASSWORD);
    await visitor.type(world.nextCode());
    await visitor.asked('Remember this browser?');
    expect(namesOf(visitor.sent())).toEqual([
      'RespondToAuthChallenge SOFTWARE_TOKEN_MFA',
      'ConfirmDevice',
    ]);
    expect(await stored(visitor, 'sessionStorage')).toBe('{}');
  });

  test('starts again when the user wants to, or the service has given it up', async () => {
    const visitor = await world.newVisitor();
    await visitor.type('zoë', PASSWORD);
    await visitor.asked('Enter a code');
    await visitor.press('Start again');
    await visitor.asked('Sign in');
    await visitor.page.reload();
    await visitor.asked('Sign in');
    await visitor.type('zoë', PASSWORD);
    await visitor.asked('Enter a code');
    world.wait(200);
    await visitor.type(world.nextCode());
    await visitor.asked('Sign in');
    expect(await visitor.announced()).toBe('That took too long. Sign in again.');
  });

  test('is the only one that is put away, and of another pool it is nothing', async () => {
    const visitor = await world.newVisitor();
    await visitor.type('alice', TEMPORARY);
    await visitor.asked('Choose a new password');
    expect(await stored(visitor, 'sessionStorage')).toBe('{}');
    await visitor.type(PASSWORD, PASSWORD);
    await visitor.asked('Set up an authenticator app');
    expect(await stored(visitor, 'sessionStorage')).toBe('{}');
    await visitor.page.reload();
    await visitor.asked('Sign in');
    await visitor.type('zoë', PASSWORD);
    await visitor.asked('Enter a code');
    await visitor.page.goto(world.addressOf(DEMANDING));
    await visitor.asked('Sign in');
  });
});
