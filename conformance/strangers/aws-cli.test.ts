/**
 * The AWS CLI judges the local pool, as the example page of `RespondToAuthChallenge` uses it.
 *
 * @see AWS SDK code examples, `RespondToAuthChallenge`, AWS CLI
 * @module
 */
import { devNull } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { describeJudges, findInstalled } from './_installed.ts';
import type { Installed } from './_installed.ts';
import { invitedUser, startBuiltPool, startPoolProcess } from './_pool-process.ts';
import type { PoolProcess } from './_pool-process.ts';
import { run } from './_programs.ts';
import type { Outcome } from './_programs.ts';
import { verifiedClaims } from './_tokens.ts';

/** What the CLI prints. */
interface Answer {
  readonly ChallengeName?: string;
  readonly Session?: string;
  readonly AuthenticationResult?: {
    readonly AccessToken: string;
    readonly ExpiresIn: number;
    readonly TokenType: string;
    readonly NewDeviceMetadata?: { readonly DeviceKey: string };
  };
  readonly UserPool?: { readonly Id: string };
  readonly UserPoolClient?: { readonly ClientId: string };
  readonly User?: { readonly UserStatus: string };
  readonly Users?: readonly { readonly Username: string; readonly UserStatus: string }[];
}

const TEMPORARY_PASSWORD = 'Temporary-1';
const NEW_PASSWORD = 'Chosen-Password-2';
const DEVICE_KEY = /^us-east-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Version 1 ends with 255 when the service refuses, version 2 with 254. */
const REFUSED: readonly unknown[] = [254, 255];

const installed = await findInstalled('aws', ['--version']);
let pool: PoolProcess;

beforeAll(async () => {
  pool = await startPoolProcess({
    deviceTracking: { challengeRequiredOnNewDevice: true },
    users: installed.map((judge) => invitedUser(invitedBy(judge), TEMPORARY_PASSWORD)),
  });
});

afterAll(async () => pool.stop());

/** One for each judge: a temporary password is changed only once. */
function invitedBy(judge: Installed): string {
  return `invited-${installed.indexOf(judge)}`;
}

function environment(judge: Installed): NodeJS.ProcessEnv {
  const { PATH = '', ...inherited } = process.env;
  const own = Object.entries(inherited).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(own),
    PATH: `${dirname(judge.path)}${delimiter}${PATH}`,
    AWS_ACCESS_KEY_ID: 'not-checked',
    AWS_SECRET_ACCESS_KEY: 'not-checked',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    // Whatever is configured on this machine, nobody here may use it.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    LC_ALL: 'C.UTF-8',
    NO_PROXY: '127.0.0.1',
  };
}

async function aws(judge: Installed, ...args: readonly string[]): Promise<Outcome> {
  const common = ['cognito-idp', '--endpoint-url', pool.endpoint, '--output', 'json'];
  return run(judge.path, [...common, ...args], { env: environment(judge) });
}

async function answer(judge: Installed, ...args: readonly string[]): Promise<Answer> {
  const { status, stdout, stderr } = await aws(judge, ...args);
  if (status !== 0) throw new Error(`aws ${args[0]} ended with ${status}: ${stderr}`);
  return (stdout.trim() === '' ? {} : JSON.parse(stdout)) as Answer;
}

async function refusal(judge: Installed, ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await aws(judge, ...args);
  expect({ stdout, refused: REFUSED.includes(status) }).toEqual({ stdout: '', refused: true });
  return stderr;
}

function signIn(clientId: string, username: string, password: string): readonly string[] {
  return [
    ...['initiate-auth', '--auth-flow', 'USER_PASSWORD_AUTH', '--client-id', clientId],
    ...['--auth-parameters', `USERNAME=${username},PASSWORD=${password}`],
  ];
}

