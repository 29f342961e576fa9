import { describe, expect, test } from 'vitest';
import {
  challenge,
  client,
  newPasswordRequired,
  parseLine,
  pool,
  refusal,
  run,
  session,
  signInFlags,
  tokens,
} from './_world.ts';

const json = [...signInFlags, '--json'];
const signedIn = {
  status: 'signedIn',
  tokens: {
    accessToken: 'access.token.value',
    idToken: 'id.token.value',
    refreshToken: 'refresh.token.value',
    expiresInSeconds: 3600,
  },
};

describe('sign-in --json', () => {
  test('prints tokens and the challenges that were answered', async () => {
    const ending = await run(json, { stdin: 'correct horse\n', service: [tokens()] });
    expect(parseLine(ending)).toEqual({ ...signedIn, challenges: [] });
    expect(ending).toMatchObject({ exitCode: 0, error: '', targets: [{ region: 'eu-west-1' }] });
    expect(ending.calls[0]?.input).toEqual({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: client,
      AuthParameters: { USERNAME: 'jane', PASSWORD: 'correct horse' },
    });
  });

  test('opens with SRP unless told otherwise', async () => {
    const argv = json.filter((part) => part !== '--flow' && part !== 'USER_PASSWORD_AUTH');
    const { calls } = await run(argv, { stdin: 'p', service: [refusal('Any')] });
    expect(calls[0]?.input).toMatchObject({
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'jane', SRP_A: expect.stringMatching(/^[0-9a-f]+$/) },
    });
    expect(JSON.stringify(calls)).not.toContain('PASSWORD');
  });

  test.each([
    { flags: ['--region', 'us-east-2'], target: { region: 'us-east-2' } },
    {
      flags: ['--endpoint', 'http://localhost:9229'],
      target: { endpoint: 'http://localhost:9229' },
    },
    {
      flags: ['--region', 'us-east-2', '--endpoint', 'http://localhost:9229'],
      target: { endpoint: 'http://localhost:9229' },
    },
  ])('goes to $target', async ({ flags, target }) => {
    const { targets } = await run([...json, ...flags], { stdin: 'p', service: [tokens()] });
    expect(targets).toEqual([target]);
  });

  test('stops at a challenge without an answer, and says how to go on', async () => {
    const service = [newPasswordRequired('family_name')];
    const ending = await run(json, { stdin: 'p', service });
    expect(ending).toMatchObject({ exitCode: 2, error: '' });
    expect(parseLine(ending)).toEqual({
      status: 'challenge',
      name: 'NEW_PASSWORD_REQUIRED',
      prompt: { requiredAttributes: ['family_name'], userAttributes: {} },
      state: expect.objectContaining({ version: 1, userPoolId: pool, session }),
    });
  });

  test('hands an unknown challenge over as it came', async () => {
    const service = [challenge('WINK_TWICE', { EYE: 'left' })];
    const ending = await run(json, { stdin: 'p', service });
    expect(ending.exitCode).toBe(2);
    expect(parseLine(ending)).toMatchObject({
      status: 'challenge',
      name: 'WINK_TWICE',
      prompt: { parameters: { EYE: 'left' }, available: [] },
    });
  });

  test('answers from flags: everything after the first "="', async () => {
    const ending = await run(
      [...json, '--answer', 'NEW_PASSWORD_REQUIRED=a=b=', '--attribute', 'family_name=Doe=x'],
      { stdin: 'p', service: [newPasswordRequired('family_name'), tokens()] },
    );
    expect(parseLine(ending)).toEqual({ ...signedIn, challenges: ['NEW_PASSWORD_REQUIRED'] });
    expect(ending.calls[1]?.input).toEqual({
      ClientId: client,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: session,
      ChallengeResponses: {
        USERNAME: 'jane',
        NEW_PASSWORD: 'a=b=',
        'userAttributes.family_name': 'Doe=x',
      },
    });
  });

  test('reads password, client secret and answers from standard input, in this order', async () => {
    const { calls, exitCode } = await run([...json, '--client-secret-stdin', '--answer-stdin'], {
      stdin: 'the password\r\nsekrit-client-secret\r\nNEW_PASSWORD_REQUIRED=new one',
      service: [newPasswordRequired(), tokens()],
    });
    expect(exitCode).toBe(0);
    expect(calls.map(({ input }) => input)).toMatchObject([
      { AuthParameters: { PASSWORD: 'the password', SECRET_HASH: expect.any(String) } },
      { ChallengeResponses: { NEW_PASSWORD: 'new one', SECRET_HASH: expect.any(String) } },
    ]);
  });

  test('tries the next answer after a refused one', async () => {
    const answers = ['short', 'Longer-1'].flatMap((it) => [
      '--answer',
      `NEW_PASSWORD_REQUIRED=${it}`,
    ]);
    const { calls, exitCode } = await run([...json, ...answers], {
      stdin: 'p',
      service: [newPasswordRequired(), refusal('InvalidPasswordException'), tokens()],
    });
    expect(exitCode).toBe(0);
    expect(calls.slice(1).map(({ input }) => input['ChallengeResponses'])).toMatchObject([
      { NEW_PASSWORD: 'short' },
      { NEW_PASSWORD: 'Longer-1' },
    ]);
  });

  test.each([
    { name: 'the password', at: [refusal('NotAuthorizedException', 'No.')] },
    {
      name: 'the only answer',
      at: [newPasswordRequired(), refusal('InvalidPasswordException', 'No.')],
    },
    {
      name: 'a spent session',
      at: [
        newPasswordRequired(),
        refusal('NotAuthorizedException', 'Invalid session for the user.'),
      ],
    },
  ])('is an error with the name that the service gives: $name', async ({ at }) => {
    const last = at.at(-1);
    const ending = await run([...json, '--answer', 'NEW_PASSWORD_REQUIRED=short'], {
      stdin: 'p',
      service: at,
    });
    expect(ending).toMatchObject({ exitCode: 1, error: '' });
    expect(parseLine(ending)).toMatchObject({
      status: 'error',
      code: 'ERR_SERVICE',
      service: last?.kind === 'refusal' && last.error.service,
    });
  });

  test('a missing attribute is named by its flag, and nothing is sent', async () => {
    const ending = await run([...json, '--answer', 'NEW_PASSWORD_REQUIRED=x'], {
      stdin: 'p',
      service: [newPasswordRequired('family_name')],
    });
    expect(parseLine(ending)).toMatchObject({ status: 'error', code: 'ERR_ARGUMENT' });
    expect(ending.out).toContain('--attribute family_name=VALUE');
    expect(ending.calls).toHaveLength(1);
  });

  test('what the service breaks is an error of its own code', async () => {
    const ending = await run(json, { stdin: 'p', service: [{ kind: 'success', output: {} }] });
    expect(ending.exitCode).toBe(1);
    expect(parseLine(ending)).toMatchObject({ status: 'error', code: 'ERR_PROTOCOL' });
  });

  test('a bug shows neither its message nor its stack', async () => {
    const bug = (): never => {
      throw new TypeError('the password was p4ssw0rd');
    };
    const ending = await run(json, { stdin: 'p4ssw0rd', service: [bug] });
    expect(parseLine(ending)).toMatchObject({ status: 'error', code: 'ERR_INTERNAL' });
    expect(ending.out).not.toContain('p4ssw0rd');
  });

  test('interrupted: exit code 130', async () => {
    const stop = new AbortController();
    const interruptedCall = (): never => {
      stop.abort();
      throw stop.signal.reason;
    };
    const world = { stdin: 'p', service: [interruptedCall], signal: stop.signal };
    const ending = await run(json, world);
    expect(ending).toMatchObject({ exitCode: 130, error: '' });
    expect(parseLine(ending)).toMatchObject({ status: 'error', code: 'ERR_ABORTED' });
  });
});

