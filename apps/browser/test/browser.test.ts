/** The page in real Chromium, under its strict Content-Security-Policy, against the pool. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import { chromiumPath, launchChromium } from './_chromium.ts';
import { serveSite } from './_static-server.ts';

const seed = {
  pools: [
    {
      name: 'browser',
      clients: [{ clientName: 'browser' }],
      users: [{ username: 'zoë', password: 'Temporary-1!', temporary: true }],
    },
  ],
};

let pool: PoolServer;
let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser | undefined;
beforeAll(async () => {
  pool = await startPoolServer({ seed });
  site = await serveSite();
  if (chromiumPath !== undefined) browser = await launchChromium(chromiumPath);
});
afterAll(async () => {
  await browser?.close();
  await site.close();
  await pool.close();
});

function address(): string {
  const [seeded] = pool.pool.pools;
  const query = new URLSearchParams({
    endpoint: pool.url,
    userPoolId: seeded?.userPoolId ?? '',
    clientId: seeded?.clients?.[0]?.clientId ?? '',
  });
  return `${site.url}/?${query.toString()}`;
}

async function signInOn(page: Page, password: string): Promise<string> {
  await page.fill('[name=username]', 'zoë');
  await page.fill('[name=password]', password);
  await page.click('#password-form button');
  return settled(page);
}

async function settled(page: Page): Promise<string> {
  const done = page.locator('#outcome[data-kind]:not([data-kind=working])');
  await done.waitFor({ state: 'attached' });
  const kind = await done.getAttribute('data-kind');
  return `${kind}: ${await done.textContent()}`;
}

test('Chromium: a temporary password, a new one, and a wrong one', async (context) => {
  if (browser === undefined) {
    return context.skip('Chromium is not installed (apt-get install chromium)');
  }
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const bodies: string[] = [];
  page.on('request', (request) => bodies.push(request.postData() ?? ''));

  await page.goto(address());
  expect(await signInOn(page, 'Temporary-1!')).toBe('challenge: ');
  await page.fill('[name=newPassword]', 'Correct-horse-7!');
  await page.click('#new-password-form button');
  expect(await settled(page)).toBe('signed-in: Signed in as zoë.');

  await page.goto(address());
  expect(await signInOn(page, 'Wrong-horse-7!')).toBe('refused: Incorrect username or password.');
  expect(await signInOn(page, 'Correct-horse-7!')).toBe('signed-in: Signed in as zoë.');

  expect(bodies.filter((body) => body.includes('Correct-horse-7!'))).toHaveLength(1);
  expect(bodies.filter((body) => /Temporary-1!|Wrong-horse-7!/.test(body))).toEqual([]);
  // The console's own line about a 400 is the browser's; everything else is a complaint.
  expect(complaints.filter((text) => !text.includes('status of 400'))).toEqual([]);
});
