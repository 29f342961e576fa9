/**
 * Negative cases of device stores, and of secrets: what fails must not tell them.
 *
 * @module
 */
import type { DeviceRecord } from '@countersign/contract';
import { createMemoryDeviceStore, rememberDevices } from '@countersign/flow/devices';
import { refreshTokens } from '@countersign/flow/refresh';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { createFetchTransport } from '@countersign/transport';
import { expectEqual } from '../suite/_check.ts';
import type { TestApi } from '../suite/srp-implementation.ts';
import { CLIENT, answerTo, asks, createScript, no, rejectionOf } from './_script.ts';
import { start, yes } from './_script.ts';
import { soon } from './transport.ts';
import type { Line, Script } from './_script.ts';

const NEW_DEVICE = {
  NewDeviceMetadata: { DeviceKey: 'eu-west-1_device', DeviceGroupKey: '-group' },
};
const RECORD = { deviceKey: 'eu-west-1_device', deviceGroupKey: '-group', devicePassword: 'pw' };
const CODE = { code: '123456' };

/** Registers them. */
export function registerSecretCases(api: TestApi): void {
  registerStores(api);
  registerSecrets(api);
}

type Store = ReturnType<typeof createMemoryDeviceStore>;

function devicesOf(own: Partial<Store>): ReturnType<typeof rememberDevices> {
  const store = { ...createMemoryDeviceStore(), ...own };
  return rememberDevices({ store, createSecret: createDeviceSecret });
}

function registerStores({ test }: TestApi): void {
  const fault = new Error('The quota is exceeded.');
  const fails = (): Promise<never> => Promise.reject(fault);

  test('case 143: a store that cannot be read: nothing is sent, and its error is the caller’s', async () => {
    const script = createScript();
    const thrown = await rejectionOf(() => start(script, { devices: devicesOf({ load: fails }) }));
    expectEqual([thrown === (fault as unknown), script.sent.length], [true, 0], 'the end');
  });

  test('case 144: a store that is full costs no tokens', async () => {
    const script = createScript(yes('alice', NEW_DEVICE), {});
    const step = await start(script, { devices: devicesOf({ save: fails }) });
    if (step.kind !== 'signed-in') throw new Error(`It ended as ${step.kind}.`);
    expectEqual(step.device?.kind, 'failed', 'the device');
  });

  for (const [number, comment, record] of [
    [146, 'no object', 'eu-west-1_device'],
    [147, 'half of it', { deviceKey: 'eu-west-1_device' }],
    [147, 'a member that is empty', { ...RECORD, devicePassword: '' }],
    [150, 'a member that is too long', { ...RECORD, deviceKey: 'k'.repeat(56) }],
  ] as const) {
    test(`case ${number}: a device record that is damaged: ${comment}`, async () => {
      const script = createScript();
      const load = async (): Promise<DeviceRecord> => record as DeviceRecord;
      const error = await rejectionOf(() => start(script, { devices: devicesOf({ load }) }));
      expectEqual([error['code'], error['argument']], ['ERR_ARGUMENT', 'devices'], 'error');
      expectEqual(script.sent.length, 0, 'the number of requests');
    });
  }

  test('case 150: a device that the next sign-in would refuse is not kept', async () => {
    const store = createMemoryDeviceStore();
    const NewDeviceMetadata = { DeviceKey: 'k'.repeat(56), DeviceGroupKey: '-group' };
    const script = createScript(yes('alice', { NewDeviceMetadata }), {});
    const step = await start(script, { devices: devicesOf(store) });
    if (step.kind !== 'signed-in') throw new Error(`It ended as ${step.kind}.`);
    expectEqual([step.device?.kind, await store.load('alice')], ['failed', undefined], 'device');
  });

  test('case 152: the device that another tab has put in the dead one’s place stays', async () => {
    const store = createMemoryDeviceStore();
    await store.save('alice', { ...RECORD, deviceKey: 'eu-west-1_dead' });
    const fresh = { ...RECORD, deviceKey: 'eu-west-1_fresh' };
    const script = createScript(async () => {
      await store.save('alice', fresh);
      const unknown = no('ResourceNotFoundException', 'Device does not exist.');
      return new Response(JSON.stringify(unknown), { status: 400 });
    }, yes());
    const step = await start(script, { devices: devicesOf(store) });
    expectEqual([step.kind, await store.load('alice')], ['signed-in', fresh], 'the end');
  });

  test('case 151: users who are called like members of every object', async () => {
    const store = createMemoryDeviceStore();
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expectEqual(await store.load(name), undefined, name);
      await store.save(name, RECORD);
      expectEqual(await store.load(name), RECORD, name);
    }
    expectEqual(await store.load('hasOwnProperty'), undefined, 'another name');
  });

  test('case 153: a store that never answers ends with the signal', async () => {
    const script = createScript();
    const controller = new AbortController();
    const load = async (): Promise<never> => {
      await Promise.resolve();
      controller.abort('gone');
      return new Promise(() => {});
    };
    const devices = devicesOf({ load });
    const ended = rejectionOf(() => start(script, { devices, signal: controller.signal }));
    expectEqual([await soon(ended), script.sent.length], ['gone', 0], 'the end');
  });

  test('case 155: a device that cannot be forgotten is reported', async () => {
    const unknown = no('ResourceNotFoundException', 'Device does not exist.');
    const devices = devicesOf({ load: async () => RECORD, forget: fails });
    const thrown = await rejectionOf(() => start(createScript(unknown), { devices }));
    expectEqual(thrown === (fault as unknown), true, 'the error');
  });
}

