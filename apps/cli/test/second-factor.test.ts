/** The built program against a pool that wants a second factor and tracks devices. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { totp } from '../../../packages/local-pool/test/_totp.ts';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { finish } from './_service.ts';
import type { Exit } from './_service.ts';
import { client, pool } from './_world.ts';

const optIn = 'eu-west-1_OptIn123';
const password = 'Correct-horse-1';
const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
let server: PoolServer;
let folder = '';
let path = '';

beforeAll(async () => {
  const explicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
  const temporary = { password: 'Temporary-1', temporary: true };
  const withApp = { password, totpSecret };
  server = await startPoolServer({
    seed: {
      pools: [
        {
          name: 'remembers',
          userPoolId: pool,
          mfa: 'ON',
          aliasAttributes: ['email'],
          deviceTracking: { challengeRequiredOnNewDevice: true },
          clients: [{ clientId: client, explicitAuthFlows }],
          users: [
            { username: 'new', ...temporary },
            { username: 'scans', password },
            { username: 'resumes', ...withApp },
            { username: 'late', ...withApp },
            {
              username: 'alias',
              ...withApp,
              attributes: { email: 'alias@example.com', email_verified: 'true' },
            },
          ],
        },
        {
          name: 'asks',
          userPoolId: optIn,
          mfa: 'ON',
          deviceTracking: { challengeRequiredOnNewDevice: true, onlyRememberedOnUserPrompt: true },
          clients: [{ clientId: 'optinclient0123456', explicitAuthFlows }],
          users: [
            { username: 'says-yes', ...withApp },
            { username: 'says-nothing', ...withApp },
          ],
        },
      ],
    },
  });
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-devices-'));
  path = join(folder, 'devices.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Ended extends Exit {
  readonly line: Record<string, unknown>;
}

async function end(argv: readonly string[], stdin: string): Promise<Ended> {
  const exit = await finish([...argv, '--json'], stdin);
  expect(exit.error).toBe('');
  return { ...exit, line: JSON.parse(exit.out) as Record<string, unknown> };
}

function signIn(username: string, answers: readonly string[] = [], more: readonly string[] = []) {
  const [userPoolId, clientId] = username.startsWith('says')
    ? [optIn, 'optinclient0123456']
    : [pool, client];
  const where = ['--endpoint', server.url, '--user-pool-id', userPoolId, '--client-id', clientId];
  const who = ['--username', username, '--password-stdin', '--device-file', path];
  const secret = username === 'new' ? 'Temporary-1' : password;
  const stdin = [secret, ...answers].join('\n');
  return end(['sign-in', ...where, ...who, '--answer-stdin', ...more], stdin);
}

function resume({ out }: Exit, answer: string) {
  const argv = ['resume', '--endpoint', server.url, '--state-stdin', '--answer-stdin'];
  return end([...argv, '--device-file', path], `${out}${answer}\n`);
}

const byDevice = ['PASSWORD_VERIFIER', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'];

test('from a temporary password to a sign-in that needs no code', async () => {
  const first = await signIn('new', [`NEW_PASSWORD_REQUIRED=${password}`, 'MFA_SETUP=totp']);
  expect(first.line).toMatchObject({
    status: 'signedIn',
    challenges: ['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED', 'MFA_SETUP'],
    device: { status: 'remembered' },
    authenticatorSecret: expect.stringMatching(/^[A-Z2-7]{16,}$/) as string,
  });
  // The temporary password is spent: whoever comes next has the new one.
  const where = ['--endpoint', server.url, '--user-pool-id', pool, '--client-id', client];
  const argv = ['sign-in', ...where, '--username', 'new', '--password-stdin'];
  const second = await end([...argv, '--device-file', path], password);
  expect(second.line).toMatchObject({ challenges: byDevice, device: first.line['device'] });

  const bare = await end(argv, password);
  expect(bare).toMatchObject({ code: 2, line: { name: 'SOFTWARE_TOKEN_MFA' } });

  const listed = await end(['devices', '--device-file', path], '');
  const { deviceKey } = first.line['device'] as { deviceKey: string };
  expect(listed.line).toMatchObject({ devices: [{ username: 'new', deviceKey }] });
  const token = ['devices', '--access-token-stdin', '--endpoint', server.url];
  expect((await end(token, second.out)).line).toMatchObject({
    devices: [
      {
        deviceKey,
        status: 'remembered',
        name: expect.stringMatching(/^countersign on ./) as string,
      },
    ],
  });
});

test('a set-up that stopped at the QR code goes on in another process', async () => {
  const stopped = await signIn('scans', ['MFA_SETUP=app']);
  expect(stopped).toMatchObject({ code: 2, line: { prompt: { kind: 'scan' } } });
  const { secretCode } = stopped.line['prompt'] as { secretCode: string };

  const wrong = await resume(stopped, 'MFA_SETUP=000000');
  expect(wrong).toMatchObject({ code: 1, line: { service: 'EnableSoftwareTokenMFAException' } });
  expect(wrong.out).not.toContain(secretCode);

  const done = await resume(stopped, `MFA_SETUP=${totp(secretCode, Date.now())}`);
  expect(done.line).toMatchObject({
    status: 'signedIn',
    challenges: ['PASSWORD_VERIFIER', 'MFA_SETUP'],
    device: { status: 'remembered' },
  });
  expect((await signIn('scans')).line).toMatchObject({ challenges: byDevice });
});

test('a sign-in that stopped at the code goes on in another process', async () => {
  const stopped = await signIn('resumes');
  expect(stopped).toMatchObject({ code: 2, line: { name: 'SOFTWARE_TOKEN_MFA' } });
  const done = await resume(stopped, `SOFTWARE_TOKEN_MFA=totp:${totpSecret}`);
  expect(done.line).toMatchObject({ status: 'signedIn', device: { status: 'remembered' } });
  expect((await signIn('resumes')).line).toMatchObject({ challenges: byDevice });

  const again = await resume(stopped, `SOFTWARE_TOKEN_MFA=totp:${totpSecret}`);
  expect(again).toMatchObject({ code: 1, line: { service: 'NotAuthorizedException' } });
  expect(again.out).toContain('countersign sign-in');
});

test('a forgotten device has to be remembered anew', async () => {
  const code = `SOFTWARE_TOKEN_MFA=totp:${totpSecret}`;
  expect((await signIn('late', [code])).line).toMatchObject({ device: { status: 'remembered' } });
  const forget = ['forget-device', '--device-file', path, '--user-pool-id', pool];
  expect((await end([...forget, '--username', 'late'], '')).code).toBe(0);
  expect(await signIn('late')).toMatchObject({ code: 2, line: { name: 'SOFTWARE_TOKEN_MFA' } });
});

test('a device is kept under the real user name, whatever was typed', async () => {
  const code = `SOFTWARE_TOKEN_MFA=totp:${totpSecret}`;
  expect((await signIn('alias@example.com', [code])).code).toBe(0);
  expect((await end(['devices', '--device-file', path], '')).line).toMatchObject({
    devices: [{ username: 'alias' }],
  });
  for (const name of ['alias@example.com', 'alias']) {
    expect((await signIn(name)).line).toMatchObject({ challenges: byDevice });
  }
});

describe("a pool that wants the user's word", () => {
  const code = `SOFTWARE_TOKEN_MFA=totp:${totpSecret}`;

  test('yes', async () => {
    const first = await signIn('says-yes', [code], ['--remember-device', 'yes']);
    expect(first.line).toMatchObject({ device: { status: 'remembered' } });
    expect((await signIn('says-yes')).line).toMatchObject({ challenges: byDevice });
  });

  test('nothing: the code is wanted again, and the word may come with it', async () => {
    const first = await signIn('says-nothing', [code]);
    expect(first.line).toMatchObject({ device: { status: 'consentNeeded' } });
    expect(await signIn('says-nothing')).toMatchObject({
      code: 2,
      line: { name: 'SOFTWARE_TOKEN_MFA' },
    });
    const { device } = first.line as { device: { deviceKey: string } };
    const later = await signIn('says-nothing', [code, code], ['--remember-device', 'yes']);
    expect(later.line).toMatchObject({ device: { ...device, status: 'remembered' } });
    expect((await signIn('says-nothing')).line).toMatchObject({ challenges: byDevice });
  });
});

test('no output of all this has the password of the device', async () => {
  const code = `SOFTWARE_TOKEN_MFA=totp:${totpSecret}`;
  const first = await signIn('says-yes', [code, code], ['--remember-device', 'no']);
  const { pools } = JSON.parse(readFileSync(path, 'utf8')) as {
    pools: { [pool: string]: { [user: string]: { devicePassword: string } } };
  };
  const { devicePassword } = pools[optIn]!['says-yes']!;
  expect(devicePassword).toHaveLength(56);
  const second = await signIn('says-yes', [], ['--remember-device', 'yes']);
  const listed = await finish(['devices', '--device-file', path], '');
  for (const { out, error } of [first, second, listed]) {
    expect(out + error).not.toContain(devicePassword);
  }
});
