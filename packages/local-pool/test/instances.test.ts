import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLocalPool } from '@countersign/local-pool';
import { createExpiringMap } from '../src/_expiring-map.ts';
import { ALICE, PASSWORD, POOL_SEED, SEED, USER_POOL_ID } from './_fixture.ts';
import { call, claimFor, openSrp, signInPlain, signInSrp, startPool } from './_wire-client.ts';

describe('instances', () => {
  test('share nothing: a handshake of one is unknown to the other', async () => {
    const [one, two] = [startPool({ seed: SEED }), startPool({ seed: SEED })];
    const claim = claimFor(one, ALICE, await openSrp(one, ALICE));
    const answer = await call(two.fetch, 'RespondToAuthChallenge', claim);
    expect(answer.error).toBe('NotAuthorizedException');
  });

  test('reset goes back to the seed: ids, keys and clock; nobody signed in', async () => {
    const pool = startPool({ seed: { pools: [{ ...POOL_SEED, clients: [{}] }] } });
    const clientId = pool.pools[0]?.clients[0]?.clientId ?? '';
    const input = { ...ALICE, clientId };
    const url = `http://x/${USER_POOL_ID}/.well-known/jwks.json`;
    const keys: unknown = await (await pool.fetch(url)).json();
    const { body } = await signInSrp(pool, input);
    await call(pool.fetch, 'AdminDeleteUser', { UserPoolId: USER_POOL_ID, Username: 'alice' });
    await call(pool.fetch, 'CreateUserPool', { PoolName: 'another' });
    pool.clock.advance(1000);
    const startMs = pool.clock.nowMs() - 1_000_000;
    pool.reset();
    expect(pool.clock.nowMs()).toBe(startMs);
    expect(await (await pool.fetch(url)).json()).toEqual(keys);
    const { AccessToken } = body['AuthenticationResult'];
    expect((await call(pool.fetch, 'GetUser', { AccessToken })).error).toBe(
      'NotAuthorizedException',
    );
    expect((await signInSrp(pool, input)).error).toBeUndefined();
    const listed = await call(pool.fetch, 'ListUserPools', { MaxResults: 60 });
    expect(listed.body['UserPools']).toHaveLength(1);
  });

  test.each([
    ['options', null],
    ['issuer', { issuer: 'AWS' }],
    ['publicUrl', { publicUrl: 9229 }],
    ['nowMs', { nowMs: 0 }],
    ['random', { random: 4 }],
    ['onMessage', { onMessage: 'log' }],
  ])('%s is refused in %j', (argument, options) => {
    expect(() => createLocalPool(options as never)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT', argument }),
    );
  });

  test('a closed pool rejects', async () => {
    const pool = startPool({ seed: SEED });
    pool.close();
    await expect(signInPlain(pool, ALICE)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  });

  test('fetch takes a Request, a URL, or text, as fetch does', async () => {
    const pool = startPool({ seed: SEED });
    const url = `http://x/${USER_POOL_ID}/.well-known/openid-configuration`;
    for (const input of [url, new URL(url), new Request(url)]) {
      expect((await pool.fetch(input)).status).toBe(200);
    }
  });

  test('an abort rejects, before and while a trigger takes its time, as fetch does', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const never = new Promise<never>(() => {});
    const preSignUp = () => {
      setTimeout(() => controller.abort(reason), 1);
      return never;
    };
    const pool = startPool({ seed: SEED, triggers: { preSignUp } });
    const headers = { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp' };
    const body = JSON.stringify({ ClientId: 'app', Username: 'zoe', Password: PASSWORD });
    const init = { method: 'POST', headers, body, signal: controller.signal };
    await expect(pool.fetch('http://x/', init)).rejects.toBe(reason);
    await expect(pool.fetch('http://x/', init)).rejects.toBe(reason);
    await expect(pool.fetch(new Request('http://x/', init))).rejects.toBe(reason);
  });

  test.each([-1, Number.NaN, Infinity])('the clock does not advance by %d', (seconds) => {
    const pool = startPool({ seed: { pools: [] } });
    expect(() => pool.clock.advance(seconds)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT' }),
    );
  });

  test('the outbox tells as it sends', async () => {
    const told: string[] = [];
    const pool = startPool({ seed: SEED, onMessage: ({ username }) => told.push(username) });
    await call(pool.fetch, 'AdminCreateUser', { UserPoolId: USER_POOL_ID, Username: 'carol' });
    expect(told).toEqual(['carol']);
  });
});

describe('what a stranger can make the pool remember is bounded', () => {
  const operation = fc.record({
    kind: fc.constantFrom('set', 'get', 'take', 'wait'),
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    amount: fc.integer({ min: 1, max: 20 }),
  });

  test('a map holds its capacity, nothing expired comes out, every unused value is dropped once', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 100, size: 'max' }), (operations) => {
        const capacity = 4;
        const dropped: number[] = [];
        const given: number[] = [];
        const expiry = new Map<number, number>();
        let nowMs = 0;
        const map = createExpiringMap<number>({
          nowMs: () => nowMs,
          capacity,
          onDrop: (value) => dropped.push(value),
        });
        for (const [i, { kind, key, amount }] of operations.entries()) {
          if (kind === 'wait') nowMs += amount;
          if (kind === 'set') {
            // A key that is set again replaces its value: keys of secrets never are.
            map.take(key);
            map.set(key, i, nowMs + amount);
            expiry.set(i, nowMs + amount);
          }
          const value = kind === 'get' ? map.get(key) : kind === 'take' ? map.take(key) : undefined;
          if (value !== undefined) expect(expiry.get(value)).toBeGreaterThan(nowMs);
          if (kind === 'take' && value !== undefined) given.push(value);
          expect(map.size).toBeLessThanOrEqual(capacity);
        }
        map.clear();
        expect(map.size).toBe(0);
        expect(new Set(dropped).size).toBe(dropped.length);
        expect(given.filter((value) => dropped.includes(value))).toEqual([]);
      }),
    );
  });
});
