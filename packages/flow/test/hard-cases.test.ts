/** The awkward challenges, carried by a loop that knows none by name; the device is in its own file. */
import { describe, expect, test } from 'vitest';
import { signIn, resumeSignIn } from '../src/index.ts';
import { userAuth } from '../src/auth-flows/user-auth.ts';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { userSrpAuth } from '../src/auth-flows/user-srp-auth.ts';
import { code, machine } from './_handlers.ts';
import { challenge, client, refusal, scripted, session, success, tokens } from './_scripted.ts';
import { customChallenge } from './hard-cases/custom-challenge.ts';
import { mfaSetup } from './hard-cases/mfa-setup.ts';
import { selectChallenge } from './hard-cases/select-challenge.ts';

test('1. PASSWORD_VERIFIER uses the secret behind SRP_A, and it is wiped afterwards', async () => {
  const { handler, opened } = machine();
  const service = scripted(challenge('PASSWORD_VERIFIER', { USERNAME: 'real' }), tokens());
  const step = await signIn({
    transport: service.transport,
    client,
    authFlow: userSrpAuth,
    handlers: [handler],
    username: 'typed@example.com',
    password: 'pw',
    now: () => 1_000_000,
  });
  expect(step).toMatchObject({ kind: 'signed-in', username: 'real' });
  expect(service.sent()).toEqual([
    {
      operation: 'InitiateAuth',
      input: {
        AuthFlow: 'USER_SRP_AUTH',
        ClientId: client.clientId,
        AuthParameters: { USERNAME: 'typed@example.com', SRP_A: 'a1' },
      },
    },
    {
      operation: 'RespondToAuthChallenge',
      input: {
        ClientId: client.clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: {
          USERNAME: 'real',
          PASSWORD_CLAIM_SIGNATURE: 'proof',
          TIMESTAMP: '1000000',
        },
      },
    },
  ]);
  expect(opened.map(({ discarded }) => discarded > 0)).toEqual([true]);
});

describe('3. MFA_SETUP', () => {
  const setUp = { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]', USERNAME: 'real' };
  const start = { client, authFlow: userPasswordAuth, username: 'real', password: 'pw' };

  test('each of its calls carries the newest Session; a human scans in the middle', async () => {
    const service = scripted(
      challenge('MFA_SETUP', setUp, 'one'),
      success({ SecretCode: 'BASE32SECRET', Session: session('two') }),
      success({ Status: 'SUCCESS', Session: session('three') }),
      tokens(),
    );
    const handlers = [mfaSetup];
    const choose = await signIn({ ...start, handlers, transport: service.transport });
    if (choose.kind !== 'challenge') throw new Error(choose.kind);
    const scan = await choose.answer({ kind: 'totp' });
    if (scan.kind !== 'challenge') throw new Error(scan.kind);
    expect(scan.prompt).toEqual({ kind: 'scan', secretCode: '"BASE32SECRET"' });

    const resumed = await resumeSignIn({
      client,
      handlers,
      transport: service.transport,
      state: JSON.parse(JSON.stringify(scan.state)),
    });
    if (resumed.kind !== 'challenge') throw new Error(resumed.kind);
    expect(resumed.prompt).toEqual(scan.prompt);
    const step = await resumed.answer({ kind: 'code', code: '123456' });
    expect(step.kind).toBe('signed-in');
    expect(service.sent().slice(1)).toEqual([
      { operation: 'AssociateSoftwareToken', input: { Session: session('one') } },
      {
        operation: 'VerifySoftwareToken',
        input: { UserCode: '123456', Session: session('two') },
      },
      {
        operation: 'RespondToAuthChallenge',
        input: {
          ClientId: client.clientId,
          ChallengeName: 'MFA_SETUP',
          Session: session('three'),
          ChallengeResponses: { USERNAME: 'real' },
        },
      },
    ]);
  });

  test('a wrong code is asked again, whether refused or answered with Status ERROR', async () => {
    const service = scripted(
      challenge('MFA_SETUP', setUp, 'one'),
      success({ SecretCode: 'BASE32SECRET', Session: session('two') }),
      refusal('EnableSoftwareTokenMFAException', 'Code mismatch'),
      success({ Status: 'ERROR' }),
    );
    let step = await signIn({ ...start, handlers: [mfaSetup], transport: service.transport });
    const answers = [{ kind: 'totp' }, { kind: 'code', code: '1' }, { kind: 'code', code: '2' }];
    const seen: unknown[] = [];
    for (const answer of answers as { kind: 'totp' }[]) {
      if (step.kind !== 'challenge' && step.kind !== 'retry') throw new Error(step.kind);
      step = await step.answer(answer);
      seen.push([step.kind, 'prompt' in step && step.prompt]);
    }
    const scan = { kind: 'scan', secretCode: '"BASE32SECRET"' };
    expect(seen).toEqual([
      ['challenge', scan],
      ['retry', scan],
      ['retry', scan],
    ]);
    expect(service.calls.slice(2).map(({ input }) => input['Session'])).toEqual([
      session('two'),
      session('two'),
    ]);
  });

  test('the e-mail variant answers the challenge itself', async () => {
    const service = scripted(challenge('MFA_SETUP', setUp, 'one'), tokens());
    const step = await signIn({ ...start, handlers: [mfaSetup], transport: service.transport });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    await step.answer({ kind: 'email', email: 'a@example.com' });
    expect(service.calls[1]?.input['ChallengeResponses']).toEqual({
      USERNAME: 'real',
      EMAIL: 'a@example.com',
    });
  });
});

