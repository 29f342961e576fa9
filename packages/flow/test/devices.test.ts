/** A device that the service proposes is confirmed under the real name, and never costs the tokens. */
import { describe, expect, test, vi } from 'vitest';
import type { ChallengeHandler, DeviceStore } from '@countersign/contract';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { updateDeviceStatus } from '../src/devices.ts';
import { signIn } from '../src/index.ts';
import { claims, memory, newDevice, proposal, signInProposed } from './_proposal.ts';
import { challenge, client, refusal, scripted, success, tokens } from './_scripted.ts';

describe('NewDeviceMetadata', () => {
  test('is confirmed before the tokens are handed out, and kept under the real user name', async () => {
    const service = scripted(proposal, success({ UserConfirmationNecessary: false }));
    const store = memory();
    const step = await signInProposed(service, store);
    expect(step).toMatchObject({
      username: 'real',
      newDevice,
      device: { kind: 'remembered', deviceKey: newDevice.deviceKey },
    });
    expect([...store.records.keys()]).toEqual(['real']);
    expect(store.records.get('real')).toMatchObject(newDevice);
    expect(service.calls[1]).toMatchObject({
      operation: 'ConfirmDevice',
      input: {
        AccessToken: step.tokens.accessToken,
        DeviceKey: newDevice.deviceKey,
        DeviceName: 'laptop',
        DeviceSecretVerifierConfig: {
          Salt: expect.any(String) as string,
          PasswordVerifier: expect.any(String) as string,
        },
      },
    });
    const password = store.records.get('real')?.devicePassword ?? '';
    expect(password).toHaveLength(56);
    expect(JSON.stringify(service.sent())).not.toContain(password);
  });

  test("the user's word can change later; a refusal is thrown", async () => {
    const refused = refusal('ResourceNotFoundException', 'Device does not exist.');
    const { transport, calls } = scripted(success({}), refused);
    const word = { transport, accessToken: 'a.b.c', deviceKey: newDevice.deviceKey };
    await updateDeviceStatus({ ...word, remember: false });
    expect(calls[0]).toEqual({
      operation: 'UpdateDeviceStatus',
      input: {
        AccessToken: 'a.b.c',
        DeviceKey: newDevice.deviceKey,
        DeviceRememberedStatus: 'not_remembered',
      },
    });
    await expect(updateDeviceStatus({ ...word, remember: true })).rejects.toMatchObject({
      code: 'ERR_SERVICE',
      service: 'ResourceNotFoundException',
    });
  });

  test('a failure is told, and the tokens stay', async () => {
    const refused = refusal('InvalidParameterException', 'Invalid device key given.');
    const lost = (): never => {
      throw new Error('connection reset');
    };
    for (const failure of [refused, lost]) {
      const store = memory();
      const step = await signInProposed(scripted(proposal, failure), store);
      expect(step.tokens.accessToken).toContain(claims);
      expect(step.device).toMatchObject({ kind: 'failed', error: expect.any(Error) as Error });
      expect(store.records.size).toBe(0);
    }
  });

  test('a device that no sign-in would take back is not confirmed, nor kept', async () => {
    const long = { DeviceKey: 'k'.repeat(56), DeviceGroupKey: '-group' };
    const service = scripted(tokens({ NewDeviceMetadata: long }), success({}));
    const store = memory();
    const { device } = await signInProposed(service, store);
    expect(device).toMatchObject({ kind: 'failed', error: { argument: 'newDevice' } });
    expect(store.records.size).toBe(0);
    expect(service.calls).toHaveLength(1);
  });

  test('a store that fails is told, too', async () => {
    const full = { ...memory(), save: () => Promise.reject(new Error('disk full')) };
    const service = scripted(proposal, success({ UserConfirmationNecessary: false }));
    expect((await signInProposed(service, full)).device).toMatchObject({ kind: 'failed' });
  });

  test('without `devices` nothing is confirmed, and the proposal is handed out', async () => {
    const service = scripted(proposal);
    const step = await signIn({
      transport: service.transport,
      client,
      authFlow: userPasswordAuth,
      handlers: [],
      username: 'real',
      password: 'pw',
    });
    expect(step).toMatchObject({ kind: 'signed-in', newDevice });
    expect(step).not.toHaveProperty('device');
    expect(service.calls).toHaveLength(1);
  });
});

