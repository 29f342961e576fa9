/** A remembered device, from its confirmation to the sign-in that needs no second factor. */
import { describe, expect, test } from 'vitest';
import { ServiceError } from '@countersign/contract';
import type { CognitoCall, CognitoReply, DeviceRecord, WireObject } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { rememberDevices } from '@countersign/flow/devices';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { secureRandom } from '@countersign/srp-core';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { openServerSrp } from '@countersign/srp-core/server';
import type { ServerEphemeral } from '@countersign/srp-core/server';
import { devicePasswordVerifier } from '../src/device-password-verifier.ts';
import { deviceSrpAuth } from '../src/device-srp-auth.ts';
import { passwordVerifier } from '../src/password-verifier.ts';
import { client, nowMs, refusal, success } from './_sign-in.ts';

const newDevice = { DeviceKey: 'eu-west-1_f00d', DeviceGroupKey: '-group' };
const secretBlockBase64 = 'c2VjcmV0IGJsb2Nr';
const claims = btoa(JSON.stringify({ username: 'real' }));
const result = { AccessToken: `h.${claims}.s`, ExpiresIn: 3600 };

/** A service that remembers one device and checks its proof. `forgets` after the confirmation. */
function deviceService(forgets = false) {
  const calls: CognitoCall[] = [];
  let verifierHex: string | undefined;
  let saltHex = '';
  let opened: { readonly server: ServerEphemeral; readonly publicAHex: string } | undefined;

  const operations: Record<string, (input: WireObject) => CognitoReply> = {
    ConfirmDevice({ DeviceSecretVerifierConfig }) {
      const config = DeviceSecretVerifierConfig as Record<string, string>;
      verifierHex = hexFromBase64(config['PasswordVerifier'] ?? '');
      saltHex = hexFromBase64(config['Salt'] ?? '');
      return success({ UserConfirmationNecessary: false });
    },
    InitiateAuth({ AuthParameters }) {
      const { DEVICE_KEY } = AuthParameters as Record<string, string>;
      if (DEVICE_KEY !== newDevice.DeviceKey) {
        return success({ AuthenticationResult: { ...result, NewDeviceMetadata: newDevice } });
      }
      return success({
        ChallengeName: 'DEVICE_SRP_AUTH',
        ChallengeParameters: { USERNAME: 'real' },
      });
    },
    RespondToAuthChallenge({ ChallengeName, ChallengeResponses }) {
      const responses = ChallengeResponses as Record<string, string>;
      expect(responses['DEVICE_KEY']).toBe(newDevice.DeviceKey);
      return ChallengeName === 'DEVICE_SRP_AUTH' ? open(responses) : check(responses);
    },
  };

  function open(responses: Record<string, string>): CognitoReply {
    if (forgets || verifierHex === undefined) {
      const error = new ServiceError('ResourceNotFoundException', 'Device does not exist.', {
        status: 400,
      });
      return { kind: 'refusal', error };
    }
    const server = openServerSrp({ verifierHex, random: secureRandom });
    opened = { server, publicAHex: responses['SRP_A'] ?? '' };
    return success({
      ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
      ChallengeParameters: {
        SALT: saltHex,
        SRP_B: server.publicBHex,
        SECRET_BLOCK: secretBlockBase64,
        USERNAME: 'real',
        DEVICE_KEY: newDevice.DeviceKey,
      },
    });
  }

  function check(responses: Record<string, string>): CognitoReply {
    const isRight = opened?.server.checkClaim({
      publicAHex: opened.publicAHex,
      poolName: newDevice.DeviceGroupKey,
      userIdForSrp: newDevice.DeviceKey,
      secretBlockBase64: responses['PASSWORD_CLAIM_SECRET_BLOCK'] ?? '',
      timestamp: responses['TIMESTAMP'] ?? '',
      signatureBase64: responses['PASSWORD_CLAIM_SIGNATURE'] ?? '',
    });
    return isRight === true
      ? success({ AuthenticationResult: result })
      : refusal('NotAuthorizedException');
  }

  const transport = async (call: CognitoCall): Promise<CognitoReply> => {
    calls.push(call);
    return operations[call.operation]!(call.input);
  };
  return { transport, calls };
}

function memory(records = new Map<string, DeviceRecord>()) {
  return {
    records,
    load: async (username: string) => records.get(username),
    save: async (username: string, record: DeviceRecord) => void records.set(username, record),
    forget: async (username: string) => void records.delete(username),
  };
}

