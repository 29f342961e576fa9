/** Server mode where it is interrupted, refused, kept waiting, or lent what is not its own. */
import { setTimeout } from 'node:timers/promises';
import { createLocalPool } from '@countersign/local-pool';
import type { PoolSeed } from '@countersign/local-pool';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from './_command-line.ts';
import type { CommandOutcome } from './_command-line.ts';
import { REFUSED, withServer } from './_wrong-servers.ts';
import type { Input, Mischief } from './_wrong-servers.ts';

/** Pools, or with the id of one its users. */
async function listed(endpoint: string, UserPoolId?: string): Promise<readonly string[]> {
  const operation = UserPoolId === undefined ? 'ListUserPools' : 'ListUsers';
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(UserPoolId === undefined ? { MaxResults: 60 } : { UserPoolId }),
  });
  const { UserPools = [], Users = [] } = (await response.json()) as {
    readonly UserPools?: readonly { readonly Name: string }[];
    readonly Users?: readonly { readonly Username: string }[];
  };
  const names = [...UserPools.map(({ Name }) => Name), ...Users.map(({ Username }) => Username)];
  return names.filter((name) => /^(?:countersign|user|guest)-/.test(name));
}

/** Runs against a pool that was there before. */
async function withLentPool<Result>(
  seed: PoolSeed,
  body: (lent: { readonly mischief: Mischief; readonly flags: readonly string[] }) => Result,
): Promise<Awaited<Result>> {
  const lender = createLocalPool({ seed: { pools: [seed] } });
  const { userPoolId, clients } = lender.pools[0]!;
  const mischief: Mischief = async ({ operation, input }) => {
    const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` };
    const init = { method: 'POST', headers, body: JSON.stringify(input) };
    const response = await lender.fetch('http://localhost/', init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Input) };
  };
  const flags = ['--user-pool-id', userPoolId, '--client-id', clients[0]!.clientId];
  try {
    return await body({ mischief, flags });
  } finally {
    lender.close();
  }
}

const judge = (endpoint: string, ...flags: readonly string[]): Promise<CommandOutcome> =>
  runCommandLine(['server', '--endpoint', endpoint, ...flags]);

/** Changes what a challenge brings. */
function bringing(challenge: string, change: (parameters: Input) => unknown): Mischief {
  return async (received, { forward }) => {
    const { status, body } = await forward(received);
    if (body['ChallengeName'] !== challenge) return { status, body };
    const ChallengeParameters = change(body['ChallengeParameters'] as Input);
    return { status, body: { ...body, ChallengeParameters } };
  };
}

describe('nothing is left behind', () => {
  test('by Ctrl-C', async () => {
    const stop = new AbortController();
    let signIns = 0;
    const late: Mischief = (received, { forward }) => {
      if (received.operation === 'InitiateAuth') signIns += 1;
      if (signIns === 2) stop.abort();
      return forward(received);
    };
    await withServer(late, async (endpoint) => {
      const argv = ['server', '--endpoint', endpoint];
      const { exitCode, stdout, stderr } = await runCommandLine(argv, { signal: stop.signal });
      expect(stdout).toMatch(/BROKEN after 1 of \d+: Interrupted\.\n$/);
      expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: '' });
      expect(await listed(endpoint)).toEqual([]);
    });
  });

  test('by Ctrl-C while a pool is made', async () => {
    const stop = new AbortController();
    const late: Mischief = async (received, { forward }) => {
      if (received.operation === 'CreateUserPool') stop.abort();
      return forward(received);
    };
    await withServer(late, async (endpoint) => {
      const argv = ['server', '--endpoint', endpoint, '--json'];
      const { exitCode, stdout } = await runCommandLine(argv, { signal: stop.signal });
      expect(JSON.parse(stdout)).toMatchObject({ broken: 'Interrupted.', checks: [] });
      expect(exitCode).toBe(3);
      expect(await listed(endpoint)).toEqual([]);
    });
  });

  test('by a set-up that is refused half-way', async () => {
    let clients = 0;
    const stingy: Mischief = (received, { forward }) => {
      if (received.operation === 'CreateUserPoolClient') clients += 1;
      // The second pool is there, and has no client.
      const isLast = received.operation === 'CreateUserPoolClient' && clients === 3;
      return isLast ? Promise.resolve(REFUSED) : forward(received);
    };
    await withServer(stingy, async (endpoint) => {
      const { stdout, exitCode } = await judge(endpoint);
      expect(stdout).toContain('BROKEN before the first check: CreateUserPoolClient failed');
      expect(exitCode).toBe(3);
      expect(await listed(endpoint)).toEqual([]);
    });
  });

  test('by accounts that could be made and not be given a password', async () => {
    await withLentPool({ name: 'lent', clients: [{}] }, async ({ mischief, flags }) => {
      const stingy: Mischief = (received, knowledge) =>
        received.operation === 'AdminSetUserPassword'
          ? Promise.resolve(REFUSED)
          : mischief(received, knowledge);
      await withServer(stingy, async (endpoint) => {
        const { exitCode } = await judge(endpoint, ...flags, '--only', 'server/accept#1');
        expect(exitCode).toBe(1);
        expect(await listed(endpoint, flags[1])).toEqual([]);
      });
    });
  });

  test('without being named', async () => {
    const greedy: Mischief = (received, { forward }) =>
      received.operation === 'DeleteUserPool' ? Promise.resolve(REFUSED) : forward(received);
    const { stderr, exitCode } = await withServer(greedy, (endpoint) =>
      judge(endpoint, '--only', 'server/wire#1'),
    );
    expect(stderr).toMatch(/^(?:Left behind: the user pool \S+_\w+\.\n){2}$/);
    expect(exitCode).toBe(0);
  });
});

describe('a challenge that nobody can answer is a failure with a name', () => {
  const LONG = 'f'.repeat(1_000_000);
  test.each<[string, string, (parameters: Input) => unknown, RegExp]>([
    ['a long B', 'accept#1', (sent) => ({ ...sent, SRP_B: LONG }), /SRP_B is too long/],
    ['a long SALT', 'accept#1', (sent) => ({ ...sent, SALT: LONG }), /SALT is too long/],
    ['a B that is no hex', 'accept#1', (sent) => ({ ...sent, SRP_B: '-2' }), /SRP_B is not hex/],
    ['no user', 'accept#1', (sent) => ({ ...sent, USER_ID_FOR_SRP: 0 }), /has no USER_ID_FOR_SRP/],
    ['no parameters of a device', 'device#1', () => null, /DEVICE_PASSWORD_VERIFIER has no SALT/],
    ['a long B of a device', 'device#1', (sent) => ({ ...sent, SRP_B: LONG }), /SRP_B is too long/],
  ])('%s', async (_name, id, change, why) => {
    const challenge = id === 'device#1' ? 'DEVICE_PASSWORD_VERIFIER' : 'PASSWORD_VERIFIER';
    const { exitCode, stdout } = await withServer(bringing(challenge, change), (endpoint) =>
      judge(endpoint, '--only', `server/${id}`),
    );
    expect(stdout).toMatch(why);
    expect(exitCode).toBe(1);
  });
});

describe('a pool that is lent', () => {
  const user = { username: 'ada', password: 'Countersign-9 lent' };
  const lentAccount = ['--username', user.username];
  const env = { COUNTERSIGN_PASSWORD: user.password };
  const tracking: PoolSeed = {
    name: 'lent',
    users: [user],
    deviceTracking: { challengeRequiredOnNewDevice: true, onlyRememberedOnUserPrompt: true },
  };

  test('may have a client with a secret: it refreshes with the hash of the user', async () => {
    const COUNTERSIGN_CLIENT_SECRET = 'a'.repeat(32);
    const clients = [{ clientSecret: COUNTERSIGN_CLIENT_SECRET }];
    await withLentPool({ name: 'lent', clients }, async ({ mischief, flags }) => {
      const { exitCode, stdout } = await withServer(mischief, (endpoint) => {
        const argv = ['server', '--endpoint', endpoint, ...flags, '--only', 'server/refresh'];
        return runCommandLine(argv, { env: { COUNTERSIGN_CLIENT_SECRET } });
      });
      expect(stdout).toMatch(/server\/refresh#4 .+\n +needs two clients/);
      expect(stdout).toContain('3 passed, 0 failed, 1 skipped.');
      expect(exitCode).toBe(0);
    });
  });

  test('keeps no device of an account that stays', async () => {
    await withLentPool(tracking, async ({ mischief, flags }) => {
      const devices = { ConfirmDevice: 0, ForgetDevice: 0 };
      const counting: Mischief = async (received, knowledge) => {
        const sent = await mischief(received, knowledge);
        if (received.operation in devices && sent.status === 200) {
          devices[received.operation as keyof typeof devices] += 1;
        }
        return sent;
      };
      const { exitCode, stdout, stderr } = await withServer(counting, (endpoint) => {
        const argv = ['server', '--endpoint', endpoint, ...flags, '--devices', ...lentAccount];
        return runCommandLine([...argv, '--only', 'server/device'], { env });
      });
      expect(stdout).not.toContain('FAIL');
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(devices.ConfirmDevice).toBeGreaterThan(9);
      expect(devices.ForgetDevice).toBe(devices.ConfirmDevice);
    });
  });

  test('remembers a device when it is told to, or that is said', async () => {
    await withLentPool(tracking, async ({ mischief, flags }) => {
      const forgetful: Mischief = (received, knowledge) =>
        received.operation === 'UpdateDeviceStatus'
          ? Promise.resolve(REFUSED)
          : mischief(received, knowledge);
      const { stdout } = await withServer(forgetful, (endpoint) => {
        const argv = ['server', '--endpoint', endpoint, ...flags, '--devices', ...lentAccount];
        return runCommandLine([...argv, '--only', 'server/device#1'], { env });
      });
      expect(stdout).toContain('UpdateDeviceStatus: 400 NotAuthorizedException');
    });
  });
});

describe('a server that hangs', () => {
  const hanging =
    (operation: string): Mischief =>
    (received, { forward }) =>
      received.operation === operation ? new Promise(() => {}) : forward(received);

  test('is left after three checks without an answer, and what was made is removed', async () => {
    await withServer(hanging('InitiateAuth'), async (endpoint) => {
      const { exitCode, stdout } = await judge(endpoint, '--timeout', '4');
      expect(stdout).toMatch(/BROKEN after 3 of \d+: InitiateAuth had no answer: .*timeout\n$/);
      expect(exitCode).toBe(3);
      expect(await listed(endpoint)).toEqual([]);
    });
  });

  test('is not asked again and again to remove what it does not', async () => {
    await withLentPool({ name: 'lent' }, async ({ mischief, flags }) => {
      const asked: string[] = [];
      const { stderr } = await withServer(
        (received, knowledge) => {
          if (received.operation !== 'AdminDeleteUser') return mischief(received, knowledge);
          asked.push(String(received.input['Username']));
          return hanging('AdminDeleteUser')(received, knowledge);
        },
        (endpoint) => judge(endpoint, ...flags, '--timeout', '4', '--only', 'server/accept'),
      );
      expect(asked).toHaveLength(3);
      expect(stderr.match(/Left behind: the user \S+ of \S+\./g)?.length).toBeGreaterThan(7);
    });
  });

  // The checks begin more sign-ins than the seconds that they have, however fast the machine is.
  const slow: Mischief = async (received, { forward }) => {
    if (received.operation === 'InitiateAuth') await setTimeout(1_000);
    return forward(received);
  };
  test.each([
    [
      'that is slow has so long for everything',
      slow,
      '6',
      /after \d+ of \d+|before the first check/,
    ],
    ['from the start', hanging('CreateUserPoolClient'), '0.5', /before the first check/],
  ])('or one %s', async (_name, mischief, seconds, when) => {
    await withServer(mischief, async (endpoint) => {
      const { exitCode, stdout } = await judge(endpoint, '--total-timeout', seconds);
      expect(stdout).toMatch(when);
      expect(stdout).toContain(`The server took longer than ${seconds} s for everything.`);
      expect(exitCode).toBe(3);
      expect(await listed(endpoint)).toEqual([]);
    });
  });

  test('has a number of seconds', async () => {
    const { exitCode, stderr } = await judge('http://127.0.0.1:9', '--timeout', 'long');
    expect(stderr).toContain('--timeout takes a number, 86400 at most.');
    expect(exitCode).toBe(2);
  });
});
