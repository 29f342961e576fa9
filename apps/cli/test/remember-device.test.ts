/** A device that the pool proposes, from the proposal to the sign-in that it shortens. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CognitoReply } from '@countersign/contract';
import { secureRandom } from '@countersign/srp-core';
import { openServerSrp } from '@countersign/srp-core/server';
import { createDeviceFile } from '../src/device-file.ts';
import { challenge, client, parseLine, pool, refusal, run, session } from './_world.ts';
import { signInFlags, tokens } from './_world.ts';

const deviceKey = 'eu-west-1_f00d';
const record = { deviceKey, deviceGroupKey: '-group', devicePassword: 'kept-in-the-file' };
const claims = btoa(JSON.stringify({ username: 'real' }));
const AccessToken = `h.${claims}.s`;
const proposal = tokens({
  AccessToken,
  NewDeviceMetadata: { DeviceKey: deviceKey, DeviceGroupKey: '-group' },
});
const signedIn = tokens({ AccessToken });
const asked = confirmed(true);

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-devices-'));
  path = join(folder, 'devices.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function confirmed(isConsentNeeded: boolean): CognitoReply {
  return { kind: 'success', output: { UserConfirmationNecessary: isConsentNeeded } };
}
const done: CognitoReply = { kind: 'success', output: {} };

function json(...more: readonly string[]): string[] {
  return [...signInFlags, '--json', '--device-file', path, ...more];
}

async function fileHas(username: string): Promise<unknown> {
  return createDeviceFile(path, pool).load(username);
}

describe('a pool that remembers every device', () => {
  test('the device is confirmed, kept under the real user name, and said to be', async () => {
    const ending = await run(json(), { stdin: 'p', service: [proposal, confirmed(false)] });
    expect(ending).toMatchObject({ exitCode: 0, error: '' });
    expect(parseLine(ending)).toMatchObject({
      status: 'signedIn',
      device: { status: 'remembered', deviceKey },
    });
    expect(ending.calls[1]).toMatchObject({
      operation: 'ConfirmDevice',
      input: { AccessToken, DeviceKey: deviceKey, DeviceName: 'countersign on a test' },
    });
    expect(await fileHas('real')).toMatchObject({ deviceKey, deviceGroupKey: '-group' });
    expect(await fileHas('jane')).toBeUndefined();
  });

  test('for a person, in a sentence', async () => {
    const argv = [...signInFlags, '--device-file', path];
    const { out } = await run(argv, { stdin: 'p', service: [proposal, confirmed(false)] });
    expect(out).toContain('\nDevice: remembered.');
  });

  test('the word "no" is passed on', async () => {
    const service = [proposal, confirmed(false), done];
    const ending = await run(json('--remember-device', 'no'), { stdin: 'p', service });
    expect(parseLine(ending)['device']).toEqual({ status: 'notRemembered', deviceKey });
    expect(ending.calls[2]).toMatchObject({
      operation: 'UpdateDeviceStatus',
      input: { AccessToken, DeviceKey: deviceKey, DeviceRememberedStatus: 'not_remembered' },
    });
  });

  test('without a file nothing is confirmed, nothing is written, and it is said', async () => {
    const ending = await run([...signInFlags, '--json'], { stdin: 'p', service: [proposal] });
    expect(parseLine(ending)['device']).toEqual({ status: 'unconfirmed', deviceKey });
    expect(ending.calls).toHaveLength(1);
    const { out } = await run(signInFlags, { stdin: 'p', service: [proposal] });
    expect(out).toMatch(/Device: not confirmed, .*--device-file/);
  });
});

describe("a pool that wants the user's word", () => {
  test.each([
    { word: 'yes', status: 'remembered', sent: 'remembered' },
    { word: 'no', status: 'notRemembered', sent: 'not_remembered' },
  ])('--remember-device $word', async ({ word, status, sent }) => {
    const world = { stdin: 'p', service: [proposal, asked, done] };
    const ending = await run(json('--remember-device', word), world);
    expect(parseLine(ending)['device']).toEqual({ status, deviceKey });
    expect(ending.calls[2]).toMatchObject({ input: { DeviceRememberedStatus: sent } });
  });

  test('nobody said anything: not remembered, and it is said', async () => {
    const ending = await run(json(), { stdin: 'p', service: [proposal, asked] });
    expect(parseLine(ending)['device']).toEqual({ status: 'consentNeeded', deviceKey });
    expect(ending.calls).toHaveLength(2);
    const argv = [...signInFlags, '--device-file', path];
    const { out } = await run(argv, { stdin: 'p', service: [proposal, asked] });
    expect(out).toContain('--remember-device yes');
  });

  test.each(['yes', 'no', undefined])('the file speaks for the device after %s', async (word) => {
    const flags = word === undefined ? [] : ['--remember-device', word];
    await run(json(...flags), { stdin: 'p', service: [proposal, asked, done] });
    expect(await fileHas('real')).toMatchObject({ deviceKey, deviceGroupKey: '-group' });
  });

  test('the word may come later', async () => {
    await run(json(), { stdin: 'p', service: [proposal, asked] });
    const world = { stdin: 'p', service: [signedIn, done] };
    const ending = await run(json('--remember-device', 'yes'), world);
    expect(parseLine(ending)['device']).toEqual({ status: 'remembered', deviceKey });
    expect(ending.calls[1]).toMatchObject({ operation: 'UpdateDeviceStatus' });
  });

  const identity = ['--user-pool-id', pool, '--client-id', client, '--username', 'jane'];
  const atTerminal = ['sign-in', '--flow', 'USER_PASSWORD_AUTH', ...identity];

  test.each([
    { typed: ['p', 'yes'], word: 'remembered', said: 'Device: remembered.' },
    { typed: ['p', 'no'], word: 'not_remembered', said: 'Device: not remembered, as you said.' },
  ])('at a terminal the user is asked: $word', async ({ typed, word, said }) => {
    const argv = [...atTerminal, '--device-file', path];
    const ending = await run(argv, { typed, service: [proposal, asked, done] });
    expect(ending.seen.at(-1)).toMatch(/^\? Remember this device\?/);
    expect(ending.calls[2]).toMatchObject({ input: { DeviceRememberedStatus: word } });
    expect(ending.out).toContain(said);
  });

  test('who gives up at that question is signed in all the same', async () => {
    const argv = [...atTerminal, '--device-file', path, '--show-tokens'];
    const ending = await run(argv, { typed: ['p'], service: [proposal, asked] });
    expect(ending).toMatchObject({ exitCode: 0, calls: { length: 2 } });
    expect(ending.out).toContain(AccessToken);
  });
});

describe('a failure costs no token, and is told', () => {
  test('ConfirmDevice is refused', async () => {
    const refused = refusal('InvalidParameterException', 'Invalid device key given.');
    const ending = await run(json(), { stdin: 'p', service: [proposal, refused] });
    expect(ending.exitCode).toBe(0);
    expect(parseLine(ending)).toMatchObject({
      status: 'signedIn',
      device: {
        status: 'failed',
        deviceKey,
        code: 'ERR_SERVICE',
        service: 'InvalidParameterException',
        message: 'Invalid device key given.',
      },
    });
    expect(existsSync(path)).toBe(false);
    const argv = [...signInFlags, '--device-file', path];
    const { out } = await run(argv, { stdin: 'p', service: [proposal, refused] });
    expect(out).toMatch(/Device: this failed: Invalid device key given\. \(InvalidParameter/);
  });

  test('UpdateDeviceStatus is refused', async () => {
    const world = { stdin: 'p', service: [proposal, asked, refusal('InternalErrorException')] };
    const ending = await run(json('--remember-device', 'yes'), world);
    expect(parseLine(ending)).toMatchObject({
      status: 'signedIn',
      device: { status: 'failed', service: 'InternalErrorException' },
    });
    expect(await fileHas('real')).toMatchObject({ deviceKey });
  });

  test.each([
    { pool: 'that remembers every device', isConsentNeeded: false },
    { pool: "that wants the user's word", isConsentNeeded: true },
  ])('the file is damaged while the service answers: a pool $pool', async ({ isConsentNeeded }) => {
    const damage = (): CognitoReply => {
      writeFileSync(path, 'not JSON', { mode: 0o600 });
      return confirmed(isConsentNeeded);
    };
    const service = [proposal, damage];
    const ending = await run(json('--remember-device', 'yes'), { stdin: 'p', service });
    expect(parseLine(ending)).toMatchObject({
      status: 'signedIn',
      device: { status: 'failed', deviceKey, code: 'ERR_ARGUMENT' },
    });
    expect(ending.calls).toHaveLength(2);
    expect(readFileSync(path, 'utf8')).toBe('not JSON');
  });

  test('interrupted', async () => {
    const stop = new AbortController();
    const interrupted = (): never => {
      stop.abort();
      throw stop.signal.reason;
    };
    const world = { stdin: 'p', service: [proposal, interrupted], signal: stop.signal };
    expect(parseLine(await run(json(), world))).toMatchObject({
      status: 'signedIn',
      device: { status: 'failed', code: 'ERR_ABORTED' },
    });
  });
});

describe('a device that is remembered', () => {
  const { publicBHex } = openServerSrp({ verifierHex: '1234', random: secureRandom });
  const asksForDevice = challenge('DEVICE_SRP_AUTH', { USERNAME: 'real' });
  const asksForProof = challenge('DEVICE_PASSWORD_VERIFIER', {
    USERNAME: 'real',
    SALT: 'a1b2c3',
    SRP_B: publicBHex,
    SECRET_BLOCK: 'c2VjcmV0',
  });

  beforeEach(() => createDeviceFile(path, pool).save('real', record));

  test('answers by itself, and says so', async () => {
    const service = [asksForDevice, asksForProof, signedIn];
    const ending = await run(json(), { stdin: 'p', service });
    expect(parseLine(ending)).toMatchObject({
      challenges: ['DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'],
      device: { status: 'remembered', deviceKey },
    });
    expect(ending.calls).toHaveLength(3);
  });

  test('answers in a resumed sign-in, too, after the code', async () => {
    const argv = [...signInFlags, '--json', '--device-file', path];
    const stopped = await run(argv, { stdin: 'p', service: [challenge('SOFTWARE_TOKEN_MFA')] });
    const code = ['--answer', 'SOFTWARE_TOKEN_MFA=123456', '--device-file', path, '--json'];
    const resumed = await run(['resume', '--state-stdin', ...code], {
      stdin: stopped.out.replace('"username":"jane"', '"username":"real"'),
      service: [asksForDevice, asksForProof, signedIn],
    });
    expect(parseLine(resumed)).toMatchObject({ device: { status: 'remembered' } });
    expect(resumed.calls[0]).toMatchObject({
      input: { Session: session, ChallengeResponses: { DEVICE_KEY: deviceKey } },
    });
  });

  test('whose file is gone bad in the meantime costs no token', async () => {
    const damage = (): CognitoReply => {
      writeFileSync(path, 'not JSON');
      return signedIn;
    };
    const ending = await run(json(), { stdin: 'p', service: [damage] });
    expect(parseLine(ending)).toMatchObject({
      status: 'signedIn',
      device: { status: 'failed', code: 'ERR_ARGUMENT' },
    });
  });

  test('can be un-remembered', async () => {
    const service = [asksForDevice, asksForProof, signedIn, done];
    const ending = await run(json('--remember-device', 'no'), { stdin: 'p', service });
    expect(parseLine(ending)['device']).toEqual({ status: 'notRemembered', deviceKey });
    expect(ending.calls).toHaveLength(4);
  });
});

test.each([
  { name: 'a word that is none', flags: ['--device-file', 'x', '--remember-device', 'maybe'] },
  { name: 'a word without a file', flags: ['--remember-device', 'yes'] },
  { name: 'a file without a name', flags: ['--device-file', ''] },
  { name: 'a file in no folder', flags: ['--device-file', '/no/such/folder/devices.json'] },
])('$name is refused before anything is sent', async ({ flags }) => {
  const ending = await run([...signInFlags, '--json', ...flags], { stdin: 'p' });
  expect(ending).toMatchObject({ exitCode: 1, calls: [] });
  expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
});
