/**
 * Remembered devices: the second SRP, with other names.
 *
 * @module
 */
import { COGNITO_PRIME } from '#reference';
import type { JsonObject } from '../case.ts';
import { area } from './check.ts';
import type { Check } from './check.ts';
import { timestampOf } from '../timestamp.ts';
import { deviceVerifier, open, signProof } from './proof.ts';
import type { DeviceRecord, Fault, Opening } from './proof.ts';
import { answer, begin, CheckFailure, hex, requirePool, requireRefused } from './world.ts';
import {
  requireProofParameters,
  requireTokens,
  respond,
  secretHash,
  signIn,
  tell,
} from './world.ts';
import type { Account, Pool, World } from './world.ts';
import type { WireReply } from './wire.ts';

const NO_SECOND_FACTOR =
  'The second factor is skipped by whoever knows the key of a device, which is no secret.';

interface Remembered {
  readonly pool: Pool;
  readonly account: Account;
  readonly device: DeviceRecord;
}

export const deviceChecks: readonly Check[] = area('device', [
  withDevice(
    'a remembered device signs in',
    'Users are asked for a code each time.',
    async (world, remembered) => {
      requireTokens(await deviceSignIn(world, remembered));
    },
  ),
  refusesProof('another device password', { devicePassword: 'not-it' }),
  refusesProof('the key of another device', {
    deviceKey: 'xx-test-1_00000000-0000-4000-8000-000000000000',
  }),
  refusesProof('another group key', { deviceGroupKey: '-other' }),
  refusesProof('S = 0', {}, { S: 0n }),
  refusesProof(
    'a signature of zeros',
    {},
    { signature: () => Buffer.alloc(32).toString('base64') },
  ),
  ...(
    [
      ['0', '0'],
      ['N', hex(COGNITO_PRIME)],
      ['2N', hex(2n * COGNITO_PRIME)],
    ] as const
  ).map(([what, SRP_A]) =>
    withDevice(
      `refuses SRP_A = ${what} of a device`,
      NO_SECOND_FACTOR,
      async (world, remembered) => {
        const { reply } = await offerDevice(world, remembered, SRP_A);
        requireRefused(reply);
      },
    ),
  ),
  withDevice(
    'refuses a claim of a device the second time',
    'Who has seen one claim skips the second factor.',
    async (world, remembered) => {
      const claim = await deviceClaim(world, remembered);
      requireTokens(await claim());
      requireRefused(await claim());
    },
  ),
  withDevice(
    'refuses DEVICE_SRP_AUTH without a first factor',
    'A device stands in for the password.',
    async (world, remembered) => {
      const { pool, account, device } = remembered;
      const { username } = account;
      // A sign-in to its end: its first factor must not serve another.
      requireTokens(await deviceSignIn(world, remembered));
      const responses = {
        USERNAME: username,
        DEVICE_KEY: device.deviceKey,
        SRP_A: hex(open().publicA),
        ...secretHash(pool, username),
      };
      requireRefused(await respond(world, { pool, name: 'DEVICE_SRP_AUTH', responses }));
    },
  ),
  withDevice("refuses another user's device", NO_SECOND_FACTOR, async (world, { pool, device }) => {
    const other = await remember(world, pool);
    const { reply } = await offerDevice(world, { ...other, device }, hex(open().publicA));
    requireRefused(reply);
  }),
  {
    title: 'refuses to remember a device whose salt lacks its sign byte',
    reason: 'The service refuses it as a negative number: a client that passes here fails there.',
    basis: 'observed',
    async run(world) {
      const pool = requirePool(world.devicePool);
      const { metadata, AccessToken } = await propose(world, pool);
      const device = { ...metadata, devicePassword: 'x' };
      const bare = (value: bigint): Uint8Array => Buffer.from(hex(value), 'hex');
      requireRefused(
        await confirm(world, AccessToken, device, deviceVerifier(device, bare)),
        'InvalidParameterException',
      );
    },
  },
]);

function withDevice(
  title: string,
  reason: string,
  body: (world: World, remembered: Remembered) => Promise<void>,
): Omit<Check, 'id'> {
  const run = async (world: World): Promise<void> =>
    body(world, await remember(world, requirePool(world.devicePool)));
  return { title, reason, basis: title.startsWith('refuses') ? 'prudent' : 'documented', run };
}

function refusesProof(
  what: string,
  change: Partial<DeviceRecord>,
  fault: Fault = {},
): Omit<Check, 'id'> {
  return withDevice(
    `refuses a proof of a device with ${what}`,
    NO_SECOND_FACTOR,
    async (world, remembered) => {
      const claim = await deviceClaim(world, remembered, change, fault);
      requireRefused(await claim());
    },
  );
}

interface Proposal {
  readonly account: Account;
  readonly AccessToken: string;
  readonly metadata: Pick<DeviceRecord, 'deviceKey' | 'deviceGroupKey'>;
}

