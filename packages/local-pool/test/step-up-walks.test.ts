/** Properties of step-up, on users who have whatever there is to have, in pools of every kind. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalPool, PoolSeed, UserSeed } from '@countersign/local-pool';
import { PASSWORD } from './_fixture.ts';
import { EVERY_FACTOR, SECRET_CODE } from './_mfa.ts';
import { aimAt, climb, LOA, reachedBy } from './_step-up.ts';
import type { Reached } from './_step-up.ts';
import { call, startPool } from './_wire-client.ts';

const MODES = ['OFF', 'OPTIONAL', 'ON'] as const;
const MAIL = { email: 'of@example.com', email_verified: 'true' };
const PHONE = { phone_number: '+15551239878', phone_number_verified: 'true' };

/** One user for each combination, in one pool for each mode. */
const USERS: readonly UserSeed[] = [0, 1, 2, 3].flatMap((addresses) =>
  (['none', 'set', 'wanted'] as const).map((app) => ({
    username: `${app}-${addresses}`,
    password: PASSWORD,
    attributes: { ...((addresses & 1) > 0 && MAIL), ...((addresses & 2) > 0 && PHONE) },
    ...(app !== 'none' && { totpSecret: SECRET_CODE }),
  })),
);

let pool: LocalPool;
beforeAll(async () => {
  pool = startPool({ seed: { pools: MODES.map(poolOf) } });
  for (const mode of MODES) {
    for (const { username } of USERS.filter(({ username: name }) => name.startsWith('set'))) {
      await call(pool.fetch, 'AdminSetUserMFAPreference', {
        UserPoolId: `eu-west-1_${mode}`,
        Username: username,
        SoftwareTokenMfaSettings: { Enabled: false },
      });
    }
  }
});
afterAll(() => pool.close());

function poolOf(mfa: (typeof MODES)[number]): PoolSeed {
  return {
    name: mfa,
    userPoolId: `eu-west-1_${mfa}`,
    mfa,
    mfaFactors: EVERY_FACTOR,
    allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
    clients: [{ clientId: mfa, explicitAuthFlows: ['ALLOW_USER_AUTH'] }],
    users: USERS,
  };
}

/** The published table, written down once more. */
function levelBy(amr: readonly string[] = []): number {
  const has = (...methods: string[]): boolean => methods.every((method) => amr.includes(method));
  if (has('pwd', 'otp')) return 4;
  if (has('swk') || has('hwk') || has('pwd', 'sms') || has('pwd', 'email_otp')) return 3;
  if (has('sms') || has('email_otp')) return 2;
  return has('pwd') ? 1 : 0;
}

const SHOWN: Readonly<Record<string, string>> = {
  PASSWORD: 'pwd',
  EMAIL_OTP: 'email_otp',
  SMS_OTP: 'sms',
  SMS_MFA: 'sms',
  SOFTWARE_TOKEN_MFA: 'otp',
};

const STEPS = fc.array(
  fc.record({
    targets: fc.array(fc.constantFrom(1, 2, 3, 4, 'urn:cognito:loa:9'), {
      minLength: 1,
      maxLength: 3,
    }),
    choices: fc.shuffledSubarray([...new Set(Object.keys(SHOWN))]),
    goesOn: fc.boolean(),
    waitSeconds: fc.constantFrom(0, 59, 60, 61),
    maxAge: fc.constantFrom(undefined, 60),
  }),
  { minLength: 1, maxLength: 5 },
);
const RUNS = { numRuns: process.env['COUNTERSIGN_FULL'] === '1' ? 1000 : 60 };

test('a level is what was shown, all that was asked is needed, and no step-up goes down', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...MODES),
      fc.constantFrom(...USERS),
      STEPS,
      async (mode, { username }, steps) => {
        let last: Omit<Reached, 'asked'> | undefined;
        for (const { targets, choices, goesOn, waitSeconds, maxAge } of steps) {
          pool.clock.advance(waitSeconds);
          const token = goesOn ? last : undefined;
          const more = {
            USERNAME: username,
            ...(token && { ACCESS_TOKEN: token.ACCESS_TOKEN }),
            ...(maxAge !== undefined && { MAX_AGE: String(maxAge) }),
          };
          const age = Math.floor(pool.clock.nowMs() / 1000) - (token?.authTime ?? 0);
          const credited = token !== undefined && (maxAge === undefined || age <= maxAge);
          const before = credited ? (token.amr ?? []) : [];
          const opened = await aimAt(pool, targets, more, mode);
          const hasApp = !username.startsWith('none') && mode !== 'OFF';
          if (opened.error !== undefined) {
            const isEasy = targets.includes(1) || (targets.includes(4) && hasApp);
            if (!credited) expect(isEasy).toBe(false);
            expect(opened.error).toBe('InvalidParameterException');
            continue;
          }
          const { asked, answer } = await climb(pool, opened, {
            user: username,
            clientId: mode,
            choices,
          });
          if (asked.includes('MFA_SETUP')) return;
          const now = reachedBy(answer);
          const shown = asked.flatMap((name) => SHOWN[name] ?? []);
          const methods = new Set([...before, ...shown].filter((method) => method !== 'mfa'));
          expect(now.amr?.filter((method) => method !== 'mfa')).toEqual([...methods]);
          expect(now.amr?.includes('mfa')).toBe(methods.size > 1);
          const level = levelBy(now.amr);
          expect(now.acr).toBe(LOA(level));
          expect(targets.some((target) => level >= Number(target))).toBe(true);
          if (hasApp && targets[0] === 4) expect(level).toBe(4);
          expect(level).toBeGreaterThanOrEqual(levelBy(before));
          expect(shown.filter((method) => before.includes(method))).toEqual([]);
          if (credited) expect(now.authTime).toBe(token.authTime);
          // A second factor that every sign-in insists on is in it, whatever the level.
          if (mode !== 'OFF' && username.startsWith('wanted')) expect(now.amr).toContain('otp');
          last = now;
        }
      },
    ),
    RUNS,
  );
});

test('no credit comes from another user’s token', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...USERS),
      fc.constantFrom(...USERS, { username: 'nobody' }),
      fc.constantFrom(...MODES),
      fc.constantFrom(1, 2, 3, 4),
      async (owner, thief, mode, target) => {
        fc.pre(owner.username !== thief.username);
        const own = { USERNAME: owner.username, PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
        const opened = await aimAt(pool, [1], own, 'OPTIONAL');
        const { answer } = await climb(pool, opened, {
          user: owner.username,
          clientId: 'OPTIONAL',
        });
        const { ACCESS_TOKEN } = reachedBy(answer);
        const stolen = { USERNAME: thief.username, ACCESS_TOKEN };
        const refused = await aimAt(pool, [target], stolen, mode);
        const unknown = thief.username === 'nobody' ? 'UserNotFoundException' : undefined;
        expect(refused.error).toBe(unknown ?? 'NotAuthorizedException');
        expect(refused.body).not.toHaveProperty('Session');
      },
    ),
    RUNS,
  );
});
