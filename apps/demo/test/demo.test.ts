/** What the demo prints is what it does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import { createFetchTransport } from '@countersign/transport';
import { createPaint } from '../src/_paint.ts';
import { createNarrator } from '../src/narrator.ts';
import { playScenes } from '../src/scenes.ts';

let server: PoolServer;
beforeAll(async () => {
  server = await startPoolServer({ seed: { pools: [] } });
});
afterAll(async () => {
  await server.close();
});

test('the calls it prints are the calls that reach the wire, in order', async () => {
  const wire: string[] = [];
  const bodies: string[] = [];
  const printed: string[] = [];
  const recordingFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = await request.clone().text();
    const { AuthFlow, ChallengeName, Username } = JSON.parse(body) as Record<string, string>;
    const operation = request.headers.get('x-amz-target')?.split('.')[1];
    wire.push([operation, AuthFlow ?? ChallengeName ?? Username].filter(Boolean).join(' '));
    bodies.push(body);
    return fetch(request);
  };
  const narrator = createNarrator(
    (line) => printed.push(line),
    (_style, text) => text,
  );
  const transport = narrator.listen(
    createFetchTransport({ endpoint: server.url, fetch: recordingFetch }),
  );
  await playScenes({ url: server.url, transport, narrator, clock: server.pool.clock });

  const calls = printed
    .filter((line) => line.includes('→'))
    .map((line) => line.replace(/^\s*→ /, '').replace(/ \(.*\)$/, ''));
  expect(calls).toEqual(wire);
  expect(wire).toEqual([
    'CreateUserPool',
    'CreateUserPoolClient',
    'AdminCreateUser alice',
    'InitiateAuth USER_SRP_AUTH',
    'RespondToAuthChallenge PASSWORD_VERIFIER',
    'RespondToAuthChallenge NEW_PASSWORD_REQUIRED',
    'InitiateAuth USER_SRP_AUTH',
    'RespondToAuthChallenge PASSWORD_VERIFIER',
    'InitiateAuth USER_SRP_AUTH',
    'RespondToAuthChallenge PASSWORD_VERIFIER',
    'SetUserPoolMfaConfig',
    'InitiateAuth USER_SRP_AUTH',
    'RespondToAuthChallenge PASSWORD_VERIFIER',
    'AssociateSoftwareToken',
    'VerifySoftwareToken',
    'RespondToAuthChallenge MFA_SETUP',
    'InitiateAuth USER_SRP_AUTH',
    'RespondToAuthChallenge PASSWORD_VERIFIER',
    'RespondToAuthChallenge SOFTWARE_TOKEN_MFA',
    'ConfirmDevice',
    'InitiateAuth USER_SRP_AUTH',
    'RespondToAuthChallenge PASSWORD_VERIFIER',
    'RespondToAuthChallenge DEVICE_SRP_AUTH',
    'RespondToAuthChallenge DEVICE_PASSWORD_VERIFIER',
    'GetTokensFromRefreshToken',
    'GetTokensFromRefreshToken',
  ]);
  const text = printed.join('\n');
  expect(text).toContain('NotAuthorizedException: Incorrect username or password.');
  expect(text).toMatch(/access and id token are genuine/);
  expect(text).not.toContain('Correct-horse-7!');

  const signIns = bodies.slice(3).filter((body) => !body.includes('NEW_PASSWORD_REQUIRED'));
  for (const secret of ['Temporary-1!', 'Correct-horse-7!', 'Wrong-horse-7!']) {
    expect(signIns.join('\n')).not.toContain(secret);
  }
});

test('colours are for terminals, and NO_COLOR is respected', () => {
  const plain = 'text';
  expect(createPaint(false, {})('green', plain)).toBe(plain);
  expect(createPaint(true, { NO_COLOR: '1' })('green', plain)).toBe(plain);
  expect(createPaint(true, {})('green', plain)).not.toBe(plain);
  expect(createPaint(false, { FORCE_COLOR: '1' })('green', plain)).not.toBe(plain);
});