async function propose(world: World, pool: Pool): Promise<Proposal> {
  const account = await world.account(pool);
  const tokens = requireTokens(await signIn(world, account, { pool }));
  const { DeviceKey, DeviceGroupKey } = Object(tokens['NewDeviceMetadata']) as JsonObject;
  if (typeof DeviceKey !== 'string' || typeof DeviceGroupKey !== 'string') {
    throw new CheckFailure('a sign-in without a device brought no NewDeviceMetadata');
  }
  const metadata = { deviceKey: DeviceKey, deviceGroupKey: DeviceGroupKey };
  return { account, AccessToken: tokens['AccessToken'] as string, metadata };
}

async function remember(world: World, pool: Pool): Promise<Remembered> {
  const { account, AccessToken, metadata } = await propose(world, pool);
  const device = { ...metadata, devicePassword: hex(open().secretA) };
  const reply = await confirm(world, AccessToken, device, deviceVerifier(device));
  if (reply.status !== 200) throw new CheckFailure(`ConfirmDevice: ${tell(reply)}`);
  if (reply.body['UserConfirmationNecessary'] === true) {
    const status = { DeviceRememberedStatus: 'remembered', DeviceKey: device.deviceKey };
    const updated = await world.call('UpdateDeviceStatus', { AccessToken, ...status });
    if (updated.status !== 200) throw new CheckFailure(`UpdateDeviceStatus: ${tell(updated)}`);
  }
  return { pool, account, device };
}

async function confirm(
  world: World,
  AccessToken: string,
  { deviceKey: DeviceKey }: DeviceRecord,
  DeviceSecretVerifierConfig: JsonObject,
): Promise<WireReply> {
  const DeviceName = 'countersign-conformance';
  const input = { AccessToken, DeviceKey, DeviceName, DeviceSecretVerifierConfig };
  const reply = await world.call('ConfirmDevice', input);
  if (reply.status === 200) {
    world.undoLater(`the device ${DeviceKey}`, 'ForgetDevice', { AccessToken, DeviceKey });
  }
  return reply;
}

/** The password, then what the device opens with. */
async function offerDevice(
  world: World,
  { pool, account, device }: Remembered,
  SRP_A: string,
): Promise<{ readonly reply: WireReply; readonly username: string }> {
  const { deviceKey } = device;
  const attempt = await begin(world, account, { pool, more: { DEVICE_KEY: deviceKey } });
  const { username } = attempt;
  const first = await answer(world, attempt, { responses: { DEVICE_KEY: deviceKey } });
  // Where the device is not the user's, the server may say so already here.
  if (first.status >= 400) return { reply: first, username };
  if (first.body['ChallengeName'] !== 'DEVICE_SRP_AUTH') {
    throw new CheckFailure(`expected DEVICE_SRP_AUTH, got ${tell(first)}`);
  }
  const responses = {
    USERNAME: username,
    DEVICE_KEY: deviceKey,
    SRP_A,
    ...secretHash(pool, username),
  };
  const session = sessionOf(first);
  return {
    reply: await respond(world, { pool, name: 'DEVICE_SRP_AUTH', responses, session }),
    username,
  };
}

async function deviceClaim(
  world: World,
  remembered: Remembered,
  change: Partial<DeviceRecord> = {},
  fault: Fault = {},
): Promise<() => Promise<WireReply>> {
  const { pool, device } = remembered;
  const opening: Opening = open();
  const { reply, username } = await offerDevice(world, remembered, hex(opening.publicA));
  const { ChallengeName, ChallengeParameters } = reply.body;
  if (ChallengeName !== 'DEVICE_PASSWORD_VERIFIER') {
    throw new CheckFailure(`expected DEVICE_PASSWORD_VERIFIER, got ${tell(reply)}`);
  }
  const parameters = requireProofParameters(ChallengeName, ChallengeParameters);
  const used = { ...device, ...change };
  const timestamp = timestampOf(Date.now());
  const signature = signProof(
    {
      ...{ opening, ...parameters, timestamp },
      ...{ scope: used.deviceGroupKey, id: used.deviceKey, password: used.devicePassword },
    },
    fault,
  );
  const responses = {
    USERNAME: username,
    DEVICE_KEY: device.deviceKey,
    PASSWORD_CLAIM_SECRET_BLOCK: parameters.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
    ...secretHash(pool, username),
  };
  const session = sessionOf(reply);
  return () => respond(world, { pool, name: 'DEVICE_PASSWORD_VERIFIER', responses, session });
}

async function deviceSignIn(world: World, remembered: Remembered): Promise<WireReply> {
  const claim = await deviceClaim(world, remembered);
  return claim();
}

function sessionOf({ body }: WireReply): string | undefined {
  return typeof body['Session'] === 'string' ? body['Session'] : undefined;
}
