/** The pool, the page on a server of its own, and browsers that visit it. */
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Browser } from 'playwright-core';
import { parseSeed } from '@countersign/local-pool';
import type { Seed } from '@countersign/local-pool';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import { totp } from '../../../packages/local-pool/test/_totp.ts';
import { chromiumPath, launchChromium } from './_chromium.ts';
import { serveSite } from './_static-server.ts';
import { visit } from './_visitor.ts';
import type { Visitor } from './_visitor.ts';

export const TEMPORARY = 'Temporary-1!';
export const PASSWORD = 'Correct-horse-7!';

/** Where a page can lead: alice of pool.yaml with a temporary password, zoë with an app set up. */
export const SAMPLE = { userPoolId: 'us-east-1_BrowserSample', clientId: 'browsersample' };
/** The same, but for passkeys, which are only one factor here. */
export const STRICT = { userPoolId: 'us-east-1_Strict', clientId: 'strict' };
/** No second factor, but attributes: alice alone. */
export const DEMANDING = { userPoolId: 'us-east-1_Demanding', clientId: 'demanding' };

export interface World {
  /** A browser that has never been here. */
  newVisitor(address?: string): Promise<Visitor>;
  addressOf(client: typeof SAMPLE, endpoint?: string): string;
  /** The next code of an app, zoë's by default: a code works once, so time goes by first. */
  nextCode(secretCode?: string): string;
  wait(seconds: number): void;
}

const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/**
 * For the tests of one file. After each, the pool is as seeded, and no page may have complained.
 */
export function createWorld(): World {
  let server: PoolServer;
  let site: Awaited<ReturnType<typeof serveSite>>;
  let browser: Browser | undefined;
  let visitors: Visitor[] = [];
  beforeAll(async () => {
    server = await startPoolServer({ seed: await readSeed() });
    site = await serveSite();
    if (chromiumPath !== undefined) browser = await launchChromium(chromiumPath);
  });
  afterAll(async () => {
    await browser?.close();
    await site.close();
    await server.close();
  });
  beforeEach((context) => {
    if (browser === undefined) context.skip('Chromium is not installed (apt-get install chromium)');
  });
  afterEach(async () => {
    const complaints = visitors.flatMap((visitor) => visitor.complaints());
    for (const { page } of visitors) await page.context().close();
    visitors = [];
    server.pool.reset();
    expect(complaints).toEqual([]);
  });

  const addressOf: World['addressOf'] = (client, endpoint = server.url) =>
    `${site.url}/?${new URLSearchParams({ endpoint, ...client }).toString()}`;
  return {
    addressOf,
    async newVisitor(address = addressOf(SAMPLE)) {
      const visitor = await visit(browser!, address);
      visitors.push(visitor);
      await visitor.asked('Sign in');
      return visitor;
    },
    nextCode(secretCode = SECRET_CODE) {
      server.pool.clock.advance(30);
      return totp(secretCode, server.pool.clock.nowMs());
    },
    wait: (seconds) => server.pool.clock.advance(seconds),
  };
}

async function readSeed(): Promise<Seed> {
  const text = await readFile(new URL('../pool.yaml', import.meta.url), 'utf8');
  const [sample] = (await parseSeed(text)).pools;
  const { users = [] } = sample!;
  const zoe = { username: 'zoë', password: PASSWORD, totpSecret: SECRET_CODE };
  const demanding = {
    name: 'demanding',
    userPoolId: DEMANDING.userPoolId,
    clients: [{ clientId: DEMANDING.clientId }],
    requiredAttributes: ['family_name', 'birthdate', 'phone_number'],
    users,
  };
  const strict = {
    ...sample!,
    name: 'strict',
    userPoolId: STRICT.userPoolId,
    passkeys: { relyingPartyId: 'localhost' },
    clients: sample!.clients!.map((client) => ({ ...client, clientId: STRICT.clientId })),
    users: [zoe],
  };
  return { pools: [{ ...sample!, users: [...users, zoe] }, strict, demanding] };
}