function newPassword(
  clientId: string,
  username: string,
  password: string,
  session: string,
): readonly string[] {
  return [
    ...['respond-to-auth-challenge', '--client-id', clientId],
    ...['--challenge-name', 'NEW_PASSWORD_REQUIRED', '--session', session],
    ...['--challenge-responses', `USERNAME=${username},NEW_PASSWORD=${password}`],
  ];
}

const missing = { name: 'The AWS CLI', howToInstall: 'apt-get install awscli' };
describeJudges(installed, missing, (judgeTest) => {
  judgeTest(
    'answers NEW_PASSWORD_REQUIRED and gets tokens and NewDeviceMetadata',
    async (judge) => {
      const { clientId } = pool;
      const username = invitedBy(judge);
      const opened = await answer(judge, ...signIn(clientId, username, TEMPORARY_PASSWORD));
      expect(opened).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });

      const weak = await refusal(
        judge,
        ...newPassword(clientId, username, 'weak', opened.Session!),
      );
      expect(weak).toContain('InvalidPasswordException');

      const chosen = newPassword(clientId, username, NEW_PASSWORD, opened.Session!);
      const { AuthenticationResult: result } = await answer(judge, ...chosen);
      expect(result).toMatchObject({
        ExpiresIn: 3600,
        TokenType: 'Bearer',
        NewDeviceMetadata: {
          DeviceKey: expect.stringMatching(DEVICE_KEY) as string,
          DeviceGroupKey: expect.stringMatching(/^[\w-]+$/) as string,
        },
      });
      const claims = await verifiedClaims(pool, result!.AccessToken);
      expect(claims).toMatchObject({
        ...{ username, client_id: clientId, token_use: 'access' },
        device_key: result!.NewDeviceMetadata!.DeviceKey,
      });

      expect(await refusal(judge, ...chosen)).toContain('NotAuthorizedException');
    },
  );

  judgeTest('is refused a wrong password', async (judge) => {
    const wrong = await refusal(
      judge,
      ...signIn(pool.clientId, invitedBy(judge), 'Wrong-Password-3'),
    );
    expect(wrong).toContain('NotAuthorizedException');
    expect(wrong).toContain('Incorrect username or password.');
  });

  judgeTest('makes a pool, a client and a user of its own, and signs in', async (judge) => {
    const { UserPool } = await answer(judge, 'create-user-pool', '--pool-name', 'of the CLI');
    const inPool = ['--user-pool-id', UserPool!.Id];
    const { UserPoolClient } = await answer(
      judge,
      ...['create-user-pool-client', ...inPool, '--client-name', 'of the CLI'],
      ...['--explicit-auth-flows', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    );
    const { User } = await answer(
      judge,
      ...['admin-create-user', ...inPool, '--username', 'zoë', '--message-action', 'SUPPRESS'],
    );
    expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
    const password = 'Pässwörd-4';
    await answer(
      judge,
      ...['admin-set-user-password', ...inPool, '--username', 'zoë'],
      ...['--password', password, '--permanent'],
    );
    const { Users } = await answer(judge, 'list-users', ...inPool);
    expect(Users).toMatchObject([{ Username: 'zoë', UserStatus: 'CONFIRMED' }]);

    const { ClientId } = UserPoolClient!;
    const { AuthenticationResult: result } = await answer(
      judge,
      ...signIn(ClientId, 'zoë', password),
    );
    const account = { endpoint: pool.endpoint, userPoolId: UserPool!.Id };
    const claims = await verifiedClaims(account, result!.AccessToken);
    expect(claims).toMatchObject({ username: 'zoë', client_id: ClientId });
  });

  judgeTest('signs in with the very command that the pool prints', async (judge) => {
    const printed = await startBuiltPool([], (line) => /^\s+(aws .+)$/.exec(line)?.[1]);
    const { status, stdout, stderr } = await run('sh', ['-c', printed.ready], {
      env: environment(judge),
    });
    await printed.stop();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ AuthenticationResult: { TokenType: 'Bearer' } });
  });
});
