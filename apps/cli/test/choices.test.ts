/** What is chosen, sent and made up: the challenges of USER_AUTH, CUSTOM_AUTH and second factors. */
import type { CognitoReply } from '@countersign/contract';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finish } from './_service.ts';
import { challenge, client, parseLine, pool, refusal, run, session, tokens } from './_world.ts';

const identity = ['--user-pool-id', pool, '--client-id', client, '--username', 'jane'];
const choosing = ['sign-in', '--flow', 'USER_AUTH', ...identity];
const json = [...choosing, '--json'];

const offer = (...available: readonly string[]): CognitoReply => ({
  kind: 'success',
  output: {
    ChallengeName: 'SELECT_CHALLENGE',
    ChallengeParameters: {},
    AvailableChallenges: [...available],
    Session: session,
  },
});
const sent = { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'j***@e***' };
const mailed = challenge('EMAIL_OTP', sent);
const answers = (...pairs: readonly string[]): string[] =>
  pairs.flatMap((pair) => ['--answer', pair]);

describe('without a password', () => {
  test('a factor is chosen and the code typed; a wrong one is asked for again', async () => {
    const ending = await run(choosing, {
      typed: ['WEB_AUTHN', 'EMAIL_OTP', '111111', '22222222'],
      service: [
        offer('EMAIL_OTP', 'PASSWORD', 'WEB_AUTHN'),
        mailed,
        refusal('CodeMismatchException', 'Wrong.'),
        tokens(),
      ],
    });
    expect(ending.exitCode).toBe(0);
    expect(ending.seen).toEqual([
      '= countersign sign-in',
      '? Sign in with: EMAIL_OTP, PASSWORD',
      '! None of them.',
      '+ SELECT_CHALLENGE answered',
      '? Code that was sent to j***@e*** by e-mail',
      '! Wrong.',
      '? Code that was sent to j***@e*** by e-mail',
      '+ EMAIL_OTP answered',
    ]);
    expect(ending.calls[0]?.input['AuthParameters']).not.toHaveProperty('PASSWORD');
  });

  test('it is asked for when it is chosen', async () => {
    const ending = await run(choosing, {
      typed: ['PASSWORD', 'correct horse'],
      service: [offer('PASSWORD', 'EMAIL_OTP'), tokens()],
    });
    expect(ending.exitCode).toBe(0);
    expect(ending.calls[1]?.input['ChallengeResponses']).toMatchObject({
      ANSWER: 'PASSWORD',
      PASSWORD: 'correct horse',
    });
  });

  test('a script gives it behind the name, or is told to', async () => {
    const service = [offer('PASSWORD', 'EMAIL_OTP'), tokens()];
    const given = await run([...json, ...answers('SELECT_CHALLENGE=PASSWORD:hunter2:!')], {
      stdin: '',
      service,
    });
    expect(given.calls[1]?.input['ChallengeResponses']).toMatchObject({ PASSWORD: 'hunter2:!' });
    const missing = await run([...json, ...answers('SELECT_CHALLENGE=PASSWORD')], {
      stdin: '',
      service,
    });
    expect(missing).toMatchObject({ exitCode: 1, calls: { length: 1 } });
    expect(missing.out).toContain('--password-stdin');
  });

  test('standard input is not read where no flag announces it', async () => {
    const ending = await run(json, { service: [offer('EMAIL_OTP')] });
    expect(ending.exitCode).toBe(2);
    expect(parseLine(ending)).toMatchObject({ name: 'SELECT_CHALLENGE' });
  });
});

test.each(['SMS_MFA', 'SMS_OTP', 'EMAIL_OTP'])('the code of %s is given ahead', async (name) => {
  const argv = [...json, ...answers(`${name}=123456`)];
  const ending = await run(argv, { stdin: '', service: [challenge(name, sent), tokens()] });
  expect(parseLine(ending)).toMatchObject({ status: 'signedIn', challenges: [name] });
  expect(ending.calls[1]?.input['ChallengeResponses']).toMatchObject({
    [`${name}_CODE`]: '123456',
  });
});

test('PASSWORD is asked for, and not shown', async () => {
  const service = [challenge('PASSWORD'), tokens()];
  const typed = await run(choosing, { typed: ['correct horse'], service });
  const ahead = await run([...json, ...answers('PASSWORD=correct horse')], { stdin: '', service });
  for (const { calls, exitCode } of [typed, ahead]) {
    expect(exitCode).toBe(0);
    expect(calls[1]?.input['ChallengeResponses']).toMatchObject({ PASSWORD: 'correct horse' });
  }
});