const CANARY = 'canary';
const canary = (name: string): string => `${CANARY}-${name}-${CANARY}`.padEnd(24, '.');
const LOGIN = {
  username: canary('user'),
  password: canary('password'),
  clientMetadata: { secret: canary('metadata') },
  userContextData: () => ({ encodedData: canary('context'), ipAddress: '192.0.2.1' }),
};

/** What goes wrong, and how the answer to a code, if there is one, does. */
const ENDS: readonly (readonly [name: string, ...script: readonly Line[]])[] = [
  ['a refusal', no('NotAuthorizedException')],
  ['a page', () => Promise.resolve(new Response(`<p>${canary('page')}</p>`))],
  ['broken JSON', () => Promise.resolve(new Response(`{"Session":"${canary('session')}`))],
  ['no connection', () => Promise.reject(new TypeError(`${CANARY} in a failure of fetch`))],
  [
    'a fetch that throws',
    () => {
      throw new TypeError(`${CANARY} thrown`);
    },
  ],
  [
    'a challenge without parameters',
    asksWith('NEW_PASSWORD_REQUIRED', { requiredAttributes: `{"${CANARY}` }),
  ],
  ['tokens and a challenge', { ...yes(), ChallengeName: 'SMS_MFA' }],
  ['a code that is refused', asksWith('SMS_MFA'), no('CodeMismatchException')],
  [
    'an answer that is a page',
    asksWith('SMS_MFA'),
    () => Promise.resolve(new Response(canary('page'))),
  ],
  ['an answer that fails', asksWith('SMS_MFA'), () => Promise.reject(new TypeError(CANARY))],
];

function asksWith(name: string, parameters: object = {}): Record<string, unknown> {
  return { ChallengeName: name, ChallengeParameters: parameters, Session: canary('session') };
}