test('a store that says null of what it does not have is one without a record', async () => {
  const service = scripted(tokens());
  const store = { ...memory(), load: async () => null as unknown as undefined };
  expect(await signInProposed(service, store)).toMatchObject({ kind: 'signed-in' });
  expect(service.calls[0]?.input['AuthParameters']).not.toHaveProperty('DEVICE_KEY');
});

describe('a store that hangs', () => {
  const never = new Promise<never>(() => {});
  const hanging: DeviceStore = { load: () => never, save: () => never, forget: () => never };

  test.each([
    ['load', hanging, 0],
    ['forget', { ...hanging, load: async () => ({ ...newDevice, devicePassword: 'pw' }) }, 1],
  ] as const)('in %s: an abort ends the wait, with its own reason', async (_, store, sent) => {
    const service = scripted(refusal('ResourceNotFoundException', 'Device does not exist.'));
    const controller = new AbortController();
    const reason = new Error('the user went away');
    const signingIn = signInProposed(service, store, { signal: controller.signal });
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(reason);
    await expect(signingIn).rejects.toBe(reason);
    expect(service.calls).toHaveLength(sent);
  });

  test('a store that fails does not cost the challenge that follows a good answer', async () => {
    let isDown = false;
    const store: DeviceStore = {
      ...memory(),
      load: () =>
        isDown ? Promise.reject(new Error('store is down')) : Promise.resolve(undefined),
    };
    const asks: ChallengeHandler<'ASKS', object, string> = {
      name: 'ASKS',
      read: () => ({}),
      reply: (_prompt, ANSWER) => ({ kind: 'respond', responses: { ANSWER } }),
    };
    const goDown = () => {
      isDown = true;
      return challenge('ASKS', {}, 'two');
    };
    const service = scripted(challenge('ASKS', {}, 'one'), goDown, tokens());
    const step = await signIn({
      transport: service.transport,
      client,
      authFlow: userPasswordAuth,
      handlers: [asks],
      username: 'alice',
      password: 'pw',
      devices: store,
    });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    const next = await step.answer('one');
    if (next.kind !== 'challenge') throw new Error(next.kind);
    await expect(next.answer('two')).rejects.toThrow('store is down');
    isDown = false;
    expect(await next.answer('two')).toMatchObject({ kind: 'signed-in' });
  });

  test('in save: an abort ends the wait, and the tokens stay', async () => {
    const service = scripted(proposal, success({ UserConfirmationNecessary: false }));
    const controller = new AbortController();
    const store: DeviceStore = { ...memory(), save: () => never };
    const signingIn = signInProposed(service, store, { signal: controller.signal });
    await vi.waitFor(() => expect(service.calls).toHaveLength(2));
    const reason = new Error('the user went away');
    controller.abort(reason);
    expect(await signingIn).toMatchObject({
      tokens: { refreshToken: 'refresh' },
      device: { kind: 'failed', error: reason },
    });
  });

  test('an answer that was aborted there can be given again', async () => {
    const controller = new AbortController();
    let isHanging = true;
    const store: DeviceStore = {
      ...hanging,
      load: async () => (isHanging ? never : undefined),
    };
    const service = scripted(challenge('ASKS', {}, 'one'), tokens());
    const asks: ChallengeHandler<'ASKS', object, string> = {
      name: 'ASKS',
      read: () => ({}),
      reply: (_prompt, ANSWER) => ({ kind: 'respond', responses: { ANSWER } }),
    };
    isHanging = false;
    const step = await signIn({
      transport: service.transport,
      client,
      authFlow: userPasswordAuth,
      handlers: [asks],
      username: 'alice',
      password: 'pw',
      devices: store,
    });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    isHanging = true;
    const answering = step.answer('once', { signal: controller.signal });
    controller.abort('gone');
    await expect(answering).rejects.toBe('gone');
    isHanging = false;
    expect(await step.answer('twice')).toMatchObject({ kind: 'signed-in' });
    expect(service.calls).toHaveLength(2);
  });
});
