import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ALICE, CLIENT_SECRET, SEED } from './_fixture.ts';
import { N, openEphemeral } from './_srp-client.ts';
import { call, claimFor, openSrp, secretHash, signInPlain } from './_wire-client.ts';
import { signInSrp, startPool, timestampOf } from './_wire-client.ts';
import type { Answer, Json, SignInInput } from './_wire-client.ts';

const pool = startPool({ seed: SEED });
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const INCORRECT = 'Incorrect username or password.';
const ways = { USER_SRP_AUTH: signInSrp, USER_PASSWORD_AUTH: signInPlain };

function respond(request: Json): Promise<Answer> {
  return call(pool.fetch, 'RespondToAuthChallenge', request);
}

function withResponses(request: Json, responses: Json): Json {
  return { ...request, ChallengeResponses: { ...request['ChallengeResponses'], ...responses } };
}

function expectRefused(answer: Answer, error: string, message?: string): void {
  expect(answer).toMatchObject({ status: 400, error });
  if (message !== undefined) expect(answer.message).toBe(message);
}

describe.each(Object.entries(ways))('%s refuses', (flow, signIn) => {
  test('nothing when everything is right', async () => {
    const answer = await signIn(pool, ALICE);
    expect(answer.body['AuthenticationResult']).toBeDefined();
  });

  test('wrong proof, wrong password', async () => {
    const answer = await signIn(pool, { ...ALICE, password: 'P@ssw0rd-2' });
    expectRefused(answer, 'NotAuthorizedException', INCORRECT);
  });

  test('wrong temporary password', async () => {
    const input = { ...ALICE, username: 'newcomer' };
    expect((await signIn(pool, input)).body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED');
    const answer = await signIn(pool, { ...input, password: 'Wrong-Temp-1' });
    expectRefused(answer, 'NotAuthorizedException', INCORRECT);
  });

  test('expired temporary password', async () => {
    pool.clock.advance(7 * 24 * 3600);
    const answer = await signIn(pool, { ...ALICE, username: 'newcomer' });
    expectRefused(answer, 'NotAuthorizedException');
    expect(answer.message).toMatch(/^Temporary password has expired/);
  });

  test('disabled user', async () => {
    const answer = await signIn(pool, { ...ALICE, username: 'disabled' });
    expectRefused(answer, 'NotAuthorizedException', 'User is disabled.');
  });

  test('unconfirmed user', async () => {
    const answer = await signIn(pool, { ...ALICE, username: 'unconfirmed' });
    expectRefused(answer, 'UserNotConfirmedException');
  });

  test('disabled and unconfirmed users are told apart only with the right password', async () => {
    for (const username of ['disabled', 'unconfirmed']) {
      const answer = await signIn(pool, { ...ALICE, username, password: 'Wrong-Pass-1' });
      expectRefused(answer, 'NotAuthorizedException', INCORRECT);
    }
  });

  test('a flow that the client does not allow', async () => {
    const clientId = flow === 'USER_SRP_AUTH' ? 'plainonly' : 'srponly';
    const answer = await signIn(pool, { ...ALICE, clientId });
    expectRefused(answer, 'InvalidParameterException', `${flow} flow not enabled for this client`);
  });

  test('missing SECRET_HASH', async () => {
    const answer = await signIn(pool, { ...ALICE, clientId: 'confidential' });
    expectRefused(answer, 'NotAuthorizedException');
  });

  test('wrong SECRET_HASH', async () => {
    const input: SignInInput = { ...ALICE, clientId: 'confidential', clientSecret: CLIENT_SECRET };
    expect((await signIn(pool, input)).body['AuthenticationResult']).toBeDefined();
    const answer = await signIn(pool, { ...input, clientSecret: `${CLIENT_SECRET}x` });
    expectRefused(
      answer,
      'NotAuthorizedException',
      'Unable to verify secret hash for client confidential',
    );
  });

  test('SECRET_HASH for a client without a secret', async () => {
    const answer = await signIn(pool, { ...ALICE, clientSecret: CLIENT_SECRET });
    expectRefused(answer, 'NotAuthorizedException');
  });

  test('an unknown client', async () => {
    const answer = await signIn(pool, { ...ALICE, clientId: 'nobody' });
    expectRefused(answer, 'ResourceNotFoundException');
  });
});

describe('PASSWORD_VERIFIER refuses', () => {
  async function claim(input: SignInInput = ALICE): Promise<Json> {
    return claimFor(pool, input, await openSrp(pool, input));
  }

  test('replayed SECRET_BLOCK', async () => {
    const request = await claim();
    expect((await respond(request)).error).toBeUndefined();
    expectRefused(await respond(request), 'NotAuthorizedException', INCORRECT);
  });

  test('replayed SECRET_BLOCK, sent twenty times at once: one is let in', async () => {
    const request = await claim();
    const answers = await Promise.all(Array.from({ length: 20 }, () => respond(request)));
    expect(answers.filter(({ error }) => error === undefined)).toHaveLength(1);
  });

  test('a second guess at one SECRET_BLOCK', async () => {
    const opened = await openSrp(pool, ALICE);
    const wrong = claimFor(pool, { ...ALICE, password: 'Wrong-Pass-1' }, opened);
    expectRefused(await respond(wrong), 'NotAuthorizedException', INCORRECT);
    expectRefused(await respond(claimFor(pool, ALICE, opened)), 'NotAuthorizedException');
  });

  test('proof made for another client', async () => {
    const request = { ...(await claim()), ClientId: 'other' };
    expectRefused(await respond(request), 'NotAuthorizedException', INCORRECT);
  });

  test('proof made for another user', async () => {
    const request = withResponses(await claim(), { USERNAME: 'bob' });
    expectRefused(await respond(request), 'NotAuthorizedException', INCORRECT);
  });

  test('a SECRET_BLOCK that was never given out', async () => {
    const request = withResponses(await claim(), { PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' });
    expectRefused(await respond(request), 'NotAuthorizedException', INCORRECT);
  });

  test('expired SECRET_BLOCK', async () => {
    const opened = await openSrp(pool, ALICE);
    pool.clock.advance(60);
    const answer = await respond(claimFor(pool, ALICE, opened));
    expectRefused(answer, 'NotAuthorizedException', INCORRECT);
  });

  test('a password that was replaced since SRP_B was sent', async () => {
    const opened = await openSrp(pool, ALICE);
    await call(pool.fetch, 'AdminSetUserPassword', {
      UserPoolId: ALICE.userPoolId,
      Username: 'alice',
      Password: 'Another-Pass-2',
      Permanent: true,
    });
    expectRefused(await respond(claimFor(pool, ALICE, opened)), 'NotAuthorizedException');
  });

  test('timestamp with padded day', async () => {
    const timestamp = timestampOf(pool.clock.nowMs()).replace(' 7 ', ' 07 ');
    expectRefused(await signInSrp(pool, { ...ALICE, timestamp }), 'NotAuthorizedException');
  });

  test('timestamp with wrong weekday', async () => {
    const timestamp = timestampOf(pool.clock.nowMs()).replace('Wed', 'Thu');
    expectRefused(await signInSrp(pool, { ...ALICE, timestamp }), 'NotAuthorizedException');
  });

  test.each([-301, 301, 86_400])('timestamp %i seconds from now', async (seconds) => {
    const timestamp = timestampOf(pool.clock.nowMs() + seconds * 1000);
    expectRefused(await signInSrp(pool, { ...ALICE, timestamp }), 'NotAuthorizedException');
  });

  test.each([
    '2026-01-07T09:05:03Z',
    'Wed Foo 7 09:05:03 UTC 2026',
    'Wed Feb 30 09:05:03 UTC 2026',
  ])('timestamp that is none: %s', async (timestamp) => {
    const answer = await signInSrp(pool, { ...ALICE, timestamp });
    expectRefused(answer, 'InvalidParameterException');
  });

  test.each(['PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP', 'USERNAME'])(
    'missing %s',
    async (key) => {
      const answer = await respond(withResponses(await claim(), { [key]: null }));
      expectRefused(answer, 'InvalidParameterException', `Missing required parameter ${key}`);
    },
  );

  test.each(['', 'not base64 !', 'AAAA', `${'A'.repeat(100_000)}==`])(
    'a signature that is none (%#)',
    async (signature) => {
      const answer = await respond(
        withResponses(await claim(), { PASSWORD_CLAIM_SIGNATURE: signature }),
      );
      expect(answer.status).toBe(400);
    },
  );
});

describe('USER_SRP_AUTH refuses', () => {
  const impossible: Record<string, string> = {
    'SRP_A = 0': '0',
    'SRP_A = 0 mod N': N.toString(16),
    'SRP_A = 0 mod N (2N)': (2n * N).toString(16),
    'SRP_A above N': (N + 1n).toString(16),
    'over-long SRP_A': 'a'.repeat(771),
    'over-long SRP_A of 200,000 digits': 'a'.repeat(200_000),
    'SRP_A that is not hex': '0x1234',
    'negative SRP_A': '-12',
    'SRP_A with a space': ' 12',
  };

  test.each(Object.entries(impossible))('%s', async (_name, publicAHex) => {
    const answer = await call(pool.fetch, 'InitiateAuth', {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: 'app',
      AuthParameters: { USERNAME: 'alice', SRP_A: publicAHex },
    });
    expectRefused(answer, 'InvalidParameterException');
  });

  test.each(['USERNAME', 'SRP_A'])('missing %s', async (key) => {
    const parameters = { USERNAME: 'alice', SRP_A: openEphemeral().publicAHex, [key]: '' };
    const answer = await call(pool.fetch, 'InitiateAuth', {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: 'app',
      AuthParameters: parameters,
    });
    expectRefused(answer, 'InvalidParameterException', `Missing required parameter ${key}`);
  });
});

describe('SECRET_HASH is over the USERNAME of the same request', () => {
  const input: SignInInput = { ...ALICE, clientId: 'confidential', clientSecret: CLIENT_SECRET };

  test('an alias opens, the real name answers', async () => {
    const answer = await signInSrp(pool, { ...input, username: 'alice@example.com' });
    expect(answer.body['AuthenticationResult']).toBeDefined();
  });

  test('the hash of the alias is refused with the real name', async () => {
    const stale = secretHash(CLIENT_SECRET, 'alice@example.com', 'confidential');
    const answer = await signInSrp(pool, { ...input, responses: { SECRET_HASH: stale } });
    expectRefused(answer, 'NotAuthorizedException');
  });
});

describe('what is not served says so by name', () => {
  test.each(['ADMIN_USER_PASSWORD_AUTH', 'SOMETHING_NEW'])('AuthFlow %s', async (flow) => {
    const answer = await call(pool.fetch, 'InitiateAuth', { AuthFlow: flow, ClientId: 'app' });
    expectRefused(answer, 'InvalidParameterException');
    expect(answer.message).toContain(flow);
  });

  test.each(['ADMIN_NO_SRP_AUTH', 'EMAIL_MFA', 'constructor'])('ChallengeName %s', async (name) => {
    const answer = await respond({ ChallengeName: name, ClientId: 'app' });
    expectRefused(answer, 'InvalidParameterException');
    expect(answer.message).toContain(name);
  });
});
