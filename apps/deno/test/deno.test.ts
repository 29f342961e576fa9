/** The whole slice, played from Deno against the pool. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLocalPool, parseSeed } from '@countersign/local-pool';
import type { LocalPool } from '@countersign/local-pool';
import { totp } from '../../../packages/local-pool/test/_totp.ts';
import { deno, startProgram } from './_program.ts';
import type { Program } from './_program.ts';
import { serve } from './_recording-server.ts';
import type { Call, RecordingServer } from './_recording-server.ts';

const TEMPORARY = 'Temporary-1!';
const PASSWORD = 'Correct-horse-7!';
const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const BY_PASSWORD = ['InitiateAuth USER_SRP_AUTH', 'RespondToAuthChallenge PASSWORD_VERIFIER'];
const BY_CODE = 'RespondToAuthChallenge SOFTWARE_TOKEN_MFA';

let pool: LocalPool;
let server: RecordingServer;
let folder: string;
beforeAll(async () => {
  const [seeded] = (await parseSeed(readFileSync(new URL('../pool.yaml', import.meta.url), 'utf8')))
    .pools;
  const zoe = { username: 'zoë', password: PASSWORD, totpSecret: SECRET_CODE };
  const asking = {
    ...seeded!,
    name: 'asking',
    userPoolId: 'us-east-1_Asking',
    clients: [{ clientId: 'asking' }],
    deviceTracking: { challengeRequiredOnNewDevice: true, onlyRememberedOnUserPrompt: true },
    users: [zoe],
  };
  const demanding = {
    name: 'demanding',
    userPoolId: 'us-east-1_Demanding',
    clients: [{ clientId: 'demanding' }],
    requiredAttributes: ['family_name'],
    users: seeded!.users!,
  };
  pool = createLocalPool({ seed: { pools: [seeded!, asking, demanding] } });
  server = await serve(pool);
  folder = mkdtempSync(`${tmpdir()}/countersign-deno-`);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
  pool.close();
});
beforeEach((context) => {
  if (!existsSync(deno)) context.skip('Deno is not installed (npm package `deno`)');
});
afterEach(() => {
  pool.reset();
  server.sent();
});

const sample = { username: 'alice', userPoolId: 'us-east-1_DenoSample', clientId: 'denosample' };

function start(name: string, login = sample): Program {
  return startProgram({ ...login, file: `${folder}/${name}`, endpoint: server.url });
}

/** A code works once, so time goes by first. */
function nextCode(secretCode = SECRET_CODE): string {
  pool.clock.advance(30);
  return totp(secretCode, pool.clock.nowMs());
}

const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

const namesOf = (calls: readonly Call[]): readonly string[] => calls.map(({ name }) => name);

describe('the whole slice', () => {
  test('from a temporary password to a remembered device', async () => {
    const first = start('first.json');
    await first.says('Password:');
    first.type(TEMPORARY);
    await first.says('The password was temporary.');
    await first.says('New password:');
    first.type(PASSWORD);
    await first.says('New password again:');
    first.type(PASSWORD);
    await first.says(
      'A second factor is required. Give an authenticator app this key, or this link:',
    );
    const secretCode = await first.nextLine();
    await first.says(
      `otpauth://totp/Countersign%20sample:alice?secret=${secretCode}&issuer=Countersign%20sample`,
    );
    await first.says('Code from the app:');
    first.type(nextCode(secretCode));
    expect(await first.end()).toEqual({
      exitCode: 0,
      lines: [
        'Signed in as alice. Answered: PASSWORD_VERIFIER, NEW_PASSWORD_REQUIRED, MFA_SETUP.',
        'This device is remembered.',
      ],
    });
    const calls = server.sent();
    expect(namesOf(calls)).toEqual([
      ...BY_PASSWORD,
      'RespondToAuthChallenge NEW_PASSWORD_REQUIRED',
      'AssociateSoftwareToken',
      'VerifySoftwareToken',
      'RespondToAuthChallenge MFA_SETUP',
      'ConfirmDevice',
    ]);
    expect(calls.filter(({ body }) => body.includes(TEMPORARY))).toEqual([]);
    const withPassword = calls.filter(({ body }) => body.includes(PASSWORD));
    expect(namesOf(withPassword)).toEqual(['RespondToAuthChallenge NEW_PASSWORD_REQUIRED']);
    if (process.platform !== 'win32') {
      expect(statSync(`${folder}/first.json`).mode & 0o777).toBe(0o600);
    }

    const second = start('second.json');
    await second.says('Password:');
    second.type(PASSWORD);
    await second.says('Code from the authenticator app:');
    const code = nextCode(secretCode);
    second.type(otherThan(code));
    await second.says('Invalid code received for user');
    await second.says('Code from the authenticator app:');
    second.type(code);
    expect(await second.end()).toEqual({
      exitCode: 0,
      lines: [
        'Signed in as alice. Answered: PASSWORD_VERIFIER, SOFTWARE_TOKEN_MFA.',
        'This device is remembered.',
      ],
    });
    const withCode = server.sent();
    expect(namesOf(withCode)).toEqual([...BY_PASSWORD, BY_CODE, BY_CODE, 'ConfirmDevice']);

    const third = start('second.json');
    third.type(PASSWORD);
    const answered = 'PASSWORD_VERIFIER, DEVICE_SRP_AUTH, DEVICE_PASSWORD_VERIFIER';
    expect(await third.end()).toEqual({
      exitCode: 0,
      lines: ['Password:', `Signed in as alice. Answered: ${answered}.`],
    });
    const remembered = server.sent();
    expect(namesOf(remembered)).toEqual([
      ...BY_PASSWORD,
      'RespondToAuthChallenge DEVICE_SRP_AUTH',
      'RespondToAuthChallenge DEVICE_PASSWORD_VERIFIER',
    ]);
    expect(remembered.filter(({ body }) => body.includes('MFA_CODE'))).toEqual([]);

    const wrong = start('second.json');
    wrong.type('Wrong-horse-7!');
    expect(await wrong.end()).toEqual({
      exitCode: 1,
      lines: ['Password:', 'Incorrect username or password.'],
    });
    const refused = server.sent();
    expect(namesOf(refused)).toEqual(BY_PASSWORD);
    const later = [...withCode, ...remembered, ...refused].map(({ body }) => body).join();
    expect(later).not.toContain(PASSWORD);
    expect(later).not.toContain('Wrong-horse-7!');
  });
});

