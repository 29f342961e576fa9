/** The flow, this adapter and a software authenticator, against the pool, where a library verifies passkeys. */
import { generateKeyPairSync } from 'node:crypto';
import { password } from '@countersign/challenge-handlers/password';
import { webAuthn } from '@countersign/challenge-handlers/web-authn';
import { signIn } from '@countersign/flow';
import { userAuthPreferring } from '@countersign/flow/user-auth';
import { createLocalPool } from '@countersign/local-pool';
import { createFetchTransport } from '@countersign/transport';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createAuthenticator, RELYING_PARTY } from '../../local-pool/test/_authenticator.ts';
import type { Mischief } from '../../local-pool/test/_authenticator.ts';
import { askForPasskey, deletePasskey, listPasskeys, registerPasskey } from '../src/index.ts';
import { createBrowser } from './_browser.ts';
import { CLIENT, PASSWORD, seedFor, USERNAME } from './_pool.ts';

const pool = createLocalPool({ seed: seedFor(RELYING_PARTY) });
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const transport = createFetchTransport({ region: 'us-east-1', fetch: pool.fetch });
const settings = { transport, client: CLIENT, username: USERNAME, handlers: [password, webAuthn] };

async function enrol(authenticator = createAuthenticator()) {
  const authFlow = userAuthPreferring('PASSWORD');
  const step = await signIn({ ...settings, authFlow, password: PASSWORD });
  if (step.kind !== 'signed-in') throw new Error(`The password leads to ${step.kind}.`);
  const call = { transport, accessToken: step.tokens.accessToken };
  const outcome = await registerPasskey({ ...call, browser: createBrowser(authenticator) });
  const { credentialId } = authenticator;
  expect(outcome).toEqual({ kind: 'registered', credentialId });
  return { authenticator, call, credentialId };
}

async function askedForPasskey() {
  const step = await signIn({ ...settings, authFlow: userAuthPreferring('WEB_AUTHN') });
  if (step.kind !== 'challenge' || step.name !== 'WEB_AUTHN') throw new Error(step.kind);
  return step;
}

async function present(
  step: Awaited<ReturnType<typeof askedForPasskey>>,
  authenticator: ReturnType<typeof createAuthenticator>,
  mischief?: Mischief,
) {
  const outcome = await askForPasskey(step.prompt, {
    browser: createBrowser(authenticator, mischief),
  });
  if (outcome.kind !== 'answer') throw new Error(outcome.reason);
  return step.answer(outcome.answer);
}

test('the right credential signs in', async () => {
  const { authenticator } = await enrol();
  expect(await present(await askedForPasskey(), authenticator)).toMatchObject({
    kind: 'signed-in',
    username: USERNAME,
  });
});

test.each<[string, Mischief]>([
  ['another key', { privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
  ['another credential', { id: createAuthenticator().credentialId }],
  ['another origin', { origin: 'https://example.org' }],
  ['another challenge', { challenge: 'x'.repeat(43) }],
  ['nobody who was verified', { flags: 0x01 }],
])('%s does not', async (_what, mischief) => {
  const { authenticator } = await enrol();
  const step = await present(await askedForPasskey(), authenticator, mischief);
  expect(step).toMatchObject({ error: { service: 'NotAuthorizedException' } });
  expect(step.kind).not.toBe('signed-in');
});

test('a passkey that was deleted since the challenge came does not', async () => {
  const { authenticator, call, credentialId } = await enrol();
  const step = await askedForPasskey();
  await deletePasskey({ ...call, credentialId });
  expect((await present(step, authenticator)).kind).not.toBe('signed-in');
  expect(await listPasskeys(call)).toEqual([]);
  await expect(deletePasskey({ ...call, credentialId })).rejects.toMatchObject({
    code: 'ERR_SERVICE',
    service: 'ResourceNotFoundException',
  });
});

test('the browser is asked with bytes, and told of the passkeys that there are', async () => {
  const { authenticator, call, credentialId } = await enrol();
  const browser = createBrowser(authenticator);
  await registerPasskey({ ...call, browser }).catch(() => {});
  const [{ publicKey }] = browser.asked as [{ publicKey: Record<string, unknown> }];
  expect(publicKey['challenge']).toBeInstanceOf(Uint8Array);
  expect(publicKey['excludeCredentials']).toEqual([
    {
      type: 'public-key',
      id: Uint8Array.from(Buffer.from(credentialId, 'base64url')),
      transports: ['internal'],
    },
  ]);
});
