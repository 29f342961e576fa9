/**
 * Random walks: our client through a pool of random making, with right and wrong answers. Whatever
 * comes, a walk ends signed in, at a typed stop or in a typed error; it never crashes, never runs for
 * ever, and never sends an answer that was accepted a second time.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { poolPlans, POOLS, startPool, walks, WIDE_POOLS } from './_walk-plans.ts';
import { walk } from './_walk.ts';

const WALKS = process.env['COUNTERSIGN_FULL'] === '1' ? 20_000 : 1000;

test(
  `${WALKS} walks end where a walk may end`,
  async () => {
    const seed = Math.trunc(Math.random() * 2 ** 31);
    const random = fc.sample(poolPlans, { numRuns: POOLS - WIDE_POOLS.length, seed });
    const plans = [...WIDE_POOLS, ...random];
    const ways = fc.sample(walks, { numRuns: WALKS, seed });
    const pool = startPool(plans, ways, (index) => index % POOLS);
    // So that walks that go nowhere cannot pass for ones that do.
    const challenges = new Set<string>();
    const ends = new Map<string, number>();
    const witness = {
      asked: (challenge: string) => void challenges.add(challenge),
      ended: (kind: string) => void ends.set(kind, (ends.get(kind) ?? 0) + 1),
      outcome: () => {},
    };
    for (const [index, way] of ways.entries()) {
      await walk(pool, index % POOLS, index, way, witness).catch((error: unknown) => {
        const where = JSON.stringify({ seed, index, ...plans[index % POOLS], ...way });
        throw new Error(`Walk ${where}: ${String(error)}`, { cause: error });
      });
    }
    pool.close();
    expect(EXPECTED.filter((name) => !challenges.has(name))).toEqual([]);
    const ordinary = ['signed-in', 'refused', 'restart'];
    for (const end of ordinary) expect(ends.get(end) ?? 0, end).toBeGreaterThan(WALKS / 100);
    // A challenge is one where the pool wants a factor that only an administrator can set up.
    const others = [...ends.keys()].filter((end) => ![...ordinary, 'challenge'].includes(end));
    expect(others).toEqual([]);
  },
  WALKS * 1000,
);

/** PASSWORD is posed to few: most send it along with their choice. */
const EXPECTED = [
  'CUSTOM_CHALLENGE',
  'DEVICE_PASSWORD_VERIFIER',
  'DEVICE_SRP_AUTH',
  'EMAIL_OTP',
  'MFA_SETUP',
  'NEW_PASSWORD_REQUIRED',
  'PASSWORD_VERIFIER',
  'SELECT_CHALLENGE',
  'SELECT_MFA_TYPE',
  'SMS_MFA',
  'SMS_OTP',
  'SOFTWARE_TOKEN_MFA',
];
