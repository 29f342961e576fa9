/** A real browser, an authenticator that it simulates, and the local pool, which verifies it all. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { addAuthenticator } from '../../../apps/browser/test/_authenticator.ts';
import { chromiumPath, launchChromium } from '../../../apps/browser/test/_chromium.ts';
import type { RegisteredPasskey, RegistrationOutcome } from '../src/index.ts';
import { seedFor, USERNAME } from './_pool.ts';
import { serveSite } from './_site.ts';
import type { Site } from './_site.ts';

/** As a browser that has neither `parse…FromJSON` nor `toJSON`. */
const FORGET_JSON = `
  delete PublicKeyCredential.parseRequestOptionsFromJSON;
  delete PublicKeyCredential.parseCreationOptionsFromJSON;
  delete PublicKeyCredential.prototype.toJSON;
`;

let pool: PoolServer;
let site: Site;
let browser: Browser | undefined;
let page: Page;
let devTools: CDPSession;
let authenticatorId: string;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  pool = await startPoolServer({ seed: seedFor('localhost') });
  site = await serveSite();
  browser = await launchChromium(chromiumPath);
});
afterAll(async () => {
  if (browser === undefined) return;
  await browser.close();
  site.close();
  await pool.close();
});
beforeEach(async (context) => {
  if (browser === undefined) {
    return context.skip('Chromium is not installed (apt-get install chromium)');
  }
  page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(60_000);
  ({ devTools, authenticatorId } = await addAuthenticator(page));
  await page.goto(site.url);
});
afterEach(async () => {
  if (browser === undefined) return;
  await page.context().close();
  pool.pool.reset();
});

/** As text: what Vitest would make of an import is nothing to a page. */
function run<Result>(name: string, ...rest: readonly unknown[]): Promise<Result> {
  const texts = [pool.url, ...rest].map((argument) => JSON.stringify(argument));
  return page.evaluate(`import('/page.js').then((page) => page.${name}(${texts.join(', ')}))`);
}

async function enrol(): Promise<{ readonly token: string; readonly credentialId: string }> {
  const token = await run<string>('signInWithPassword');
  const outcome = await run<RegistrationOutcome>('register', token);
  expect(outcome).toEqual({ kind: 'registered', credentialId: expect.stringMatching(/^[\w-]+$/) });
  return { token, credentialId: (outcome as { credentialId: string }).credentialId };
}

describe.each(['with its own JSON', 'with ours'])('Chromium %s', (json) => {
  test('registers a passkey, signs in with it, lists it, deletes it: then it is good for nothing', async () => {
    const isNative = `'toJSON' in PublicKeyCredential.prototype && 'parseRequestOptionsFromJSON' in PublicKeyCredential`;
    if (json === 'with ours') await page.evaluate(FORGET_JSON);
    expect(await page.evaluate(isNative)).toBe(json !== 'with ours');
    const { token, credentialId } = await enrol();
    const { credentials } = await devTools.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toMatchObject([{ rpId: 'localhost', isResidentCredential: true }]);

    expect(await run('signInWithPasskey')).toBe(`signed-in as ${USERNAME}`);
    expect(await run('list', token)).toEqual([
      {
        credentialId,
        relyingPartyId: 'localhost',
        friendlyName: 'Passkey',
        attachment: 'platform',
        transports: ['internal'],
        createdAtMs: expect.any(Number),
      },
    ]);
    await run('remove', token, credentialId);
    expect(await run<RegisteredPasskey[]>('list', token)).toEqual([]);
    // The pool has no passkey to ask for, so it asks what else there is.
    expect(await run('signInWithPasskey')).toBe('SELECT_CHALLENGE');
  });
});

test('one authenticator holds one passkey of a user', async () => {
  const { token } = await enrol();
  expect(await run('register', token)).toMatchObject({
    kind: 'not-registered',
    reason: 'already-registered',
  });
});

test('somebody whom the authenticator does not know is not signed in', async () => {
  await enrol();
  await devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  expect(await run('signInWithPasskey')).toBe('dismissed');
  await devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await devTools.send('WebAuthn.clearCredentials', { authenticatorId });
  expect(await run('signInWithPasskey')).toBe('dismissed');
});

test('conditional: a passkey is among the suggestions, and the user takes it', async () => {
  await enrol();
  expect(await run('signInWithPasskey', { mediation: 'conditional' })).toBe(
    `signed-in as ${USERNAME}`,
  );
});

test('a pool for another site gets no passkey', async () => {
  const other = await startPoolServer({ seed: seedFor('example.com') });
  try {
    const outcome = await page.evaluate(
      `import('/page.js').then(async (page) => {
        const token = await page.signInWithPassword(${JSON.stringify(other.url)});
        return page.register(${JSON.stringify(other.url)}, token);
      })`,
    );
    expect(outcome).toMatchObject({ kind: 'not-registered', reason: 'wrong-site' });
  } finally {
    await other.close();
  }
});