function registerSecrets({ test }: TestApi): void {
  for (const [name, ...lines] of ENDS) {
    test(`case 189: no secret in what comes of ${name}`, async () => {
      const clock = { ...timersAtOnce };
      const script = createScript(...lines, ...lines, ...lines);
      const ended = await endOf(script, clock);
      const told = tellAll(ended);
      expectEqual(told.includes(CANARY), false, `a canary in ${told.slice(0, 200)}`);
      for (const { url } of script.sent) expectEqual(url.includes(CANARY), false, 'the URL');
    });
  }

  test('case 191: a URL carries nothing but the endpoint', async () => {
    const script = createScript(asks('SMS_MFA'), yes());
    await answerTo(await start(script, LOGIN))(CODE);
    const urls = new Set(script.sent.map(({ url }) => url));
    expectEqual([...urls], ['https://cognito-idp.eu-west-1.amazonaws.com/'], 'the URLs');
  });

  test('case 195: an argument that is refused is not repeated', async () => {
    const lone = `${CANARY} \ud800`;
    for (const own of [{ username: lone }, { password: lone }, { password: CANARY.repeat(99) }]) {
      const error = await rejectionOf(() => start(createScript(), own));
      expectEqual(error['code'], 'ERR_ARGUMENT', 'error');
      expectEqual(tellAll(error).includes(CANARY), false, 'a canary');
    }
  });

  test('case 196: the data for threat protection is sent, and not told', async () => {
    const script = createScript(no('NotAuthorizedException'));
    const step = await start(script, LOGIN);
    expectEqual(
      JSON.stringify(script.sent[0]?.body).includes(canary('context')),
      true,
      'it is sent',
    );
    expectEqual(tellAll(step).includes(CANARY), false, 'a canary');
  });

  test('case 137: a client secret that is wrong here ends no session', async () => {
    const message = 'Unable to verify secret hash for client 1example23456789';
    const refreshed = await refresh(createScript(no('NotAuthorizedException', message)));
    expectEqual(refreshed.kind === 'refused' && refreshed.sessionEnded, false, 'the session');
  });

  test('case 140: an empty refresh token is none', async () => {
    const refreshed = await refresh(createScript(yes('alice', { RefreshToken: '' })));
    if (refreshed.kind !== 'refreshed') throw new Error(`It ended as ${refreshed.kind}.`);
    expectEqual(refreshed.tokens.refreshToken, canary('token'), 'the token');
  });

  test('case 138: a refresh that is refused does not repeat the token', async () => {
    const script = createScript(no('NotAuthorizedException', 'Refresh Token has been revoked'));
    const refreshed = await refresh(script);
    if (refreshed.kind !== 'refused') throw new Error(`It ended as ${refreshed.kind}.`);
    expectEqual(refreshed.sessionEnded, true, 'the session is over');
    expectEqual(tellAll(refreshed).includes(CANARY), false, 'a canary');
  });
}

function refresh({ fetch }: Pick<Script, 'fetch'>): ReturnType<typeof refreshTokens> {
  return refreshTokens({
    transport: createFetchTransport({ region: 'eu-west-1', fetch }),
    clientId: CLIENT.clientId,
    refreshToken: canary('token'),
    deviceKey: null,
  });
}

const timersAtOnce = {
  now: () => 0,
  random: () => 0,
  schedule: (callback: () => void, delayMs: number): (() => void) => {
    // The time limit of a call is longer than any wait.
    if (delayMs >= 10_000) return () => {};
    const timer = setTimeout(callback, 0);
    return () => clearTimeout(timer);
  },
};

/** A refused step, or what was thrown. Of a step that asks again, what the service said. */
async function endOf(script: Script, timers: typeof timersAtOnce): Promise<unknown> {
  try {
    const step = await start(script, LOGIN, { timers });
    const last = step.kind === 'challenge' ? await answerTo(step)(CODE) : step;
    return 'error' in last ? last.error : undefined;
  } catch (error) {
    return error;
  }
}

/** All that an error says of itself, and so its causes. */
function tellAll(told: unknown, depth = 0): string {
  if (depth > 4 || typeof told !== 'object' || told === null) return String(told);
  const own = Object.getOwnPropertyNames(told).map((name) => [
    name,
    tellAll((told as Record<string, unknown>)[name], depth + 1),
  ]);
  const spoken = told instanceof Error ? String(told) : '';
  return `${spoken} ${JSON.stringify(told)} ${JSON.stringify(own)}`;
}
