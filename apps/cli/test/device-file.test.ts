import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeviceFile } from '../src/device-file.ts';
import { parseLine, pool, run, signInFlags, tokens } from './_world.ts';

const device = { deviceKey: 'eu-west-1_0a', deviceGroupKey: '-group', devicePassword: 'secret' };
const refused = { code: 'ERR_ARGUMENT', argument: '--device-file' };
let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-devices-'));
  path = join(folder, 'devices.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is saved is loaded, by user and by pool, and can be forgotten', async () => {
  const here = createDeviceFile(path, pool);
  const elsewhere = createDeviceFile(path, 'us-east-2_Other1234');
  expect(await here.load('jane')).toBeUndefined();
  await here.save('jane', device);
  await here.save('__proto__', { ...device, deviceKey: 'eu-west-1_0b' });
  await elsewhere.save('jane', { ...device, deviceKey: 'us-east-2_0c' });
  expect(await here.load('jane')).toEqual(device);
  expect(await here.load('__proto__')).toMatchObject({ deviceKey: 'eu-west-1_0b' });
  expect(await here.load('constructor')).toBeUndefined();
  await here.forget('jane');
  expect(await here.load('jane')).toBeUndefined();
  expect(await elsewhere.load('jane')).toMatchObject({ deviceKey: 'us-east-2_0c' });
});

test('to forget what is not there makes no file', async () => {
  await createDeviceFile(path, pool).forget('jane');
  expect(existsSync(path)).toBe(false);
});

test('a write leaves one file behind', async () => {
  const store = createDeviceFile(path, pool);
  await store.save('jane', device);
  await store.save('joe', device);
  expect(readdirSync(folder)).toEqual(['devices.json']);
});

test('a failed write leaves nothing behind', async () => {
  const store = createDeviceFile(join(folder, 'no-such-folder', 'devices.json'), pool);
  await expect(store.save('jane', device)).rejects.toMatchObject(refused);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  { name: 'empty', content: '' },
  { name: 'half written', content: '{"version":1,"pools":{' },
  { name: 'a list', content: '[]' },
  { name: 'without a version', content: '{"pools":{}}' },
  { name: 'of a newer version', content: '{"version":2,"pools":{}}' },
  { name: 'without pools', content: '{"version":1}' },
  { name: 'with half a device', content: `{"version":1,"pools":{"${pool}":{"jane":{}}}}` },
  { name: 'large', content: ' '.repeat(1024 * 1024 + 1) },
])('a file that is $name is refused and stays', async ({ content }) => {
  writeFileSync(path, content, { mode: 0o600 });
  const store = createDeviceFile(path, pool);
  await expect(store.load('jane')).rejects.toMatchObject(refused);
  await expect(store.save('jane', device)).rejects.toMatchObject(refused);
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test('a folder is refused', async () => {
  mkdirSync(path);
  await expect(createDeviceFile(path, pool).load('jane')).rejects.toMatchObject(refused);
});

describe.skipIf(process.platform === 'win32')('where files have owners and modes', () => {
  const valid = '{"version":1,"pools":{}}';

  test('only the owner can read a new file', async () => {
    await createDeviceFile(path, pool).save('jane', device);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test.each([0o640, 0o604, 0o620, 0o602, 0o601])('mode %o is refused', async (mode) => {
    writeFileSync(path, valid);
    chmodSync(path, mode);
    await expect(createDeviceFile(path, pool).load('jane')).rejects.toMatchObject(refused);
  });

  test('a symbolic link is refused', async () => {
    const target = join(folder, 'target.json');
    writeFileSync(target, valid, { mode: 0o600 });
    symlinkSync(target, path);
    const store = createDeviceFile(path, pool);
    await expect(store.load('jane')).rejects.toMatchObject(refused);
    await expect(store.save('jane', device)).rejects.toMatchObject(refused);
    expect(readFileSync(target, 'utf8')).toBe(valid);
  });

  test('a named pipe is refused at once', async () => {
    execFileSync('/usr/bin/env', ['mkfifo', '-m', '600', path]);
    await expect(createDeviceFile(path, pool).load('jane')).rejects.toMatchObject(refused);
  });

  test("somebody else's file is refused", async () => {
    let theirs = '/etc/passwd';
    if (process.getuid?.() === 0) {
      writeFileSync(path, valid, { mode: 0o600 });
      chownSync(path, 1, 1);
      theirs = path;
    }
    const load = createDeviceFile(theirs, pool).load('jane');
    // The modes of these files are refused too, where they are looser: the message tells them apart.
    await expect(load).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('another user'),
    });
  });

  test('the program says so before anything is sent', async () => {
    writeFileSync(path, valid, { mode: 0o644 });
    chmodSync(path, 0o644);
    const argv = [...signInFlags, '--json', '--device-file', path];
    const ending = await run(argv, { stdin: 'password', service: [tokens()] });
    expect(ending).toMatchObject({ exitCode: 1, calls: [] });
    expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
  });
});

test('the device of the user is offered', async () => {
  await createDeviceFile(path, pool).save('jane', device);
  const argv = [...signInFlags, '--json', '--device-file', path];
  const { calls } = await run(argv, { stdin: 'password', service: [tokens()] });
  expect(calls[0]?.input).toMatchObject({ AuthParameters: { DEVICE_KEY: device.deviceKey } });
});
