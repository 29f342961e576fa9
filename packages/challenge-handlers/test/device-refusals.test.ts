/** What costs a device its record, and what does not; and a record that is damaged. */
import { describe, expect, test } from 'vitest';
import { ServiceError } from '@countersign/contract';
import type { CognitoCall, CognitoReply, DeviceRecord, FlowStep } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { secureRandom } from '@countersign/srp-core';
import { openServerSrp } from '@countersign/srp-core/server';
import { devicePasswordVerifier } from '../src/device-password-verifier.ts';
import { deviceSrpAuth } from '../src/device-srp-auth.ts';
import { client, success, tokens } from './_sign-in.ts';

const record: DeviceRecord = {
  deviceKey: 'eu-west-1_f00d',
  deviceGroupKey: '-group',
  devicePassword: 'canary-of-a-device-password',
};
const handlers = [deviceSrpAuth, devicePasswordVerifier];

const asksForDevice = success({ ChallengeName: 'DEVICE_SRP_AUTH', ChallengeParameters: {} });
const asksForProof = success({
  ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
  ChallengeParameters: {
    SALT: 'a1b2c3',
    SRP_B: openServerSrp({ verifierHex: '1234', random: secureRandom }).publicBHex,
    SECRET_BLOCK: 'c2VjcmV0IGJsb2Nr',
  },
});

function refuse(service: string, message: string): CognitoReply {
  return { kind: 'refusal', error: new ServiceError(service, message, { status: 400 }) };
}

interface Ending {
  readonly step: FlowStep<(typeof handlers)[number]>;
  readonly calls: readonly CognitoCall[];
  readonly forgotten: readonly string[];
}

async function run(device: unknown, ...replies: readonly CognitoReply[]): Promise<Ending> {
  const calls: CognitoCall[] = [];
  const forgotten: string[] = [];
  const step = await signIn({
    client,
    handlers,
    authFlow: userPasswordAuth,
    username: 'jane',
    password: 'P@ssw0rd-1',
    devices: {
      load: async () => (forgotten.length > 0 ? undefined : (device as DeviceRecord | undefined)),
      forget: async (username) => void forgotten.push(username),
    },
    transport: async (call) => {
      calls.push(call);
      return replies[calls.length - 1]!;
    },
  });
  return { step, calls, forgotten };
}

const notTheDevice = [
  ['NotAuthorizedException', 'Password attempts exceeded', 'refused'],
  ['NotAuthorizedException', 'User is disabled.', 'refused'],
  ['NotAuthorizedException', 'Unable to verify secret hash for client 1example', 'refused'],
  ['NotAuthorizedException', 'Invalid session for the user.', 'restart'],
  ['NotAuthorizedException', 'Invalid session for the user, session is expired.', 'restart'],
  ['ResourceNotFoundException', 'User pool client 1example does not exist.', 'refused'],
  ['TooManyRequestsException', '', 'refused'],
] as const;

describe('the device stays, whatever it was that the service refused', () => {
  test.each(notTheDevice)('its proof: %s "%s" is %s', async (service, message, kind) => {
    const refusal = refuse(service, message);
    const { step, calls, forgotten } = await run(record, asksForDevice, asksForProof, refusal);
    expect(step).toMatchObject({ kind, error: { service, message } });
    expect(forgotten).toEqual([]);
    expect(calls).toHaveLength(3);
  });

  test.each(notTheDevice)('its SRP_A: %s "%s" is %s', async (service, message, kind) => {
    const { step, forgotten } = await run(record, asksForDevice, refuse(service, message));
    expect(step).toMatchObject({ kind, error: { service, message } });
    expect(forgotten).toEqual([]);
  });
});

test.each([
  ['NotAuthorizedException', 'Incorrect username or password.'],
  ['NotAuthorizedException', ''],
  ['ResourceNotFoundException', 'Device does not exist.'],
])('the device goes after its proof got %s "%s"', async (service, message) => {
  const refusal = refuse(service, message);
  const { step, forgotten } = await run(record, asksForDevice, asksForProof, refusal, tokens);
  expect(step.kind).toBe('signed-in');
  expect(forgotten).toEqual(['jane']);
});

const damages = [
  ['deviceKey', 55],
  ['deviceGroupKey', 1024],
  ['devicePassword', 256],
] as const;

describe.each(damages)('a record with a damaged %s', (member, longest) => {
  const bad = [undefined, '', 7, null, 'x'.repeat(longest + 1), '\ud800'];

  test('is refused by the sign-in as what it is, and nothing is sent', async () => {
    for (const value of bad) {
      const attempt = run({ ...record, [member]: value }, tokens);
      await expect(attempt).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
        argument: 'devices',
        message: expect.stringContaining(member) as string,
      });
      await expect(attempt).rejects.not.toMatchObject({
        message: expect.stringContaining('canary') as string,
      });
    }
  });

  test('is refused as an answer, and the step stays good', async () => {
    const { step } = await run(undefined, asksForDevice, asksForProof, tokens);
    if (step.kind !== 'challenge') throw new Error(step.kind);
    for (const value of bad) {
      const device = { ...record, [member]: value } as DeviceRecord;
      await expect(step.answer({ device })).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
        argument: 'device',
      });
    }
    const proof = await step.answer({ device: record });
    if (proof.kind !== 'challenge') throw new Error(proof.kind);
    const device = { ...record, [member]: '' };
    await expect(proof.answer({ device })).rejects.toMatchObject({ argument: 'device' });
    expect((await proof.answer({ device: record })).kind).toBe('signed-in');
  });

  test('of the longest length is taken', async () => {
    const long = { ...record, [member]: 'x'.repeat(longest) };
    const { step } = await run(long, asksForDevice, asksForProof, tokens);
    expect(step.kind).toBe('signed-in');
  });
});

test.each(['', 7, 'record', []])('%j is no record', async (device) => {
  await expect(run(device, tokens)).rejects.toMatchObject({ argument: 'devices' });
});
