/** The built program against a user pool that verifies what it is sent. */
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finish } from './_service.ts';
import { client, pool } from './_world.ts';

const confidential = '2example23456789';
const clientSecret = 'sekritclientsecret0123456789';
let server: PoolServer;

beforeAll(async () => {
  const explicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'];
  server = await startPoolServer({
    seed: {
      pools: [
        {
          name: 'cli',
          userPoolId: pool,
          requiredAttributes: ['family_name'],
          clients: [
            { clientId: client, explicitAuthFlows },
            { clientId: confidential, clientSecret, explicitAuthFlows },
          ],
          users: [
            { username: 'jane', password: 'Correct-horse-1', attributes: { family_name: 'Doe' } },
            { username: 'joe', password: 'Temporary-1', temporary: true },
            { username: 'jim', password: 'Temporary-1', temporary: true },
          ],
        },
      ],
    },
  });
});
afterAll(() => server.close());

function flags(username: string, clientId = client): string[] {
  const where = ['--endpoint', server.url, '--user-pool-id', pool, '--client-id', clientId];
  return ['sign-in', ...where, '--username', username, '--password-stdin', '--json'];
}

test.each([
  { flow: 'USER_SRP_AUTH', challenges: ['PASSWORD_VERIFIER'] },
  { flow: 'USER_PASSWORD_AUTH', challenges: [] },
])('$flow ends in tokens', async ({ flow, challenges }) => {
  const { code, out, error } = await finish(
    [...flags('jane'), '--flow', flow],
    'Correct-horse-1\n',
  );
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const token = expect.stringMatching(/^eyJ/);
  expect(JSON.parse(out)).toEqual({
    status: 'signedIn',
    tokens: {
      accessToken: token,
      idToken: token,
      refreshToken: expect.any(String),
      expiresInSeconds: 3600,
    },
    challenges,
  });
});

test('a wrong password is refused', async () => {
  const { code, out } = await finish(flags('jane'), 'Correct-horse-2\n');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    status: 'error',
    code: 'ERR_SERVICE',
    service: 'NotAuthorizedException',
  });
});

test.each([
  { secret: clientSecret, expected: 0 },
  { secret: `${clientSecret}x`, expected: 1 },
])('a client secret counts: exit code $expected', async ({ secret, expected }) => {
  const argv = [...flags('jane', confidential), '--client-secret-stdin'];
  expect((await finish(argv, `Correct-horse-1\n${secret}\n`)).code).toBe(expected);
});

test('a temporary password is replaced: the refused one, then the good one', async () => {
  const answers = ['short', 'Better-pass-1'].flatMap((text) => [
    '--answer',
    `NEW_PASSWORD_REQUIRED=${text}`,
  ]);
  const more = [...answers, '--attribute', 'family_name=Doe'];
  const { code, out } = await finish([...flags('joe'), ...more], 'Temporary-1');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    challenges: ['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED'],
  });
  expect((await finish(flags('joe'), 'Better-pass-1')).code).toBe(0);
});

test('a sign-in that stopped goes on in another process', async () => {
  const stopped = await finish(flags('jim'), 'Temporary-1');
  expect(stopped.code).toBe(2);
  const resume = ['resume', '--endpoint', server.url, '--state-stdin', '--answer-stdin', '--json'];
  const { code, out } = await finish(
    [...resume, '--attribute', 'family_name=Doe'],
    `${stopped.out}NEW_PASSWORD_REQUIRED=Better-pass-1`,
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ status: 'signedIn' });
});