describe('where the pool wants the word of the user', () => {
  const zoe = { username: 'zoë', userPoolId: 'us-east-1_Asking', clientId: 'asking' };

  async function signInToQuestion(): Promise<Program> {
    const program = start('asking.json', zoe);
    program.type(PASSWORD);
    await program.says('Password:');
    await program.says('Code from the authenticator app:');
    program.type('12345');
    expect(await program.nextLine()).toMatch(/^code must/);
    await program.says('Code from the authenticator app:');
    program.type(nextCode());
    await program.says('Signed in as zoë. Answered: PASSWORD_VERIFIER, SOFTWARE_TOKEN_MFA.');
    await program.says('Remember this device? (yes or no)');
    return program;
  }

  async function signInWithCode(remember: 'yes' | 'no'): Promise<void> {
    const program = await signInToQuestion();
    program.type(remember);
    expect(await program.end()).toEqual({ exitCode: 0, lines: [] });
    expect(namesOf(server.sent())).toEqual([
      ...BY_PASSWORD,
      BY_CODE,
      'ConfirmDevice',
      'UpdateDeviceStatus',
    ]);
  }

  test('a no, or none, leaves nothing behind; a yes is the last time that a code is asked for', async () => {
    await signInWithCode('no');
    expect((await (await signInToQuestion()).end()).exitCode).toBe(1);
    server.sent();
    expect(existsSync(`${folder}/asking.json`)).toBe(false);
    await signInWithCode('yes');
    const program = start('asking.json', zoe);
    program.type(PASSWORD);
    expect((await program.end()).exitCode).toBe(0);
    expect(namesOf(server.sent())).toContain('RespondToAuthChallenge DEVICE_PASSWORD_VERIFIER');
  });
});

test('attributes that the pool requires are asked for with the new password', async () => {
  const program = start('attributes.json', {
    ...sample,
    userPoolId: 'us-east-1_Demanding',
    clientId: 'demanding',
  });
  for (const line of [TEMPORARY, PASSWORD, 'Correct-horse-8!', PASSWORD, PASSWORD, 'Liddell']) {
    program.type(line);
  }
  const { lines, exitCode } = await program.end();
  expect(exitCode).toBe(0);
  expect(lines.slice(2)).toEqual([
    'New password:',
    'New password again:',
    'The two differ. New password:',
    'New password again:',
    'family_name:',
    'Signed in as alice. Answered: PASSWORD_VERIFIER, NEW_PASSWORD_REQUIRED.',
  ]);
});

test('a file that holds something else is left alone, and nothing is sent', async () => {
  for (const content of ['', '[1]', 'export PATH=secret', '{"x":{"deviceKey":"y"}}']) {
    writeFileSync(`${folder}/other`, content);
    const program = start('other');
    program.type(PASSWORD);
    expect(await program.end()).toEqual({
      exitCode: 1,
      lines: ['Password:', 'The file of devices holds something else: delete it, or name another.'],
    });
    expect(readFileSync(`${folder}/other`, 'utf8')).toBe(content);
  }
  expect(server.sent()).toEqual([]);
});

test('answers that end too early end the program', async () => {
  const program = start('early.json');
  program.type(TEMPORARY);
  expect(await program.end()).toEqual({
    exitCode: 1,
    lines: ['Password:', 'The password was temporary.', 'New password:', 'The answers ended here.'],
  });
});
