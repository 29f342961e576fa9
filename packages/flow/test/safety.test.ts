/** What a sign-in must never do, whatever the service says. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChallengeHandler, WireMap } from '@countersign/contract';
import { signIn, resumeSignIn } from '../src/index.ts';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { userSrpAuth } from '../src/auth-flows/user-srp-auth.ts';
import { code, machine } from './_handlers.ts';
import { challenge, client, refusal, scripted, session, success, tokens } from './_scripted.ts';

const start = { client, username: 'real', password: 'pw', authFlow: userPasswordAuth };

describe('one answer per challenge', () => {
  test('C55: a double click is refused here; one request is on the wire', async () => {
    const service = scripted(challenge(code.name, {}, 'one'), tokens());
    const step = await signIn({ ...start, handlers: [code], transport: service.transport });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    const [first, second] = await Promise.allSettled([
      step.answer({ code: '123456' }),
      step.answer({ code: '123456' }),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { code: 'ERR_ARGUMENT', reason: 'already-answered' } });
    expect(service.calls).toHaveLength(2);
  });

  test('C56: an answer after the next challenge came is stale', async () => {
    const service = scripted(challenge(code.name, {}, 'one'), refusal('CodeMismatchException'));
    const step = await signIn({ ...start, handlers: [code], transport: service.transport });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    await step.answer({ code: '000000' });
    await expect(step.answer({ code: '123456' })).rejects.toMatchObject({
      reason: 'already-answered',
    });
    expect(service.calls).toHaveLength(2);
  });

  test('D96: after a lost reply the answer is not sent again', async () => {
    const lost = (): never => {
      throw new Error('connection reset');
    };
    const service = scripted(challenge(code.name, {}, 'one'), lost);
    const step = await signIn({ ...start, handlers: [code], transport: service.transport });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    await expect(step.answer({ code: '123456' })).rejects.toThrow('connection reset');
    await expect(step.answer({ code: '123456' })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    expect(service.calls).toHaveLength(2);
  });

  test('"Device does not exist." is the one exception: once more, without DEVICE_KEY', async () => {
    const gone = refusal('ResourceNotFoundException', 'Device does not exist.');
    const { handler } = machine();
    const service = scripted(challenge('PASSWORD_VERIFIER', {}, 'one'), gone, gone, tokens());
    const forgotten: string[] = [];
    const step = await signIn({
      ...start,
      authFlow: { ...userSrpAuth },
      handlers: [handler],
      transport: service.transport,
      devices: {
        load: async (name) =>
          name === 'real' && service.calls.length > 0
            ? { deviceKey: 'key', deviceGroupKey: 'group', devicePassword: 'secret' }
            : undefined,
        forget: async (name) => void forgotten.push(name),
      },
    });
    expect(step).toMatchObject({ kind: 'refused' });
    const answers = service.calls.slice(1).map(({ input }) => input['ChallengeResponses']);
    expect(answers).toMatchObject([{ DEVICE_KEY: 'key' }, {}]);
    expect(answers[1]).not.toHaveProperty('DEVICE_KEY');
    expect(service.calls[1]?.input['Session']).toBe(service.calls[2]?.input['Session']);
    expect(forgotten).toEqual(['real']);
    expect(service.calls).toHaveLength(3);
  });
});

describe('circles', () => {
  test('C48: a service that asks for the same proof again is stopped', async () => {
    const { handler, opened } = machine();
    const ask = challenge('PASSWORD_VERIFIER');
    const service = scripted(ask, ask, ask);
    const attempt = signIn({
      ...start,
      authFlow: userSrpAuth,
      handlers: [handler],
      transport: service.transport,
    });
    await expect(attempt).rejects.toMatchObject({ reason: 'challenge-loop' });
    expect(service.calls).toHaveLength(2);
    expect(opened.every(({ discarded }) => discarded > 0)).toBe(true);
  });

  test('C48: an automatic answer is given eight times in a row, not for ever', async () => {
    const eager: ChallengeHandler<'CUSTOM_CHALLENGE', WireMap, object> = {
      name: 'CUSTOM_CHALLENGE',
      read: ({ parameters }) => parameters,
      automatic: () => ({}),
      reply: () => ({ kind: 'respond', responses: { ANSWER: 'x' } }),
    };
    const service = scripted(...Array.from({ length: 99 }, () => challenge(eager.name)));
    const attempt = signIn({ ...start, handlers: [eager], transport: service.transport });
    await expect(attempt).rejects.toMatchObject({ reason: 'challenge-loop' });
    expect(service.calls).toHaveLength(1 + 8);
  });

  test('a proof that nobody opened is not made up', async () => {
    const { handler } = machine();
    const service = scripted(challenge('PASSWORD_VERIFIER'));
    const attempt = signIn({ ...start, handlers: [handler], transport: service.transport });
    await expect(attempt).rejects.toMatchObject({ reason: 'unexpected-challenge' });
  });
});

describe('secrets', () => {
  test('C50: over SRP the password is on no wire, whatever the service asks', async () => {
    const names = fc.constantFrom('PASSWORD', 'NEW_PASSWORD_REQUIRED', 'PASSWORD_VERIFIER', 'X');
    const password = 'canary password';
    await fc.assert(
      fc.asyncProperty(fc.array(names, { maxLength: 6 }), async (asked) => {
        const { handler } = machine();
        const service = scripted(...asked.map((name) => challenge(name)), tokens());
        await signIn({
          ...start,
          password,
          authFlow: userSrpAuth,
          handlers: [handler],
          transport: service.transport,
        }).catch((error: unknown) => expect(inspect(error)).not.toContain(password));
        expect(JSON.stringify(service.sent())).not.toContain(password);
      }),
    );
  });

  test('a state holds neither the password nor anything of the ephemeral', async () => {
    const { handler } = machine();
    const service = scripted(
      challenge('PASSWORD_VERIFIER', { USERNAME: 'real' }),
      challenge(code.name, {}, 'one'),
    );
    const step = await signIn({
      ...start,
      password: 'canary password',
      authFlow: userSrpAuth,
      handlers: [handler, code],
      transport: service.transport,
    });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    const json = JSON.stringify(step.state);
    expect(json).not.toContain('canary password');
    expect(Object.keys(JSON.parse(json) as object).sort()).toEqual([
      'answered',
      'authFlow',
      'challenge',
      'clientId',
      'receivedAtMs',
      'session',
      'typedUsername',
      'userPoolId',
      'username',
      'version',
    ]);
  });

  test('a resumed proof starts over instead of asking for the password in vain', async () => {
    const { handler } = machine();
    const service = scripted(challenge('PASSWORD_VERIFIER', { USERNAME: 'real' }));
    const { password: _, ...anonymous } = start;
    const step = await signIn({
      ...anonymous,
      // A flow that would ask for the password too late, to get at the state.
      authFlow: { ...userSrpAuth, parameters: () => ({}) },
      handlers: [handler],
      transport: service.transport,
    });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    const resumed = await resumeSignIn({
      client,
      handlers: [handler],
      password: 'pw',
      transport: service.transport,
      state: step.state,
    });
    expect(resumed).toEqual({ kind: 'restart', reason: 'ephemeral-lost' });
    expect(service.calls).toHaveLength(1);
  });
});

describe('the newest Session, when there is one', () => {
  test('is sent exactly when the challenge came with it', async () => {
    const names = fc.option(fc.stringMatching(/^[a-z]{1,8}$/), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(fc.array(names, { minLength: 1, maxLength: 5 }), async (sessions) => {
        const asks = sessions.map((name) => challenge(code.name, {}, name));
        const service = scripted(...asks, tokens());
        let step = await signIn({ ...start, handlers: [code], transport: service.transport });
        while (step.kind === 'challenge') step = await step.answer({ code: '123456' });
        const sent = service.calls.slice(1).map(({ input }) => input['Session']);
        expect(sent).toEqual(sessions.map((name) => name && session(name)));
      }),
    );
  });
});

describe('SECRET_HASH', () => {
  test('C42: over the USERNAME of the same request, alias first, real name after', async () => {
    const { handler } = machine();
    const service = scripted(challenge('PASSWORD_VERIFIER', { USER_ID_FOR_SRP: 'real' }), tokens());
    await signIn({
      ...start,
      client: { ...client, secretHash: async (name: string) => `hash of ${name}` },
      username: 'alias@example.com',
      authFlow: userSrpAuth,
      handlers: [handler],
      transport: service.transport,
    });
    expect(service.calls[0]?.input['AuthParameters']).toMatchObject({
      USERNAME: 'alias@example.com',
      SECRET_HASH: 'hash of alias@example.com',
    });
    expect(service.calls[1]?.input['ChallengeResponses']).toMatchObject({
      USERNAME: 'real',
      SECRET_HASH: 'hash of real',
    });
  });
});

describe("F112: the service's clock", () => {
  test.each([-86_400_000, -300_000, 300_000, 3_600_000])('a clock off by %d ms', async (skew) => {
    const { handler } = machine();
    const ours = 1_700_000_000_000;
    const ask = { ...challenge('PASSWORD_VERIFIER'), serverTimeMs: ours + skew };
    const service = scripted(ask, tokens());
    await signIn({
      ...start,
      authFlow: userSrpAuth,
      handlers: [handler],
      transport: service.transport,
      now: () => ours,
    });
    expect(service.calls[1]?.input['ChallengeResponses']).toMatchObject({
      TIMESTAMP: String(ours + skew),
    });
  });
});

describe('abort', () => {
  test('G118: an aborted sign-in and an aborted answer send nothing', async () => {
    const reason = new Error('the user left');
    const gone = AbortSignal.abort(reason);
    const service = scripted(challenge(code.name, {}, 'one'), tokens());
    const options = { ...start, handlers: [code], transport: service.transport };
    await expect(signIn({ ...options, signal: gone })).rejects.toBe(reason);
    expect(service.calls).toHaveLength(0);
    const step = await signIn(options);
    if (step.kind !== 'challenge') throw new Error(step.kind);
    await expect(step.answer({ code: '1' }, { signal: gone })).rejects.toBe(reason);
    expect(service.calls).toHaveLength(1);
    expect((await step.answer({ code: '1' })).kind).toBe('signed-in');
  });

  test('the signal of an answer goes to the transport', async () => {
    const service = scripted(challenge(code.name, {}, 'one'), tokens());
    const step = await signIn({ ...start, handlers: [code], transport: service.transport });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    const { signal } = new AbortController();
    await step.answer({ code: '1' }, { signal });
    expect(service.calls[1]?.signal).toBe(signal);
  });
});

test('C57: two sign-ins on one transport do not meet', async () => {
  const transport = async ({ input }: { input: { Session?: string } }) =>
    input.Session === undefined
      ? success({ ChallengeName: code.name, Session: session(JSON.stringify(input)) })
      : tokens({ AccessToken: input.Session });
  const users = ['ann', 'bob', 'cat'];
  const steps = await Promise.all(
    users.map((username) => signIn({ ...start, username, handlers: [code], transport })),
  );
  const ends = await Promise.all(
    steps.map(async (step) => (step.kind === 'challenge' ? step.answer({ code: '1' }) : step)),
  );
  for (const [n, end] of ends.entries()) {
    expect(end.kind === 'signed-in' && end.tokens.accessToken).toContain(users[n]);
  }
});
