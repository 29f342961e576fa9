/** Server mode: our pool passes, and each server that is wrong on purpose is found out by name. */
import { createLocalPool } from '@countersign/local-pool';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from './_command-line.ts';
import { filledUp, REFUSED, secretHashOf, srpServer, withServer } from './_wrong-servers.ts';
import type { Input, Mischief, Received } from './_wrong-servers.ts';

interface Outcome {
  readonly exitCode: number;
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  readonly passed: number;
}

const honest: Mischief = (received, { forward }) => forward(received);

async function judge(endpoint: string, flags: readonly string[] = []): Promise<Outcome> {
  const { exitCode, stdout, stderr } = await runCommandLine([
    'server',
    '--endpoint',
    endpoint,
    '--json',
    ...flags,
  ]);
  expect(stderr).toBe('');
  const { checks } = JSON.parse(stdout) as {
    readonly checks: readonly {
      readonly id: string;
      readonly verdict: string;
      readonly why?: string;
    }[];
  };
  const having = (verdict: string): readonly string[] =>
    checks.filter((check) => check.verdict === verdict).map(({ id }) => id.replace('server/', ''));
  return {
    exitCode,
    failed: having('failed'),
    skipped: having('skipped'),
    passed: having('passed').length,
  };
}

/** Only days 1 to 9 can be written with a zero. */
const byDay = new Date().getUTCDate() > 9 ? ['time#5'] : [];

test('our pool passes', async () => {
  const { passed, ...outcome } = await withServer(honest, judge);
  expect(outcome).toEqual({ exitCode: 0, failed: [], skipped: byDay });
  expect(passed).toBeGreaterThan(90);
});

test('so does a server that shares no arithmetic with it', async () => {
  const outcome = await withServer(srpServer({}), (endpoint) =>
    judge(endpoint, ['--skip', 'device,new-password']),
  );
  expect(outcome).toMatchObject({ exitCode: 0, failed: [], skipped: byDay });
});

/** The operation failed: do as if it had not. */
function forgiving(isMeant: (received: Received) => boolean): Mischief {
  return async (received, knowledge) => {
    const sent = await knowledge.forward(received);
    if (sent.status === 200 || !isMeant(received)) return sent;
    const { ChallengeResponses, ClientId } = received.input as Record<
      string,
      Record<string, string>
    >;
    const username = ChallengeResponses?.['USERNAME'] ?? '';
    const tokens = await knowledge.tokensFor(ClientId as unknown as string, username);
    return tokens.status === 200 ? tokens : sent;
  };
}

const challengeIs =
  (name: string) =>
  ({ input }: Received): boolean =>
    input['ChallengeName'] === name;

/** Answers a call that was answered with tokens in the same way again. */
function repeating(): Mischief {
  const answers = new Map<string, { readonly status: number; readonly body: Input }>();
  return async (received, { forward }) => {
    const key = JSON.stringify(received);
    const sent = answers.get(key) ?? (await forward(received));
    if ('AuthenticationResult' in sent.body) answers.set(key, sent);
    return sent;
  };
}

/** Puts in the SECRET_HASH that was forgotten. */
const generous: Mischief = (received, { forward, secrets }) => {
  const input = structuredClone(received.input) as Record<string, Record<string, string>>;
  const clientId = input['ClientId'] as unknown as string;
  const named = input['AuthParameters'] ?? input['ChallengeResponses'];
  if (named !== undefined && secrets.has(clientId)) {
    Object.assign(named, secretHashOf(secrets.get(clientId), named['USERNAME'] ?? '', clientId));
  }
  return forward({ ...received, input });
};

