/**
 * boto3 judges the local pool, under every Python of this machine that has it.
 *
 * @module
 */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from 'vitest';
import { describeJudges, findInstalled } from './_installed.ts';
import type { Installed } from './_installed.ts';
import { invitedUser, startPoolProcess } from './_pool-process.ts';
import type { PoolProcess } from './_pool-process.ts';
import { run } from './_programs.ts';
import { verifiedClaims } from './_tokens.ts';

/** How a program of ours was refused; null where it was not. */
interface Refusal {
  readonly Code: string;
  readonly Message: string;
}

const TEMPORARY_PASSWORD = 'Temporäre-1';
const NEW_PASSWORD = 'Chosen-пароль-2';
const PRINT_VERSION = 'import boto3, sys; print("boto3", boto3.__version__, "on", sys.executable)';
const DEVICE_KEY = /^us-east-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WRONG_PASSWORD = {
  Code: 'NotAuthorizedException',
  Message: 'Incorrect username or password.',
};
const NOT_REFRESHABLE = { Code: 'NotAuthorizedException', Message: 'Invalid Refresh Token.' };
const NO_DEVICE = { Code: 'ResourceNotFoundException', Message: 'Device does not exist.' };

const installed = await findInstalled('python3', ['-c', PRINT_VERSION]);
let pool: PoolProcess;
let poolWithCodes: PoolProcess;

beforeAll(async () => {
  const deviceTracking = { challengeRequiredOnNewDevice: true };
  pool = await startPoolProcess({
    deviceTracking,
    users: installed.flatMap((judge) => [
      invitedUser(invitedBy(judge), TEMPORARY_PASSWORD),
      { username: ownerBy(judge), password: NEW_PASSWORD },
    ]),
  });
  poolWithCodes = await startPoolProcess({
    deviceTracking,
    mfa: 'ON',
    users: installed.map((judge) => ({ username: ownerBy(judge), password: NEW_PASSWORD })),
  });
});

afterAll(async () => Promise.all([pool.stop(), poolWithCodes.stop()]));

/** One for each judge: a temporary password is changed only once. */
function invitedBy(judge: Installed): string {
  return `invited-${installed.indexOf(judge)}`;
}

/** Of devices. */
function ownerBy(judge: Installed): string {
  return `bööö-${installed.indexOf(judge)}`;
}

/** Runs a program of this folder, and reads what it prints. */
async function runProgram<Seen>(judge: Installed, program: string, given: object): Promise<Seen> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  // -B: the compiled helpers would lie about in this folder.
  const outcome = await run(judge.path, ['-B', path], { input: JSON.stringify(given) });
  if (outcome.status !== 0) throw new Error(outcome.stderr);
  return JSON.parse(outcome.stdout) as Seen;
}

