/**
 * boto3 judges the local pool, under every Python of this machine that has it.
 *
 * @module
 */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from 'vitest';
import { describeJudges, findInstalled } from './_installed.ts';
import type { Installed } from './_installed.ts';
import { startPoolProcess } from './_pool-process.ts';
import type { PoolProcess } from './_pool-process.ts';
import { run } from './_programs.ts';
import { verifiedClaims } from './_tokens.ts';

const PROGRAM = fileURLToPath(new URL('boto3-sign-in.py', import.meta.url));
const TEMPORARY_PASSWORD = 'Temporäre-1';
const NEW_PASSWORD = 'Chosen-пароль-2';
const PRINT_VERSION = 'import boto3, sys; print("boto3", boto3.__version__, "on", sys.executable)';

const installed = await findInstalled('python3', ['-c', PRINT_VERSION]);
let pool: PoolProcess;

beforeAll(async () => {
  const users = installed.map((judge) => ({
    username: invitedUser(judge),
    password: TEMPORARY_PASSWORD,
  }));
  pool = await startPoolProcess(users);
});

afterAll(async () => pool.stop());

/** One for each judge: a temporary password is changed only once. */
function invitedUser(judge: Installed): string {
  return `invited-${installed.indexOf(judge)}`;
}

const missing = { name: 'boto3', howToInstall: 'apt-get install python3-boto3' };
describeJudges(installed, missing, (judgeTest) => {
  judgeTest('changes a temporary password and reads the user', async (judge) => {
    const { endpoint, userPoolId, clientId } = pool;
    const username = invitedUser(judge);
    const { status, stdout, stderr } = await run(judge.path, [PROGRAM], {
      input: JSON.stringify({
        ...{ endpoint, userPoolId, clientId },
        ...{ username, password: TEMPORARY_PASSWORD, newPassword: NEW_PASSWORD },
      }),
    });
    if (status !== 0) throw new Error(stderr);
    const seen = JSON.parse(stdout) as { accessToken: string; created: string };
    expect(seen).toMatchObject({
      refusal: { Code: 'NotAuthorizedException', Message: 'Incorrect username or password.' },
      challenge: 'NEW_PASSWORD_REQUIRED',
      expiresIn: 3600,
      username,
      attributes: { email: 'stranger@example.com' },
    });
    expect(Date.now() - Date.parse(seen.created)).toBeLessThan(24 * 3_600_000);
    const claims = await verifiedClaims(pool, seen.accessToken);
    expect(claims).toMatchObject({ username, client_id: clientId });
  });
});
