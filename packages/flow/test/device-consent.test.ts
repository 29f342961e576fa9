/** Where the pool wants the user's word, nothing is kept before the service has taken a yes. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { CognitoReply, ConfirmedDevice, DeviceStore } from '@countersign/contract';
import { memory, newDevice, proposal, signInProposed } from './_proposal.ts';
import { refusal, scripted, success } from './_scripted.ts';
import type { Scripted } from './_scripted.ts';

type Consent = Extract<ConfirmedDevice, { readonly kind: 'consent-needed' }>;

const asked = success({ UserConfirmationNecessary: true });
const refused = refusal('ResourceNotFoundException', 'Device does not exist.');
const lost = (): never => {
  throw new Error('connection reset');
};

async function askedFor(
  service: Scripted,
  store: DeviceStore,
  signal?: AbortSignal,
): Promise<Consent> {
  const { device } = await signInProposed(service, store, signal && { signal });
  if (device?.kind !== 'consent-needed') throw new Error(device?.kind);
  return device;
}

const anyWord = fc.record({
  remember: fc.boolean(),
  service: fc.constantFrom('takes', 'refuses', 'is lost'),
  saves: fc.boolean(),
});

test('whatever is answered, and fails: a record is there once a yes was taken and saved', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyWord, { maxLength: 5 }), async (words) => {
      let status = 'not_remembered';
      let canSave = true;
      const lines = words.map(({ service }) => {
        if (service === 'refuses') return refused;
        if (service === 'is lost') return lost;
        return ({ input }: { input: object }): CognitoReply => {
          status = String((input as Record<string, unknown>)['DeviceRememberedStatus']);
          return success({});
        };
      });
      const service = scripted(proposal, asked, ...lines);
      const kept = memory();
      const store: DeviceStore = {
        ...kept,
        async save(username, record) {
          expect(status).toBe('remembered');
          if (!canSave) throw new Error('disk full');
          await kept.save(username, record);
        },
      };
      const device = await askedFor(service, store);
      let isKept = false;
      for (const { remember, service: does, saves } of words) {
        canSave = saves;
        const before = status;
        const isTaken = does === 'takes';
        const answered = await device.answer(remember).then(
          () => true,
          () => false,
        );
        expect(answered).toBe(isTaken && (saves || !remember));
        expect(status).toBe(isTaken ? (remember ? 'remembered' : 'not_remembered') : before);
        isKept ||= answered && remember;
        expect([...kept.records]).toEqual(isKept ? [['real', device.record]] : []);
      }
      expect(service.calls).toHaveLength(2 + words.length);
    }),
  );
});

describe('the question', () => {
  test('comes with the record, for whoever keeps it before there is an answer', async () => {
    const store = memory();
    const { record, deviceKey } = await askedFor(scripted(proposal, asked), store);
    expect(deviceKey).toBe(newDevice.deviceKey);
    expect(record).toMatchObject(newDevice);
    expect(record.devicePassword).toHaveLength(56);
    expect(store.records.size).toBe(0);
  });

  test('is asked again at the next sign-in when nobody has answered', async () => {
    const store = memory();
    await askedFor(scripted(proposal, asked), store);
    const next = scripted(proposal, asked);
    const { device } = await signInProposed(next, store, { username: 'real' });
    expect(device?.kind).toBe('consent-needed');
    expect(JSON.stringify(next.sent()[0])).not.toContain('DEVICE_KEY');
  });

  test('leaves the device that was remembered before where it is', async () => {
    const store = memory();
    const former = { ...newDevice, deviceKey: 'eu-west-1_former', devicePassword: 'pw' };
    await store.save('real', former);
    const device = await askedFor(scripted(proposal, asked, success({})), store);
    expect(store.records.get('real')).toBe(former);
    await device.answer(false);
    expect(store.records.get('real')).toBe(former);
  });
});

describe('the answer', () => {
  test.each([
    { remember: true, sent: 'remembered', kept: ['real'] },
    { remember: false, sent: 'not_remembered', kept: [] },
  ])('$remember is sent as $sent', async ({ remember, sent, kept }) => {
    const service = scripted(proposal, asked, success({}));
    const store = memory();
    await (await askedFor(service, store)).answer(remember);
    expect(service.sent()[2]).toMatchObject({
      operation: 'UpdateDeviceStatus',
      input: { DeviceKey: newDevice.deviceKey, DeviceRememberedStatus: sent },
    });
    expect([...store.records.keys()]).toEqual(kept);
  });

  test('may come later than the sign-in was allowed to end', async () => {
    const controller = new AbortController();
    const service = scripted(proposal, asked, success({}));
    const store = memory();
    const device = await askedFor(service, store, controller.signal);
    controller.abort();
    await device.answer(true);
    expect(service.calls[2]).not.toHaveProperty('signal');
    expect(store.records.size).toBe(1);
  });

  test('that is refused is thrown as such, and so is what the store throws', async () => {
    const fault = new Error('disk full');
    const full: DeviceStore = { ...memory(), save: () => Promise.reject(fault) };
    const device = await askedFor(scripted(proposal, asked, refused, success({})), full);
    await expect(device.answer(true)).rejects.toMatchObject({
      code: 'ERR_SERVICE',
      service: 'ResourceNotFoundException',
    });
    await expect(device.answer(true)).rejects.toBe(fault);
  });

  test('does not wait for a store that hangs once it is aborted, and can be given again', async () => {
    let isHanging = true;
    const kept = memory();
    const store: DeviceStore = {
      ...kept,
      save: async (username, record) =>
        isHanging ? new Promise(() => {}) : kept.save(username, record),
    };
    const service = scripted(proposal, asked, success({}), success({}));
    const device = await askedFor(service, store);
    const controller = new AbortController();
    const answering = device.answer(true, { signal: controller.signal });
    await vi.waitFor(() => expect(service.calls).toHaveLength(3));
    controller.abort('gone');
    await expect(answering).rejects.toBe('gone');
    expect(service.calls[2]?.signal).toBe(controller.signal);
    isHanging = false;
    await device.answer(true);
    expect(kept.records.get('real')).toBe(device.record);
  });
});