const missing = { name: 'boto3', howToInstall: 'apt-get install python3-boto3' };
describeJudges(installed, missing, (judgeTest) => {
  judgeTest('changes a temporary password and reads the user', async (judge) => {
    const { endpoint, userPoolId, clientId } = pool;
    const username = invitedBy(judge);
    const seen = await runProgram<{ accessToken: string; created: string }>(
      judge,
      'boto3-sign-in.py',
      {
        ...{ endpoint, userPoolId, clientId },
        ...{ username, password: TEMPORARY_PASSWORD, newPassword: NEW_PASSWORD },
      },
    );
    expect(seen).toMatchObject({
      refusal: WRONG_PASSWORD,
      challenge: 'NEW_PASSWORD_REQUIRED',
      expiresIn: 3600,
      username,
      attributes: { email: 'stranger@example.com' },
    });
    expect(Date.now() - Date.parse(seen.created)).toBeLessThan(24 * 3_600_000);
    const claims = await verifiedClaims(pool, seen.accessToken);
    expect(claims).toMatchObject({ username, client_id: clientId });
  });

  judgeTest("goes the way of AWS's example, from MFA_SETUP to a tracked device", async (judge) => {
    const { endpoint, userPoolId, clientId } = poolWithCodes;
    const seen = await runProgram<{ device: { key: string }; accessToken: string }>(
      judge,
      'boto3-example.py',
      {
        ...{ endpoint, userPoolId, clientId },
        ...{ username: ownerBy(judge), password: NEW_PASSWORD },
      },
    );
    const { accessToken, ...rest } = seen;
    expect(rest).toEqual({
      refused: {
        password: WRONG_PASSWORD,
        setUp: { Code: 'EnableSoftwareTokenMFAException', Message: expect.any(String) as string },
        code: { Code: 'CodeMismatchException', Message: expect.any(String) as string },
        usedCode: { Code: 'ExpiredCodeException', Message: expect.any(String) as string },
        negativeSalt: { Code: 'InvalidParameterException', Message: expect.any(String) as string },
        negativePasswordVerifier: {
          Code: 'InvalidParameterException',
          Message: expect.any(String) as string,
        },
        passwordFromDevice: WRONG_PASSWORD,
      },
      status: 'SUCCESS',
      challenges: [
        'MFA_SETUP',
        'SOFTWARE_TOKEN_MFA',
        'DEVICE_SRP_AUTH',
        'DEVICE_PASSWORD_VERIFIER',
      ],
      confirmationNecessary: false,
      device: {
        key: expect.stringMatching(DEVICE_KEY) as string,
        groupKey: expect.any(String) as string,
      },
      newDevice: null,
    });
    const claims = await verifiedClaims(poolWithCodes, accessToken);
    expect(claims).toMatchObject({ username: ownerBy(judge), device_key: seen.device.key });
  });

  judgeTest('signs in from forty devices, with numbers of every shape', async (judge) => {
    const { endpoint, clientId } = pool;
    const username = ownerBy(judge);
    const { seen, refused, refreshed, ...rest } = await runProgram<DevicesSeen>(
      judge,
      'boto3-devices.py',
      { ...{ endpoint, clientId }, ...{ username, password: NEW_PASSWORD } },
    );
    expect(new Set(seen.map(({ shapes }) => shapes.join())).size).toBe(5 * 4 * 2);
    for (const { shapes, device, accessToken, ...outcome } of seen) {
      const [, , echoesSession] = shapes;
      expect(outcome, shapes.join()).toEqual({
        challenges: ['DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'],
        newDevice: null,
        // Tried with one of the two, to save half of the time.
        wrong: echoesSession ? WRONG_PASSWORD : null,
        replayed: WRONG_PASSWORD,
      });
      const claims = await verifiedClaims(pool, accessToken);
      expect(claims).toMatchObject({ username, device_key: device });
    }
    expect(refused).toMatchObject({
      otherDevice: { Code: 'NotAuthorizedException' },
      noFirstFactor: {
        Code: 'NotAuthorizedException',
        Message: 'Cannot initiate DEVICE_SRP_AUTH flow without first authenticating',
      },
      confirmedTwice: { Code: 'DeviceKeyExistsException' },
      refreshWithoutKey: NOT_REFRESHABLE,
      refreshWithOtherKey: NOT_REFRESHABLE,
      forgotten: NO_DEVICE,
      forgottenRefresh: NOT_REFRESHABLE,
      forgottenRead: NO_DEVICE,
    });
    const claims = await verifiedClaims(pool, refreshed);
    expect(claims['device_key']).toBe(seen[0]!.device);
    expect(rest).toEqual({
      pages: [30, 10],
      allListed: true,
      asked: { not_remembered: null, remembered: 'DEVICE_SRP_AUTH' },
    });
  });
});

/** What `boto3-devices.py` prints. */
interface DevicesSeen {
  readonly seen: readonly {
    readonly shapes: readonly [salt: string, publicA: string, echoesSession: boolean];
    readonly challenges: readonly string[];
    readonly device: string;
    readonly accessToken: string;
    readonly newDevice: unknown;
    readonly wrong: Refusal | null;
    readonly replayed: Refusal | null;
  }[];
  readonly refused: { readonly [attempt: string]: Refusal | null };
  readonly refreshed: string;
}
