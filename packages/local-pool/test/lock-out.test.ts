import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createLockOut, guess } from '../src/_lock-out.ts';
import { ALICE, SEED } from './_fixture.ts';
import { call, claimFor, openSrp, signInPlain, signInSrp, startPool } from './_wire-client.ts';
import type { Answer, SignInInput } from './_wire-client.ts';

const pool = startPool({ seed: SEED });
beforeEach(() => pool.reset());

const WRONG = { ...ALICE, password: 'Wrong-Pass-1' };
const STRANGER = { ...WRONG, username: 'nobody-at-all' };
const INCORRECT = 'Incorrect username or password.';
const LOCKED = 'Password attempts exceeded';

async function fail(times: number, input: SignInInput = WRONG): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    expect((await signInPlain(pool, input)).message).toBe(INCORRECT);
  }
}

describe.each([
  ['a user', WRONG],
  ['a name that nobody has', STRANGER],
])('failed passwords lock out exponentially: %s', (_name, input) => {
  test('five failures lock for one second', async () => {
    await fail(5, input);
    expect(await signInPlain(pool, input)).toMatchObject({
      error: 'NotAuthorizedException',
      message: LOCKED,
    });
    expect((await signInSrp(pool, input)).message).toBe(LOCKED);
    pool.clock.advance(1);
    expect((await signInPlain(pool, input)).message).toBe(INCORRECT);
  });

  test('each further failure doubles the lock, up to 15 minutes', async () => {
    await fail(5, input);
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]) {
      pool.clock.advance(seconds - 0.001);
      expect((await signInPlain(pool, input)).message).toBe(LOCKED);
      pool.clock.advance(0.001);
      if (seconds < 900) expect((await signInPlain(pool, input)).message).toBe(INCORRECT);
    }
  });

  test('counted atomically under parallel guesses', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => signInPlain(pool, input)));
    expect(answers.filter(({ message }) => message === INCORRECT)).toHaveLength(5);
    expect(answers.filter(({ message }) => message === LOCKED)).toHaveLength(35);
  });
});

test('counted atomically under parallel proofs', async () => {
  const claims = [];
  for (let i = 0; i < 12; i += 1) claims.push(claimFor(pool, WRONG, await openSrp(pool, WRONG)));
  const answers: Answer[] = await Promise.all(
    claims.map((claim) => call(pool.fetch, 'RespondToAuthChallenge', claim)),
  );
  expect(answers.filter(({ message }) => message === INCORRECT)).toHaveLength(5);
});

test('the right password is refused during the lock, and clears it afterwards', async () => {
  await fail(5);
  expect((await signInPlain(pool, ALICE)).message).toBe(LOCKED);
  pool.clock.advance(1);
  expect((await signInPlain(pool, ALICE)).error).toBeUndefined();
  await fail(4);
  expect((await signInPlain(pool, ALICE)).error).toBeUndefined();
});

test('an attempt during the lock does not extend it', async () => {
  await fail(5);
  for (let i = 0; i < 5; i += 1) await signInPlain(pool, WRONG);
  pool.clock.advance(1);
  expect((await signInPlain(pool, ALICE)).error).toBeUndefined();
});

test('15 minutes without an attempt clear the count', async () => {
  await fail(4);
  pool.clock.advance(15 * 60);
  await fail(4);
  expect((await signInPlain(pool, ALICE)).error).toBeUndefined();
});

test('one user does not lock another out', async () => {
  await fail(5);
  expect((await signInPlain(pool, { ...ALICE, username: 'bob' })).error).toBeUndefined();
});

test('whatever the order of guesses, n failures lock for 2^(n-5) seconds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20_000 }), { maxLength: 60, size: 'max' }), (pausesMs) => {
      const lockOut = createLockOut();
      let nowMs = 1e12;
      let failures = 0;
      let openAtMs = 0;
      for (const pauseMs of pausesMs) {
        nowMs += pauseMs;
        const isOpen = nowMs >= openAtMs;
        let verified = false;
        const attempt = (): boolean =>
          guess(lockOut, nowMs, () => {
            verified = true;
            return false;
          });
        if (isOpen) {
          expect(attempt()).toBe(false);
          failures += 1;
          if (failures >= 5) openAtMs = nowMs + Math.min(2 ** (failures - 5) * 1000, 900_000);
        } else {
          expect(attempt).toThrow(LOCKED);
        }
        expect(verified).toBe(isOpen);
      }
    }),
  );
});