const all = (area: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${area}#${from + index}`);

describe('a wrong server', () => {
  test.each<[string, () => Mischief, string, readonly string[]]>([
    [
      'answers A = 0',
      () => srpServer({ zeroA: 'answered' }),
      'public-a',
      ['public-a#1', 'public-a#2', 'public-a#3', 'public-a#8'],
    ],
    [
      'fills A and B up as RFC 5054 does',
      () => srpServer({ bytesOf: filledUp }),
      'accept#1',
      ['accept#1'],
    ],
    [
      'derives its key under another info',
      () => srpServer({ info: 'Caldera derived key' }),
      'proof',
      ['proof#17'],
    ],
    [
      'takes a proof again',
      () => srpServer({ blocks: 'good-for-ever' }),
      'replay',
      ['replay#1', 'replay#2'],
    ],
    [
      'does not read the time',
      () => srpServer({ timestamps: 'not-read' }),
      'time',
      [...all('time', 1, 4), ...(byDay.length > 0 ? [] : ['time#5']), 'time#6', 'time#7'],
    ],
    [
      'compares half of the signature',
      () => srpServer({ comparedBytes: 16 }),
      'proof',
      ['proof#21', 'proof#22', 'proof#23'],
    ],
    [
      'compares nothing of it',
      () => srpServer({ comparedBytes: 0 }),
      'proof',
      all('proof', 1, 30).filter((id) => id !== 'proof#28' && id !== 'proof#29'),
    ],
    [
      'does not compare the names',
      () => srpServer({ names: 'not-compared' }),
      'replay',
      ['replay#5'],
    ],
    ['keeps its b', () => srpServer({ B: 'always-the-same' }), 'accept', ['accept#10']],
    [
      'forgives every proof of a password',
      () => forgiving(challengeIs('PASSWORD_VERIFIER')),
      'replay',
      all('replay', 1, 6),
    ],
    [
      'forgives every proof of a device',
      () => forgiving(challengeIs('DEVICE_PASSWORD_VERIFIER')),
      'device',
      [...all('device', 2, 6), 'device#10'],
    ],
    ['repeats itself', repeating, 'replay', ['replay#1']],
    ['puts the secret hash in', () => generous, 'secret-hash', all('secret-hash', 2, 7)],
    [
      'fails where it should refuse',
      () =>
        async (received, { forward }) => {
          const sent = await forward(received);
          return sent.status === 400 ? { ...sent, status: 500 } : sent;
        },
      'wire',
      ['wire#1', 'wire#3', 'wire#4', 'wire#5'],
    ],
    [
      'refuses everybody',
      () =>
        async (received, { forward }) =>
          received.operation === 'InitiateAuth' ? REFUSED : forward(received),
      'accept',
      all('accept', 1, 10),
    ],
  ])('that %s is named by what it does', async (_name, make, only, expected) => {
    const { exitCode, failed } = await withServer(make(), (endpoint) =>
      judge(endpoint, ['--only', `server/${only}`]),
    );
    expect(failed).toEqual(expected);
    expect(exitCode).toBe(1);
  });
});

describe('accounts', () => {
  test('come by sign-up where that is asked for', async () => {
    const operations = new Set<string>();
    const listening: Mischief = (received, { forward }) => {
      operations.add(received.operation);
      return forward(received);
    };
    const outcome = await withServer(listening, (endpoint) =>
      judge(endpoint, ['--accounts', 'sign-up', '--only', 'server/accept']),
    );
    expect(outcome).toMatchObject({ exitCode: 0, failed: [], skipped: [] });
    expect(operations).toContain('SignUp');
    expect(operations).not.toContain('AdminCreateUser');
  });

  test('and pools are removed again', async () => {
    const left = await withServer(honest, async (endpoint) => {
      await judge(endpoint, ['--only', 'server/device#1']);
      const headers = { 'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools' };
      const response = await fetch(endpoint, {
        method: 'POST',
        headers,
        body: '{"MaxResults":60}',
      });
      return (await response.json()) as {
        readonly UserPools: readonly { readonly Name: string }[];
      };
    });
    expect(left.UserPools.filter(({ Name }) => Name.startsWith('countersign-'))).toEqual([]);
  });

  test('may be one that exists: what needs another is skipped by name', async () => {
    const lender = createLocalPool();
    const { userPoolId, clients, users } = lender.pools[0]!;
    const operations = new Set<string>();
    const lent: Mischief = async ({ operation, input }) => {
      operations.add(operation);
      const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` };
      const init = { method: 'POST', headers, body: JSON.stringify(input) };
      const response = await lender.fetch('http://localhost/', init);
      return { status: response.status, body: (await response.json()) as Input };
    };
    const { stdout, exitCode } = await withServer(lent, async (endpoint) => {
      const pool = ['--user-pool-id', userPoolId, '--client-id', clients[0]!.clientId];
      const argv = ['server', '--endpoint', endpoint, ...pool, '--username', users[0]!.username];
      return runCommandLine([...argv, '--skip', 'time'], {
        env: { COUNTERSIGN_PASSWORD: users[0]!.password },
      });
    });
    lender.close();
    expect(stdout).toMatch(/server\/replay#5 .+\n +needs two accounts/);
    expect(stdout).toMatch(/server\/user#2 .+\n +needs an account of its own/);
    expect(operations).not.toContain('AdminDisableUser');
    expect(stdout).toMatch(/server\/device#1 .+\n +the pool that was given tracks no devices/);
    expect(stdout).not.toContain('FAIL');
    expect(exitCode).toBe(0);
  });
});

describe('what cannot be judged', () => {
  test('is a server that is not there', async () => {
    const nowhere = ['server', '--endpoint', 'http://127.0.0.1:9'];
    const { exitCode, stdout } = await runCommandLine(nowhere);
    expect(stdout).toMatch(/BROKEN before the first check: CreateUserPool had no answer/);
    expect(exitCode).toBe(3);
  });

  test('is one that creates no pool', async () => {
    const stingy: Mischief = async () => REFUSED;
    const { exitCode, stdout } = await withServer(stingy, (endpoint) =>
      runCommandLine(['server', '--endpoint', endpoint]),
    );
    expect(stdout).toContain('CreateUserPool failed: 400 NotAuthorizedException');
    expect(exitCode).toBe(3);
  });

  const here = ['server', '--endpoint', 'http://localhost:9'];
  test.each([
    ['without an endpoint', ['server'], /--endpoint takes a URL/],
    ['at an endpoint of another kind', ['server', '--endpoint', 'file:///x'], /http or https/],
    ['at a URL with a password', ['server', '--endpoint', 'http://u:p@x'], /takes no credentials/],
    ['of an area that does not exist', [...here, '--skip', 'all'], /no area "all"/],
    ['with half a pool', [...here, '--client-id', 'x'], /go together/],
    ['with an account and no pool', [...here, '--username', 'x'], /--username needs/],
    ['with accounts from nowhere', [...here, '--accounts', 'x'], /admin or sign-up/],
  ])('is nothing %s', async (_name, argv, why) => {
    const { exitCode, stderr } = await runCommandLine(argv);
    expect(stderr).toMatch(why);
    expect(stderr).not.toContain('u:p');
    expect(exitCode).toBe(2);
  });

  test('is a server to which credentials would go in the clear', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
    const argv = ['server', '--endpoint', 'http://cognito.example'];
    const { exitCode, stderr } = await runCommandLine(argv, { env });
    expect(stderr).toContain('do not go over http');
    expect(exitCode).toBe(2);
  });
});
