/** Hard case 2: a remembered device stands in for the second factor, and heals itself when it is gone. */
import { describe, expect, test } from 'vitest';
import type { DeviceRecord, DeviceStore } from '@countersign/contract';
import { signIn } from '../src/index.ts';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { code } from './_handlers.ts';
import { challenge, client, refusal, scripted, session, tokens } from './_scripted.ts';
import { devicePasswordVerifier, deviceSrpAuth, openedProofs } from './hard-cases/device.ts';

const device: DeviceRecord = {
  deviceKey: 'eu-west-1_f00d',
  deviceGroupKey: '-group',
  devicePassword: 'device password',
};

function deviceStore(records: Record<string, DeviceRecord>): DeviceStore & {
  readonly forgotten: string[];
} {
  const forgotten: string[] = [];
  return {
    forgotten,
    load: async (username) => records[username],
    save: async (username, record) => void (records[username] = record),
    async forget(username) {
      forgotten.push(username);
      delete records[username];
    },
  };
}

describe('DEVICE_SRP_AUTH, then DEVICE_PASSWORD_VERIFIER', () => {
  const handlers = [deviceSrpAuth, devicePasswordVerifier];
  const common = {
    client,
    authFlow: userPasswordAuth,
    handlers,
    username: 'alias',
    password: 'pw',
  };

  test('the record is found under the real name, and both steps need no human', async () => {
    const service = scripted(
      challenge('DEVICE_SRP_AUTH', { USERNAME: 'real' }, 'one'),
      challenge('DEVICE_PASSWORD_VERIFIER', { USERNAME: 'real' }),
      tokens(),
    );
    const devices = deviceStore({ real: device });
    const step = await signIn({ ...common, transport: service.transport, devices });
    expect(step).toMatchObject({
      kind: 'signed-in',
      challenges: ['DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'],
    });
    expect(service.calls[1]?.input['Session']).toBe(session('one'));
    expect(service.calls[2]?.input).not.toHaveProperty('Session');
    expect(openedProofs.at(-1)?.discarded).toBeGreaterThan(0);
  });

  test('a device the service has forgotten heals itself: once more, without it', async () => {
    const service = scripted(
      challenge('DEVICE_SRP_AUTH', { USERNAME: 'real' }, 'one'),
      refusal('ResourceNotFoundException', 'Device does not exist.'),
      tokens(),
    );
    const devices = deviceStore({ real: device, alias: device });
    const step = await signIn({ ...common, transport: service.transport, devices });
    expect(step.kind).toBe('signed-in');
    expect(devices.forgotten).toEqual(['real']);
    const openings = service.calls.filter(({ operation }) => operation === 'InitiateAuth');
    expect(openings.map(({ input }) => input['AuthParameters'])).toEqual([
      { USERNAME: 'alias', PASSWORD: 'pw', DEVICE_KEY: device.deviceKey },
      { USERNAME: 'alias', PASSWORD: 'pw' },
    ]);
  });

  test('is not healed by itself once a human has answered: that would be lost', async () => {
    const service = scripted(
      challenge(code.name, {}, 'zero'),
      challenge('DEVICE_SRP_AUTH', { USERNAME: 'real' }, 'one'),
      refusal('ResourceNotFoundException', 'Device does not exist.'),
    );
    const asked = await signIn({
      ...common,
      handlers: [...handlers, code],
      transport: service.transport,
      devices: deviceStore({ real: device }),
    });
    if (asked.kind !== 'challenge' || asked.name !== code.name) throw new Error(asked.kind);
    expect(await asked.answer({ code: '123456' })).toMatchObject({
      kind: 'restart',
      reason: 'device-forgotten',
      error: { service: 'ResourceNotFoundException' },
    });
    expect(service.calls).toHaveLength(3);
  });

  test('is kept where the access token of a step-up was revoked meanwhile', async () => {
    const service = scripted(
      challenge('DEVICE_SRP_AUTH', { USERNAME: 'real' }, 'one'),
      challenge('DEVICE_PASSWORD_VERIFIER', { USERNAME: 'real' }),
      refusal('NotAuthorizedException', 'Access Token has been revoked'),
    );
    const devices = deviceStore({ real: device });
    const step = await signIn({ ...common, transport: service.transport, devices });
    expect(step).toMatchObject({ kind: 'refused', error: { service: 'NotAuthorizedException' } });
    expect(devices.forgotten).toEqual([]);
  });

  test('healed once, not for ever', async () => {
    const ask = challenge('DEVICE_PASSWORD_VERIFIER', { USERNAME: 'real' });
    const service = scripted(
      challenge('DEVICE_SRP_AUTH', { USERNAME: 'real' }, 'one'),
      ask,
      refusal('NotAuthorizedException', 'Incorrect username or password.'),
      challenge('DEVICE_SRP_AUTH', { USERNAME: 'real' }, 'two'),
      ask,
      refusal('NotAuthorizedException', 'Incorrect username or password.'),
    );
    const stubborn = { ...deviceStore({}), load: async () => device };
    const step = await signIn({ ...common, transport: service.transport, devices: stubborn });
    expect(step).toMatchObject({ kind: 'restart', reason: 'device-forgotten' });
  });
});

describe('another tab keeps a new device while this one hears that the old one is gone', () => {
  const newer: DeviceRecord = { ...device, deviceKey: 'eu-west-1_beef' };
  const gone = refusal('ResourceNotFoundException', 'Device does not exist.');
  const wrong = refusal('NotAuthorizedException', 'Incorrect username or password.');
  const opening = challenge('DEVICE_SRP_AUTH', { USERNAME: 'real' }, 'one');
  const proof = challenge('DEVICE_PASSWORD_VERIFIER', { USERNAME: 'real' });

  test.each([
    ['at the door', [gone, tokens()]],
    ['when a code is answered', [challenge(code.name, {}, 'one'), gone, tokens()]],
    ['when the device begins', [opening, gone, tokens()]],
    ['when the device proves itself', [opening, proof, wrong, tokens()]],
  ])('%s: the new one stays', async (_, replies) => {
    const records: Record<string, DeviceRecord> = { real: device };
    const devices = deviceStore(records);
    const service = scripted(
      ...replies.map((reply) => () => {
        if (reply === gone || reply === wrong) records['real'] = newer;
        return reply;
      }),
    );
    const step = await signIn({
      client,
      authFlow: userPasswordAuth,
      handlers: [deviceSrpAuth, devicePasswordVerifier, code],
      username: 'real',
      password: 'pw',
      transport: service.transport,
      devices,
    });
    if (step.kind === 'challenge' && step.name === code.name) {
      await step.answer({ code: '123456' });
    }
    expect(service.calls).toHaveLength(replies.length);
    expect(records).toEqual({ real: newer });
  });
});
