/** The same sign-ins over fetch, over the SDK and over its admin twins, in a pool that verifies them. */
import { adminUserPasswordAuth } from '@countersign/flow/admin-user-password-auth';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import { createFetchTransport } from '@countersign/transport';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAdminAwsSdkTransport } from '../src/admin.ts';
import { createAwsSdkTransport } from '../src/index.ts';
import { SEED } from './_pool.ts';
import { stepUpScenarios } from './_scenarios-step-up.ts';
import { scenarios, startIn } from './_scenarios.ts';
import type { Stage } from './_scenarios.ts';
import { destroyClients, sdkClient } from './_server.ts';

let server: PoolServer;
beforeAll(async () => {
  server = await startPoolServer({ seed: SEED });
});
beforeEach(() => server.pool.reset());
afterAll(async () => {
  destroyClients();
  await server.close();
});

const transports: Record<'fetch' | 'sdk' | 'admin', Stage['transportFor']> = {
  fetch: () => createFetchTransport({ endpoint: server.url }),
  sdk: () => createAwsSdkTransport({ client: sdkClient(server.url) }),
  admin: (userPoolId) => createAdminAwsSdkTransport({ client: sdkClient(server.url), userPoolId }),
};

const codeFor = (username: string): string => {
  const message = server.pool.outbox.newest(username);
  if (message?.kind !== 'code') throw new Error('No code was sent.');
  return message.code;
};

test.each([...scenarios, ...stepUpScenarios])(
  '$title: over fetch, the SDK and its admin twins alike',
  async (scenario) => {
    const outlines: (readonly object[])[] = [];
    for (const transportFor of Object.values(transports)) {
      server.pool.reset();
      outlines.push(await scenario.play({ transportFor, clock: server.pool.clock, codeFor }));
    }
    const [overFetch, overSdk, asAdmin] = outlines;
    expect(overFetch).toMatchObject(scenario.seen);
    expect(overSdk).toEqual(overFetch);
    expect(asAdmin).toEqual(overFetch);
  },
);

describe('a password in plain', () => {
  test.each([
    ['fetch', userPasswordAuth, 'signed-in'],
    ['fetch', adminUserPasswordAuth, 'refused'],
    ['sdk', userPasswordAuth, 'signed-in'],
    ['sdk', adminUserPasswordAuth, 'refused'],
    ['admin', userPasswordAuth, 'refused'],
    ['admin', adminUserPasswordAuth, 'signed-in'],
  ] as const)('over %s, by $name: %s', async (name, authFlow, kind) => {
    const signInAs = startIn('plain', { transportFor: transports[name] });
    expect(await signInAs({ username: 'alice', authFlow })).toMatchObject({ kind });
  });
});
