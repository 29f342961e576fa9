import { expect, test } from 'vitest';
import { challenge, client, newPasswordRequired, pool, refusal, run, tokens } from './_world.ts';

const identity = ['--user-pool-id', pool, '--client-id', client, '--username', 'jane'];
const signIn = ['sign-in', '--flow', 'USER_PASSWORD_AUTH'];

test('asks for whatever is missing', async () => {
  const ending = await run(signIn, {
    typed: ['nowhere', pool, client, 'jane', 'correct horse'],
    service: [tokens()],
  });
  expect(ending.exitCode).toBe(0);
  expect(ending.seen).toEqual([
    '= countersign sign-in',
    '? User pool id',
    expect.stringMatching(/^! userPoolId/),
    '? App client id',
    '? User name',
    '? Password',
  ]);
  expect(ending.calls[0]?.input).toMatchObject({
    AuthParameters: { USERNAME: 'jane', PASSWORD: 'correct horse' },
  });
  expect(ending.out).not.toContain('token.value');
});

test('flags that announce a line are asked for', async () => {
  const flags = ['--password-stdin', '--client-secret-stdin'];
  const { calls } = await run([...signIn, ...identity, ...flags], {
    typed: ['correct horse', 'sekrit-client-secret'],
    service: [tokens()],
  });
  expect(calls[0]?.input).toMatchObject({ AuthParameters: { SECRET_HASH: expect.any(String) } });
});

test('a new password is typed twice, and required attributes are asked for', async () => {
  const ending = await run([...signIn, ...identity, '--attribute', 'given_name=Jane'], {
    typed: ['temporary', 'New-one-1', 'New-one-2', 'New-one-1', '', 'Doe'],
    service: [newPasswordRequired('given_name', 'family_name'), tokens()],
  });
  expect(ending.seen.slice(1)).toEqual([
    '? Password',
    expect.stringMatching(/^\? New password/),
    '? New password again',
    '! The two differ.',
    '? Attribute family_name',
    expect.stringMatching(/^! /),
    '+ NEW_PASSWORD_REQUIRED answered',
  ]);
  expect(ending.calls[1]?.input['ChallengeResponses']).toEqual({
    USERNAME: 'jane',
    NEW_PASSWORD: 'New-one-1',
    'userAttributes.given_name': 'Jane',
    'userAttributes.family_name': 'Doe',
  });
});

test('a refused answer is asked for again, with what the service said', async () => {
  const ending = await run([...signIn, ...identity], {
    typed: ['temporary', 'short', 'short', 'Longer-1', 'Longer-1'],
    service: [newPasswordRequired(), refusal('InvalidPasswordException', 'Too short.'), tokens()],
  });
  expect(ending.exitCode).toBe(0);
  expect(ending.seen).toContain('! Too short.');
});

test('an answer that cannot be right is asked for again, and not sent', async () => {
  const tooLong = 'x'.repeat(257);
  const ending = await run([...signIn, ...identity], {
    typed: ['temporary', tooLong, tooLong, 'Longer-1', 'Longer-1'],
    service: [newPasswordRequired(), tokens()],
  });
  expect(ending).toMatchObject({ exitCode: 0, calls: { length: 2 } });
});

test('asking ends after five refusals', async () => {
  const ending = await run([...signIn, ...identity], {
    typed: ['temporary', ...Array<string>(20).fill('short')],
    service: [
      newPasswordRequired(),
      ...Array.from({ length: 10 }, () => refusal('InvalidPasswordException', 'Too short.')),
    ],
  });
  expect(ending).toMatchObject({ exitCode: 1, calls: { length: 6 } });
  expect(ending.error).toContain('InvalidPasswordException');
});

test('who gives up is not signed in', async () => {
  const ending = await run([...signIn, ...identity], { typed: [] });
  expect(ending).toMatchObject({ exitCode: 130, out: '', calls: [] });
});

test('a challenge that nobody here knows is not asked for', async () => {
  const world = { typed: ['correct horse'], service: [challenge('WINK_TWICE')] };
  const ending = await run([...signIn, ...identity], world);
  expect(ending).toMatchObject({ exitCode: 2, out: '' });
  expect(ending.error).toContain('WINK_TWICE');
});

test('the code of an authenticator app is asked for, by its name, until it is right', async () => {
  const ending = await run([...signIn, ...identity], {
    typed: ['correct horse', '12345', '000 000', '123 456'],
    service: [
      challenge('SOFTWARE_TOKEN_MFA', { FRIENDLY_DEVICE_NAME: 'phone' }),
      refusal('CodeMismatchException', 'Invalid code received for user'),
      tokens(),
    ],
  });
  expect(ending.exitCode).toBe(0);
  expect(ending.seen.slice(1)).toEqual([
    '? Password',
    '? Code from phone',
    expect.stringMatching(/^! code must be/),
    '? Code from phone',
    '! Invalid code received for user',
    '? Code from phone',
    '+ SOFTWARE_TOKEN_MFA answered',
  ]);
  expect(ending.calls.slice(1).map(({ input }) => input['ChallengeResponses'])).toEqual([
    { USERNAME: 'jane', SOFTWARE_TOKEN_MFA_CODE: '000000' },
    { USERNAME: 'jane', SOFTWARE_TOKEN_MFA_CODE: '123456' },
  ]);
});