describe('4. SELECT_CHALLENGE', () => {
  const select = success({
    ChallengeName: 'SELECT_CHALLENGE',
    ChallengeParameters: {},
    AvailableChallenges: ['PASSWORD_VERIFIER', 'EMAIL_OTP'],
    Session: session('one'),
  });
  test('the answer carries what the chosen factor opens with', async () => {
    const { handler, opened } = machine();
    const service = scripted(select, challenge('PASSWORD_VERIFIER', {}, 'two'), tokens());
    const step = await signIn({
      transport: service.transport,
      client,
      authFlow: userAuth,
      handlers: [selectChallenge, handler],
      username: 'real',
    });
    if (step.kind !== 'challenge' || step.name !== 'SELECT_CHALLENGE') throw new Error(step.kind);
    expect(step.prompt.available).toEqual(['PASSWORD_VERIFIER', 'EMAIL_OTP']);
    // Given with the choice, the password is known from then on.
    const choice = { challenge: handler.name, password: 'pw' };
    expect((await step.answer(choice)).kind).toBe('signed-in');
    expect(service.calls[1]?.input['ChallengeResponses']).toEqual({
      USERNAME: 'real',
      ANSWER: 'PASSWORD_VERIFIER',
      SRP_A: 'a1',
    });
    expect(opened).toHaveLength(1);
    expect(opened.every(({ discarded }) => discarded > 0)).toBe(true);
  });

  test('C65: a factor that was not offered is refused here, and the step stays good', async () => {
    const service = scripted(select, tokens());
    const step = await signIn({
      transport: service.transport,
      client,
      authFlow: userAuth,
      handlers: [selectChallenge],
      username: 'real',
    });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    await expect(step.answer({ challenge: 'WEB_AUTHN' })).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
    expect(service.calls).toHaveLength(1);
    expect((await step.answer({ challenge: 'EMAIL_OTP' })).kind).toBe('signed-in');
  });
});

describe('5. CUSTOM_CHALLENGE and names nobody has heard of', () => {
  const start = { client, authFlow: userPasswordAuth, username: 'real', password: 'pw' };

  test('C49: a custom challenge may repeat as long as a human answers', async () => {
    const rounds = 20;
    const asks = Array.from({ length: rounds }, (_, n) =>
      challenge('CUSTOM_CHALLENGE', { question: String(n) }, `s${n}`),
    );
    const service = scripted(...asks, tokens());
    let step = await signIn({
      ...start,
      handlers: [customChallenge],
      transport: service.transport,
    });
    for (let n = 0; n < rounds; n += 1) {
      if (step.kind !== 'challenge') throw new Error(step.kind);
      expect(step.prompt).toEqual({ question: String(n) });
      step = await step.answer({ answer: String(n) });
    }
    expect(step.kind).toBe('signed-in');
  });

  test('C43: an unknown name is a value that carries everything, and a plug-in takes it', async () => {
    const service = scripted(challenge('IRIS_SCAN', { EYE: 'left' }, 'one'), tokens());
    const step = await signIn({ ...start, handlers: [code], transport: service.transport });
    if (step.kind !== 'unsupported') throw new Error(step.kind);
    expect(step).toMatchObject({ name: 'IRIS_SCAN', parameters: { EYE: 'left' } });
    expect(step.state.session).toBe(session('one'));

    const irisScan = {
      ...customChallenge,
      name: 'IRIS_SCAN' as const,
      reply: () => ({ kind: 'respond' as const, responses: { IRIS: 'brown' } }),
    };
    const asked = await resumeSignIn({
      client,
      handlers: [irisScan],
      transport: service.transport,
      state: step.state,
    });
    if (asked.kind !== 'challenge') throw new Error(asked.kind);
    expect((await asked.answer({ answer: '' })).kind).toBe('signed-in');
    expect(service.calls[1]?.input).toMatchObject({ ChallengeName: 'IRIS_SCAN' });
  });
});