test('a second factor is chosen', async () => {
  const choice = challenge('SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]' });
  const service = [choice, mailed];
  const typed = await run(choosing, { typed: ['EMAIL_OTP'], service });
  const ahead = await run([...json, ...answers('SELECT_MFA_TYPE=EMAIL_OTP')], {
    stdin: '',
    service,
  });
  for (const { calls } of [typed, ahead]) {
    expect(calls[1]?.input['ChallengeResponses']).toMatchObject({ ANSWER: 'EMAIL_OTP' });
  }
  const waiting = await run(choosing, { stdin: '', service: [choice] });
  expect(waiting.error).toMatch(/SELECT_MFA_TYPE=VALUE, one of SMS_MFA, EMAIL_OTP/);
});

test('what triggers ask is shown, and answered as often as they ask', async () => {
  const riddle = challenge('CUSTOM_CHALLENGE', { USERNAME: 'jane', question: 'of life' });
  const ending = await run(['sign-in', '--flow', 'CUSTOM_AUTH', ...identity], {
    typed: ['41', '42'],
    service: [riddle, riddle, tokens()],
  });
  expect(ending.exitCode).toBe(0);
  expect(ending.seen.filter((line) => line.startsWith('. '))).toEqual([
    '. question: of life',
    '. question: of life',
  ]);
  const given = ending.calls.map(({ input }) => input['ChallengeResponses']);
  expect(given.slice(1)).toMatchObject([{ ANSWER: '41' }, { ANSWER: '42' }]);
});

test('with a password, CUSTOM_AUTH proves it first', async () => {
  const argv = ['sign-in', '--flow', 'CUSTOM_AUTH', ...identity, '--password-stdin', '--json'];
  const { calls } = await run(argv, { stdin: 'p', service: [refusal('NotAuthorizedException')] });
  expect(calls[0]?.input['AuthParameters']).toMatchObject({ CHALLENGE_NAME: 'SRP_A' });
});

describe('a passkey', () => {
  const passkey = challenge('WEB_AUTHN', {
    CREDENTIAL_REQUEST_OPTIONS: JSON.stringify({ challenge: 'AAAA' }),
  });

  test('is nothing for a terminal, and the program says so', async () => {
    for (const world of [{ stdin: '' }, { typed: [] }]) {
      const { error, exitCode } = await run(choosing, { ...world, service: [passkey] });
      expect({ exitCode }).toEqual({ exitCode: 2 });
      expect(error).toContain('browser');
    }
  });

  test.each([
    { name: 'offered alone', world: { typed: [] }, argv: choosing, only: true },
    {
      name: 'chosen by a script',
      world: { stdin: '' },
      argv: [...choosing, ...answers('SELECT_CHALLENGE=WEB_AUTHN')],
      only: false,
    },
  ])('$name: nothing is sent', async ({ world, argv, only }) => {
    const offered = only ? offer('WEB_AUTHN') : offer('WEB_AUTHN', 'EMAIL_OTP');
    const ending = await run(argv, { ...world, service: [offered] });
    expect(ending).toMatchObject({ exitCode: 1, calls: { length: 1 } });
    expect(ending.error).toContain('passkey');
  });
});

describe('the built program and a pool that verifies', () => {
  let server: PoolServer;
  beforeAll(async () => {
    server = await startPoolServer({
      seed: {
        pools: [
          {
            name: 'choices',
            userPoolId: pool,
            allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'],
            clients: [{ clientId: client, explicitAuthFlows: ['ALLOW_USER_AUTH'] }],
            users: [
              {
                username: 'jane',
                password: 'Correct-horse-1',
                attributes: { email: 'jane@example.com', email_verified: 'true' },
              },
            ],
          },
        ],
      },
    });
  });
  afterAll(() => server.close());

  test('a mailed code signs in, in two processes', async () => {
    const where = ['--endpoint', server.url, ...answers('SELECT_CHALLENGE=EMAIL_OTP')];
    const stopped = await finish([...json, ...where], '');
    expect(stopped.code).toBe(2);
    const message = server.pool.outbox.newest('jane');
    const code = message?.kind === 'code' ? message.code : '';
    const resume = [
      'resume',
      '--endpoint',
      server.url,
      '--state-stdin',
      '--answer-stdin',
      '--json',
    ];
    const { out } = await finish(resume, `${stopped.out}EMAIL_OTP=${code}`);
    expect(JSON.parse(out)).toMatchObject({
      status: 'signedIn',
      challenges: ['SELECT_CHALLENGE', 'EMAIL_OTP'],
    });
  });

  test('a password that is given is proved', async () => {
    const where = ['--endpoint', server.url, ...answers('SELECT_CHALLENGE=PASSWORD_SRP')];
    const { out } = await finish([...json, ...where, '--password-stdin'], 'Correct-horse-1');
    expect(JSON.parse(out)).toMatchObject({
      status: 'signedIn',
      challenges: ['SELECT_CHALLENGE', 'PASSWORD_VERIFIER'],
    });
  });
});
