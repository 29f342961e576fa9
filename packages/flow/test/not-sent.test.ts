/** A step takes one answer; one that never left does not count. */
import { describe, expect, test } from 'vitest';
import { ArgumentError, ServiceError, TransportError } from '@countersign/contract';
import type { ChallengeHandler } from '@countersign/contract';
import { signIn } from '../src/index.ts';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { userSrpAuth } from '../src/auth-flows/user-srp-auth.ts';
import { code, machine } from './_handlers.ts';
import { challenge, client, scripted, tokens } from './_scripted.ts';

const start = { client, username: 'real', password: 'pw', authFlow: userPasswordAuth };

describe('an answer that did not leave', () => {
  const offline = (): never => {
    throw new TransportError('network', 'No connection.', { outcome: 'not-sent' });
  };
  const throttled = {
    kind: 'refusal' as const,
    error: new ServiceError('TooManyRequestsException', '', { status: 400, retryable: true }),
  };

  test('because the transport says so can be given again', async () => {
    const service = scripted(challenge(code.name, {}, 'one'), offline, offline, tokens());
    const step = await signIn({ ...start, handlers: [code], transport: service.transport });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    const answer = () => step.answer({ code: '123456' });
    await expect(answer()).rejects.toMatchObject({ outcome: 'not-sent' });
    await expect(answer()).rejects.toMatchObject({ outcome: 'not-sent' });
    expect(await answer()).toMatchObject({ kind: 'signed-in' });
    await expect(answer()).rejects.toMatchObject({ reason: 'already-answered' });
  });

  test('because the transport cannot write it can be given again', async () => {
    const impossible = (): never => {
      throw new ArgumentError(
        'input',
        'invalid-value',
        'input must be an object that JSON can hold.',
      );
    };
    const service = scripted(challenge(code.name, {}, 'one'), impossible, tokens());
    const step = await signIn({ ...start, handlers: [code], transport: service.transport });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    await expect(step.answer({ code: '123456' })).rejects.toMatchObject({ argument: 'input' });
    expect(await step.answer({ code: '123456' })).toMatchObject({ kind: 'signed-in' });
  });

  test('because the secret hash failed can be given again', async () => {
    const service = scripted(challenge(code.name, {}, 'one'), tokens());
    const secretHash = async (): Promise<string> => {
      if (service.calls.length === 1 && attempts++ === 0) throw new Error('vault is sealed');
      return 'hash';
    };
    let attempts = 0;
    const step = await signIn({
      ...start,
      client: { ...client, secretHash },
      handlers: [code],
      transport: service.transport,
    });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    await expect(step.answer({ code: '123456' })).rejects.toThrow('vault is sealed');
    expect(await step.answer({ code: '123456' })).toMatchObject({ kind: 'signed-in' });
  });

  test('is none that was taken, whatever comes after it is not sent', async () => {
    const eager: ChallengeHandler<'PASSWORD_SRP', object, object> = {
      name: 'PASSWORD_SRP',
      read: () => ({}),
      automatic: () => ({}),
      reply: () => ({ kind: 'respond', responses: {} }),
    };
    const service = scripted(challenge(code.name, {}, 'one'), challenge(eager.name), offline);
    const handlers = [code, eager];
    const step = await signIn({ ...start, handlers, transport: service.transport });
    if (step.kind !== 'challenge' || step.name !== code.name) throw new Error(step.kind);
    const answer = () => step.answer({ code: '123456' });
    await expect(answer()).rejects.toMatchObject({ outcome: 'not-sent' });
    await expect(answer()).rejects.toMatchObject({ reason: 'already-answered' });
    expect(service.calls).toHaveLength(3);
  });

  test('is none that was aborted on its way, whatever the reason of the abort says', async () => {
    const controller = new AbortController();
    const reason = new TransportError('network', 'Another call.', { outcome: 'not-sent' });
    const hang = (): never => {
      controller.abort(reason);
      throw reason;
    };
    const service = scripted(challenge(code.name, {}, 'one'), hang);
    const step = await signIn({ ...start, handlers: [code], transport: service.transport });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    const { signal } = controller;
    await expect(step.answer({ code: '123456' }, { signal })).rejects.toBe(reason);
    await expect(step.answer({ code: '123456' })).rejects.toMatchObject({
      reason: 'already-answered',
    });
  });

  test('and is no proof can be given again, though a proof was prepared', async () => {
    const service = scripted(challenge(code.name, {}, 'one'), offline, throttled, tokens());
    const handlers = [code, machine().handler];
    const options = { ...start, authFlow: userSrpAuth, handlers };
    const step = await signIn({ ...options, transport: service.transport });
    if (step.kind !== 'challenge' || step.name !== code.name) throw new Error(step.kind);
    await expect(step.answer({ code: '123456' })).rejects.toMatchObject({ outcome: 'not-sent' });
    const next = await step.answer({ code: '123456' });
    if (next.kind !== 'retry' || next.name !== code.name) throw new Error(next.kind);
    expect(await next.answer({ code: '123456' })).toMatchObject({ kind: 'signed-in' });
  });

  test('but was a proof cannot: the secret behind it is used up', async () => {
    const { handler } = machine();
    const service = scripted(challenge('PASSWORD_VERIFIER'), offline);
    const step = await signIn({
      client,
      username: 'real',
      authFlow: { ...userSrpAuth, parameters: () => ({}) },
      handlers: [handler],
      transport: service.transport,
    });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    await expect(step.answer({ password: 'pw' })).rejects.toMatchObject({ outcome: 'not-sent' });
    await expect(step.answer({ password: 'pw' })).rejects.toMatchObject({
      reason: 'already-answered',
    });
  });
});