async function signInTo(
  { transport }: ReturnType<typeof deviceService>,
  store: ReturnType<typeof memory>,
) {
  return signIn({
    transport,
    client,
    authFlow: userPasswordAuth,
    handlers: [deviceSrpAuth, devicePasswordVerifier],
    username: 'real',
    password: 'P@ssw0rd-1',
    now: () => nowMs,
    devices: rememberDevices({ store, createSecret: createDeviceSecret }),
  });
}

function hexFromBase64(text: string): string {
  return Array.from(atob(text), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(
    '',
  );
}

describe('a remembered device', () => {
  test('is confirmed once, and then proves itself: no human, no second factor', async () => {
    const service = deviceService();
    const store = memory();
    expect(await signInTo(service, store)).toMatchObject({ device: { kind: 'remembered' } });
    expect(await signInTo(service, store)).toMatchObject({
      kind: 'signed-in',
      challenges: ['DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'],
    });
    const password = store.records.get('real')?.devicePassword ?? '';
    expect(JSON.stringify(service.calls)).not.toContain(password);
  });

  test('that is another one is refused, forgotten, and replaced by a new one', async () => {
    const service = deviceService();
    const store = memory();
    await signInTo(service, store);
    const record = store.records.get('real')!;
    store.records.set('real', { ...record, devicePassword: `${record.devicePassword}x` });
    expect(await signInTo(service, store)).toMatchObject({
      kind: 'signed-in',
      challenges: [],
      device: { kind: 'remembered' },
    });
    expect(store.records.get('real')?.devicePassword).not.toContain(record.devicePassword);
  });

  test('C62: that the service forgot is forgotten here, and the sign-in starts again once', async () => {
    const service = deviceService(true);
    const store = memory();
    await signInTo(service, store);
    expect(await signInTo(service, store)).toMatchObject({ kind: 'signed-in', challenges: [] });
    const openings = service.calls.filter(({ operation }) => operation === 'InitiateAuth');
    expect(openings).toHaveLength(3);
  });
});

test('a service that asks for the password after SRP_A of a device gets no proof of it', async () => {
  const record = {
    deviceKey: 'eu-west-1_f00d',
    deviceGroupKey: '-group',
    devicePassword: 'secret',
  };
  const server = openServerSrp({ verifierHex: '1234', random: secureRandom });
  const ask = success({
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: 'a1b2c3',
      SRP_B: server.publicBHex,
      SECRET_BLOCK: secretBlockBase64,
      USER_ID_FOR_SRP: 'real',
    },
  });
  const replies = [
    success({ ChallengeName: 'DEVICE_SRP_AUTH', ChallengeParameters: { USERNAME: 'real' } }),
    ask,
  ];
  let sent = 0;
  const attempt = signIn({
    client,
    authFlow: userPasswordAuth,
    handlers: [passwordVerifier, deviceSrpAuth, devicePasswordVerifier],
    username: 'real',
    password: 'P@ssw0rd-1',
    devices: memory(new Map([['real', record]])),
    transport: async () => {
      sent += 1;
      return replies[sent - 1]!;
    },
  });
  await expect(attempt).rejects.toMatchObject({ reason: 'unexpected-challenge' });
  expect(sent).toBe(2);
});

describe('DEVICE_PASSWORD_VERIFIER that is not one: a typed error, and nothing more is sent', () => {
  const record = {
    deviceKey: 'eu-west-1_f00d',
    deviceGroupKey: '-group',
    devicePassword: 'secret',
  };
  const good = { SALT: 'a1b2c3', SRP_B: 'b0', SECRET_BLOCK: secretBlockBase64, USERNAME: 'real' };

  test.each(['SALT', 'SRP_B', 'SECRET_BLOCK'])('%s missing, empty or malformed', async (field) => {
    for (const value of [undefined, '', 'no hex, no base64', '0', '-1']) {
      const { [field]: _, ...rest } = good as Record<string, string>;
      const parameters = value === undefined ? rest : { ...rest, [field]: value };
      const replies = [
        success({ ChallengeName: 'DEVICE_SRP_AUTH', ChallengeParameters: { USERNAME: 'real' } }),
        success({ ChallengeName: 'DEVICE_PASSWORD_VERIFIER', ChallengeParameters: parameters }),
      ];
      const calls: CognitoCall[] = [];
      const store = memory(new Map([['real', record]]));
      const attempt = signInTo(
        {
          calls,
          transport: async (call) => {
            calls.push(call);
            return replies[calls.length - 1]!;
          },
        },
        store,
      );
      await expect(attempt).rejects.toMatchObject({ code: 'ERR_PROTOCOL', field });
      expect(calls).toHaveLength(2);
      expect(store.records.get('real')).toEqual(record);
    }
  });
});
