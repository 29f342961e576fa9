import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CognitoReply, WireObject } from '@countersign/contract';
import { createDeviceFile, listDeviceFile } from '../src/device-file.ts';
import { parseLine, pool, refusal, run } from './_world.ts';

const other = 'us-east-2_Other1234';
const canary = 'canary-of-a-device-password';
const device = { deviceKey: 'eu-west-1_0a', deviceGroupKey: '-group', devicePassword: canary };
const janes = { userPoolId: pool, username: 'jane', deviceKey: device.deviceKey };
const joes = { userPoolId: other, username: 'joe', deviceKey: 'us-east-2_0b' };
let folder = '';
let path = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-devices-'));
  path = join(folder, 'devices.json');
  await createDeviceFile(path, pool).save('jane', device);
  await createDeviceFile(path, other).save('joe', { ...device, deviceKey: joes.deviceKey });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('devices', () => {
  test('lists all of a file, and no password', async () => {
    const ending = await run(['devices', '--device-file', path, '--json'], {});
    expect(ending).toMatchObject({ exitCode: 0, error: '' });
    expect(parseLine(ending)).toEqual({ status: 'devices', devices: [janes, joes] });
  });

  test('for a person, a table', async () => {
    const { out, exitCode } = await run(['devices', '--device-file', path], {});
    expect(exitCode).toBe(0);
    expect(out.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['user pool', 'user', 'device key'],
      [pool, 'jane', janes.deviceKey],
      [other, 'joe', joes.deviceKey],
      [''],
    ]);
    expect(out).not.toContain(canary);
  });

  test('a file that is not there yet has none', async () => {
    const argv = ['devices', '--device-file', join(folder, 'new.json')];
    expect(parseLine(await run([...argv, '--json'], {}))).toMatchObject({ devices: [] });
    expect((await run(argv, {})).out).toBe('No device.\n');
  });

  test('a user name cannot write to the terminal', async () => {
    await createDeviceFile(path, pool).save('\u001b]0;owned\u0007', device);
    const { out } = await run(['devices', '--device-file', path], {});
    expect(out).toMatch(/^[\P{Cc}\n]*$/u);
  });
});