describe('sign-in without a terminal and without --json', () => {
  test('says who signed in, and shows no token', async () => {
    const ending = await run(signInFlags, { stdin: 'p', service: [tokens()] });
    expect(ending).toMatchObject({ exitCode: 0, error: '' });
    expect(ending.out).toContain('Signed in as jane.');
    expect(ending.out).toContain('expires in 60 minutes');
    expect(ending.out).not.toContain('token.value');
  });

  test('shows the tokens when told to', async () => {
    const argv = [...signInFlags, '--show-tokens'];
    const { out } = await run(argv, { stdin: 'p', service: [tokens()] });
    expect(out).toContain('access token: access.token.value\n');
    expect(out).toContain('refresh token: refresh.token.value\n');
  });

  test('names the challenge that it stops at', async () => {
    const ending = await run(signInFlags, { stdin: 'p', service: [newPasswordRequired()] });
    expect(ending).toMatchObject({ exitCode: 2, out: '' });
    expect(ending.error).toContain('--answer NEW_PASSWORD_REQUIRED=VALUE');
    expect(ending.error).not.toContain(session);
  });

  test('does not let the service write to the terminal', async () => {
    const message = 'No.\u001b]0;owned\u0007\u202e\u009b2J\nSigned in as admin.';
    const service = [refusal('NotAuthorizedException', message)];
    const { error, exitCode } = await run(signInFlags, { stdin: 'p', service });
    expect(exitCode).toBe(1);
    expect(error.slice(0, -1)).toMatch(/^[^\p{Cc}\p{Cf}]*$/u);
  });
});
