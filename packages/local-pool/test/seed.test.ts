import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFlowError } from '@countersign/contract';
import { createLocalPool, parseSeed } from '@countersign/local-pool';
import type { Seed } from '@countersign/local-pool';
import { SEED } from './_fixture.ts';
import { signInSrp, startPool } from './_wire-client.ts';

const YAML = `
pools:
  - name: demo
    userPoolId: eu-west-1_AbCdEf123
    clients:
      - clientId: app
        clientSecret: true
    users:
      - username: alice
        password: P@ssw0rd-1
        temporary: true
        attributes: { email: alice@example.com }
`;

async function mistakeIn(text: string): Promise<string> {
  try {
    createLocalPool({ seed: await parseSeed(text) });
  } catch (error) {
    if (isFlowError(error) && error.code === 'ERR_ARGUMENT') return error.argument;
    throw error;
  }
  throw new Error('The seed was accepted.');
}

describe('a seed file', () => {
  test('in YAML', async () => {
    const [planted] = createLocalPool({ seed: await parseSeed(YAML) }).pools;
    expect(planted).toMatchObject({
      userPoolId: 'eu-west-1_AbCdEf123',
      clients: [{ clientId: 'app', clientSecret: expect.stringMatching(/^[a-z0-9]{52}$/) }],
      users: [{ username: 'alice', temporary: true, sub: expect.any(String) }],
    });
  });

  test('in JSON', async () => {
    expect(await parseSeed(JSON.stringify(SEED))).toEqual(SEED);
  });

  test.each<[string, string]>([
    ['pools:\n  - name: a\n    userpoolid: x', 'pools[0].userpoolid'],
    ['pools: []\nextra: 1', 'extra'],
    ['{}', 'pools'],
    ['', 'seed'],
    ['[]', 'seed'],
    ['pools: {}', 'pools'],
    ['pools:\n  - {}', 'pools[0].name'],
    ['pools:\n  - name: a\n    userPoolId: eu-west-1', 'pools[0].userPoolId'],
    ['pools:\n  - name: a\n    users: [{ username: b }]', 'pools[0].users[0].password'],
    [
      'pools:\n  - name: a\n    users: [{ username: b, password: 123456 }]',
      'pools[0].users[0].password',
    ],
    [
      'pools:\n  - name: a\n    users: [{ username: b, password: x, temporary: 1 }]',
      'pools[0].users[0].temporary',
    ],
    [
      'pools:\n  - name: a\n    users: [{ username: b, password: x, attributes: { a: 1 } }]',
      'pools[0].users[0].attributes.a',
    ],
    [
      'pools:\n  - name: a\n    users: [{ username: b, password: x, attributes: { pet: x } }]',
      'pools[0].users[0]',
    ],
    [
      'pools:\n  - name: a\n    users: [{ username: b, password: x }, { username: b, password: x }]',
      'pools[0].users[1].username',
    ],
    [
      'pools:\n  - name: a\n    usernameAttributes: [email]\n    users: [{ username: b, password: x }]',
      'pools[0].users[0]',
    ],
    [
      'pools:\n  - name: a\n    usernameAttributes: [email]\n    aliasAttributes: [email]',
      'pools[0].aliasAttributes',
    ],
    [
      'pools:\n  - name: a\n    clients: [{ clientSecret: short }]',
      'pools[0].clients[0].clientSecret',
    ],
    [
      'pools:\n  - name: a\n    clients: [{ explicitAuthFlows: [ALLOW_ALL] }]',
      'pools[0].clients[0].explicitAuthFlows[0]',
    ],
    [
      'pools:\n  - name: a\n    clients: [{ explicitAuthFlows: [USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH] }]',
      'pools[0].clients[0]',
    ],
    [
      'pools:\n  - name: a\n    clients: [{ clientId: x }, { clientId: x }]',
      'pools[0].clients[1].clientId',
    ],
    [
      'pools:\n  - name: a\n    clients: [{ authSessionMinutes: 2 }]',
      'pools[0].clients[0].authSessionMinutes',
    ],
    [
      'pools:\n  - name: a\n    passwordPolicy: { minimumLength: 3 }',
      'pools[0].passwordPolicy.minimumLength',
    ],
    [
      'pools:\n  - { name: a, userPoolId: x_1 }\n  - { name: b, userPoolId: x_1 }',
      'pools[1].userPoolId',
    ],
    ['pools: [', 'seed'],
  ])('with a mistake names the path to it: %j', async (text, path) => {
    expect(await mistakeIn(text)).toBe(path);
  });

  test('arbitrary values are accepted or refused with a path, and a password is never repeated', () => {
    const canary = 'Canary-7f3a';
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, member) => {
        const seed = {
          pools: [{ name: 'a', users: [{ username: 'b', password: [canary], [member]: value }] }],
        };
        for (const candidate of [value, seed]) {
          try {
            createLocalPool({ seed: candidate as unknown as Seed });
          } catch (error) {
            expect(isFlowError(error) && error.code).toBe('ERR_ARGUMENT');
            expect(String(error)).not.toContain(canary);
          }
        }
      }),
    );
  });
});

test('without a seed there is a pool, a client and a user to sign in', async () => {
  const pool = startPool();
  const [{ userPoolId, clients, users }] = pool.pools as [(typeof pool.pools)[0]];
  const answer = await signInSrp(pool, {
    userPoolId,
    clientId: clients[0]?.clientId ?? '',
    username: users[0]?.username ?? '',
    password: users[0]?.password ?? '',
  });
  expect(answer.body['AuthenticationResult']).toBeDefined();
});

test('a pool without clients gets one', async () => {
  const { pools } = startPool({ seed: { pools: [{ name: 'a' }] } });
  expect(pools[0]?.userPoolId).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/);
  expect(pools[0]?.clients).toHaveLength(1);
});

test('a region that is none is refused', () => {
  expect(() => createLocalPool({ region: 'us_east_1' })).toThrow(
    expect.objectContaining({ code: 'ERR_ARGUMENT', argument: 'region' }),
  );
});

test('an option that is not known is refused', () => {
  const options = { sead: SEED };
  expect(() => createLocalPool(options as object)).toThrow(
    expect.objectContaining({ code: 'ERR_ARGUMENT', argument: 'sead' }),
  );
});