describe('devices --access-token-stdin', () => {
  const list = ['devices', '--access-token-stdin', '--region', 'eu-west-1'];
  const attribute = (Name: string, Value: string): object => ({ Name, Value });
  const laptop = {
    DeviceKey: 'eu-west-1_0a',
    DeviceAttributes: [
      attribute('device_name', 'laptop\u001b[31m'),
      attribute('dev:device_remembered_status', 'remembered'),
    ],
    DeviceLastAuthenticatedDate: 1_767_776_703.5,
  };

  function page(Devices: unknown, PaginationToken?: string): CognitoReply {
    const output = { Devices, ...(PaginationToken !== undefined && { PaginationToken }) };
    return { kind: 'success', output: output as WireObject };
  }

  test('lists what the user pool knows, page after page', async () => {
    const service = [page([laptop], 'more'), page([{ DeviceKey: 'eu-west-1_0b' }])];
    const ending = await run([...list, '--json'], { stdin: 'access.token\n', service });
    expect(parseLine(ending)).toEqual({
      status: 'devices',
      devices: [
        {
          deviceKey: 'eu-west-1_0a',
          name: 'laptop\u001b[31m',
          status: 'remembered',
          lastSignInAt: '2026-01-07T09:05:03.500Z',
        },
        { deviceKey: 'eu-west-1_0b' },
      ],
    });
    expect(ending.targets).toEqual([{ region: 'eu-west-1' }]);
    expect(ending.calls.map(({ input }) => input)).toEqual([
      { AccessToken: 'access.token', Limit: 60 },
      { AccessToken: 'access.token', Limit: 60, PaginationToken: 'more' },
    ]);
  });

  test('for a person, a table without the tricks of its texts', async () => {
    const { out } = await run(list, { stdin: 'access.token', service: [page([laptop])] });
    expect(out).toMatch(/^ {2}device key .*\n {2}eu-west-1_0a +remembered .* laptop\ufffd\[31m\n$/);
    expect((await run(list, { stdin: 't', service: [page([])] })).out).toBe('No device.\n');
  });

  test('takes the line that a sign-in printed', async () => {
    const stdin = '{"status":"signedIn","tokens":{"accessToken":"access.token"}}\n';
    const { calls } = await run(list, { stdin, service: [page([])] });
    expect(calls[0]?.input).toMatchObject({ AccessToken: 'access.token' });
  });

  test('what the service refuses is told, without the token', async () => {
    const said = refusal('NotAuthorizedException', 'Access Token access.token has expired');
    const ending = await run([...list, '--json'], { stdin: 'access.token', service: [said] });
    expect(ending.exitCode).toBe(1);
    expect(parseLine(ending)).toMatchObject({ service: 'NotAuthorizedException' });
    expect(ending.out).not.toContain('access.token');
  });

  test.each([
    { name: 'nothing', output: undefined },
    { name: 'no list', output: {} },
    { name: 'a device that is none', output: ['x'] },
    { name: 'a device without a key', output: [{}] },
    { name: 'attributes that are none', output: [{ DeviceKey: 'k', DeviceAttributes: 'x' }] },
  ])('$name is a breach of the protocol', async ({ output }) => {
    const ending = await run([...list, '--json'], { stdin: 't', service: [page(output)] });
    expect(parseLine(ending)).toMatchObject({ code: 'ERR_PROTOCOL' });
  });

  test('a service that goes on for ever is stopped', async () => {
    const service = Array.from({ length: 100 }, () => page([], 'more'));
    const ending = await run([...list, '--json'], { stdin: 't', service });
    expect(parseLine(ending)).toMatchObject({ code: 'ERR_PROTOCOL' });
    expect(ending.calls.length).toBeLessThan(100);
  });

  test.each([
    { name: 'a keyboard', argv: list, world: {} },
    { name: 'two lines', argv: list, world: { stdin: 'a\nb' } },
    { name: 'the line of a failed sign-in', argv: list, world: { stdin: '{"status":"error"}' } },
    { name: 'half a line', argv: list, world: { stdin: '{"tokens":{"accessToken":"canary' } },
    { name: 'no region', argv: list.slice(0, 2), world: { stdin: 'canary' } },
    { name: 'a file as well', argv: [...list, '--device-file', 'x'], world: { stdin: 'canary' } },
  ])('$name is refused, and nothing is sent', async ({ argv, world }) => {
    const ending = await run([...argv, '--json'], world);
    expect(ending).toMatchObject({ exitCode: 1, calls: [] });
    expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
    expect(ending.out).not.toContain('canary');
  });
});

describe('forget-device', () => {
  const forget = (...more: string[]): string[] => ['forget-device', '--device-file', path, ...more];

  test('takes one out, and leaves the others', async () => {
    const who = ['--user-pool-id', pool, '--username', 'jane'];
    const ending = await run(forget(...who, '--json'), {});
    expect(parseLine(ending)).toEqual({ status: 'forgotten', device: janes });
    expect(await listDeviceFile(path)).toEqual([joes]);
    expect((await run(forget(...who), {})).exitCode).toBe(1);
  });

  test('says so to a person', async () => {
    const { out } = await run(forget('--user-pool-id', other, '--username', 'joe'), {});
    expect(out).toBe(`Forgotten: ${joes.deviceKey} of joe.\n`);
  });

  test.each([
    { name: 'nobody', who: [] },
    { name: 'a user of no pool', who: ['--username', 'jane'] },
    { name: 'a user of another pool', who: ['--user-pool-id', other, '--username', 'jane'] },
    { name: 'a pool id that is none', who: ['--user-pool-id', 'nowhere', '--username', 'jane'] },
  ])('$name is refused', async ({ who }) => {
    const ending = await run(forget(...who, '--json'), {});
    expect(ending.exitCode).toBe(1);
    expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
    expect(await listDeviceFile(path)).toEqual([janes, joes]);
  });
});

test.each(['devices', 'forget-device'])('%s needs a file, and a good one', async (command) => {
  expect(parseLine(await run([command, '--json'], {}))).toMatchObject({ code: 'ERR_ARGUMENT' });
  writeFileSync(path, `{"version":1,"pools":{"${pool}":{"jane":"${canary}"}}}`);
  const who = command === 'devices' ? [] : ['--user-pool-id', pool, '--username', 'jane'];
  const ending = await run([command, '--device-file', path, ...who, '--json'], {});
  expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
  expect(ending.out).not.toContain(canary);
});
