/** What the demo prints is what it does. */
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAwsSdkTransport } from '@countersign/adapter-aws-sdk';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import { createFetchTransport } from '@countersign/transport';
import { createPaint } from '../src/_paint.ts';
import { createNarrator } from '../src/narrator.ts';
import { playScenes } from '../src/scenes.ts';

// Its notice about Node 20 would be all that is read of a test run.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** How many the demo makes. */
const CALLS = 26;

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
  expect(calls).toHaveLength(CALLS);
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

test('the same scenes play over the AWS SDK', async () => {
  const sdkClient = new CognitoIdentityProviderClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'not-checked', secretAccessKey: 'not-checked' },
  });
  const printed: string[] = [];
  const narrator = createNarrator(
    (line) => printed.push(line),
    (_style, text) => text,
  );
  const transport = narrator.listen(createAwsSdkTransport({ client: sdkClient, commands: sdk }));
  try {
    await playScenes({ url: server.url, transport, narrator, clock: server.pool.clock });
  } finally {
    sdkClient.destroy();
  }
  expect(printed.filter((line) => line.includes('→'))).toHaveLength(CALLS);
  expect(printed.filter((line) => line.includes('are genuine'))).toHaveLength(6);
});

test('colours are for terminals, and NO_COLOR is respected', () => {
  const plain = 'text';
  expect(createPaint(false, {})('green', plain)).toBe(plain);
  expect(createPaint(true, { NO_COLOR: '1' })('green', plain)).toBe(plain);
  expect(createPaint(true, {})('green', plain)).not.toBe(plain);
  expect(createPaint(false, { FORCE_COLOR: '1' })('green', plain)).not.toBe(plain);
});
