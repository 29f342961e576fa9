/** What people really type, and press while they wait. */
import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { namesOf } from './_visitor.ts';
import type { Visitor } from './_visitor.ts';
import { createWorld, PASSWORD, SAMPLE } from './_world.ts';

const BY_CODE = 'RespondToAuthChallenge SOFTWARE_TOKEN_MFA';

const world = createWorld();

async function askedForCode(): Promise<Visitor> {
  const visitor = await world.newVisitor();
  await visitor.type('zoë', PASSWORD);
  await visitor.asked('Enter a code');
  visitor.sent();
  return visitor;
}

/** Holds back what the page sends until it is told to go on. */
async function holdBack(page: Page): Promise<() => void> {
  let goOn = (): void => {};
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  await page.route(/127\.0\.0\.1/, async (route) => {
    await gate;
    await route.continue();
  });
  return goOn;
}

describe('a code', () => {
  test.each([' 123 456 ', '\u00a0123\u00a0456', '1 2 3 4 5 6', '123 - 456', '123456'])(
    'pasted as "%s" keeps its digits',
    async (pasted) => {
      const visitor = await askedForCode();
      const code = world.nextCode();
      await visitor.page.keyboard.insertText(
        pasted.replaceAll(/[0-9]/g, (digit) => code[Number(digit) - 1]!),
      );
      await visitor.page.keyboard.press('Enter');
      await visitor.asked('Remember this browser?');
      expect(namesOf(visitor.sent())).toEqual([BY_CODE, 'ConfirmDevice']);
    },
  );

  test.each(['12345', '1234567', '12345a', ''])('typed as "%s" is not sent', async (typed) => {
    const visitor = await askedForCode();
    await visitor.type(typed);
    expect(await visitor.page.locator(':focus:invalid').getAttribute('name')).toBe('code');
    expect(visitor.sent()).toEqual([]);
  });
});

test('the space that a phone puts after a user name is none of it', async () => {
  const visitor = await world.newVisitor();
  await visitor.type(' zoë ', PASSWORD);
  await visitor.asked('Enter a code');
});

describe('while an answer is on its way', () => {
  test('Enter sends no second one, and Start again takes nothing away', async () => {
    const visitor = await askedForCode();
    const goOn = await holdBack(visitor.page);
    const code = world.nextCode();
    await visitor.type(code);
    expect(await visitor.page.locator('form').getAttribute('aria-busy')).toBe('true');
    await visitor.page.keyboard.press('Enter');
    await visitor.press('Start again');
    expect(await visitor.page.getByRole('textbox', { name: 'Code' }).inputValue()).toBe(code);
    goOn();
    await visitor.asked('Remember this browser?');
    expect(namesOf(visitor.sent())).toEqual([BY_CODE, 'ConfirmDevice']);
  });
});

describe('what goes wrong is said in the words of those who sign in', () => {
  test('where nothing answers', async () => {
    const visitor = await world.newVisitor(world.addressOf(SAMPLE, 'http://127.0.0.1:9'));
    await visitor.page.route('http://127.0.0.1:9', (route) =>
      route.fulfill({ status: 400, body: '<h1>Bad request, says a proxy</h1>' }),
    );
    await visitor.type('zoë', PASSWORD);
    expect(await visitor.announced()).toBe(
      'No answer from the service. Check the connection and try again.',
    );
  });

  test('where the address names no user pool', async () => {
    const { page } = await world.newVisitor(world.addressOf(SAMPLE).replace(/\?.*/, ''));
    expect(await page.getByRole('status').textContent()).toContain('names no user pool');
  });
});
