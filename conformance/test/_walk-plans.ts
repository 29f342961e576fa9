/**
 * What random walks are made of: pools, users and decisions.
 *
 * @module
 */
import fc from 'fast-check';
import type { AuthFlow } from '@countersign/contract';
import { customAuth, customAuthAfterSrp } from '@countersign/flow/custom-auth';
import { userAuth, userAuthPreferring } from '@countersign/flow/user-auth';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createLocalPool } from '@countersign/local-pool';
import type { LocalPool, PoolSeed, UserSeed } from '@countersign/local-pool';

/** Keys are slow to make, so walks share pools; each has a user of its own. */
export const POOLS = 12;
/** A walk that needs more answers than this runs in circles. */
export const LONGEST = 20;

export const PASSWORD = 'Correct-horse-7!';
export const NEW_PASSWORD = 'Another-horse-8!';
export const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const RIGHT_RIDDLE = '42';
const CLIENT_SECRET = 'abcdefghijklmnopqrstuvwxyz012345';
const EVERY_FLOW = ['USER_SRP', 'USER_PASSWORD', 'CUSTOM', 'REFRESH_TOKEN'].map(
  (name) => `ALLOW_${name}_AUTH`,
);

const preferring = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'].map(
  (factor): [string, AuthFlow] => [`USER_AUTH, ${factor}`, userAuthPreferring(factor)],
);

/** By the name that tables and failures give them. */
export const FLOWS: { readonly [name: string]: AuthFlow } = {
  USER_SRP_AUTH: userSrpAuth,
  USER_PASSWORD_AUTH: userPasswordAuth,
  USER_AUTH: userAuth,
  ...Object.fromEntries(preferring),
  CUSTOM_AUTH: customAuth,
  'CUSTOM_AUTH, SRP first': customAuthAfterSrp,
};

/** A pool. */
export interface PoolPlan {
  readonly pool: Pick<
    PoolSeed,
    'mfa' | 'mfaFactors' | 'deviceTracking' | 'allowedFirstAuthFactors'
  >;
  readonly withSecret: boolean;
}

/** A user of it. */
export interface UserPlan {
  readonly temporary: boolean;
  readonly confirmed: boolean;
  readonly hasApp: boolean;
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
}

/** One turn of the user's. */
export interface Decision {
  readonly right: boolean;
  /** The session has expired by then. */
  readonly late: boolean;
  readonly choice: number;
}

/** What a walk goes through. */
export interface Walk {
  readonly user: UserPlan;
  /** One of {@link FLOWS}. */
  readonly flow: string;
  /** How many sign-ins one after the other, from one device. */
  readonly signIns: number;
  readonly riddles: number;
  /** Each device is forgotten by the pool, not by the client, once it has signed in. */
  readonly forgotten: boolean;
  /** One decision after the other: which choice, and whether to answer rightly. */
  readonly decisions: readonly Decision[];
}

const subset = (...names: string[]): fc.Arbitrary<string[]> => fc.subarray(names);
const usually = (weight: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 0, max: 99 }).map((n) => n < weight);

/** So that each challenge is on somebody's way, whatever the others are like. */
export const WIDE_POOLS: readonly PoolPlan[] = ['OPTIONAL' as const, 'ON' as const].map((mfa) => ({
  pool: {
    mfa,
    mfaFactors: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'],
    deviceTracking: { challengeRequiredOnNewDevice: true, onlyRememberedOnUserPrompt: false },
    allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
  },
  withSecret: mfa === 'ON',
}));

export const poolPlans: fc.Arbitrary<PoolPlan> = fc.record({
  pool: fc.record({
    mfa: fc.constantFrom('OFF', 'OPTIONAL', 'ON'),
    mfaFactors: subset('SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP').map((names) =>
      names.length === 0 ? ['SOFTWARE_TOKEN_MFA'] : names,
    ),
    deviceTracking: fc.record({
      challengeRequiredOnNewDevice: fc.boolean(),
      onlyRememberedOnUserPrompt: usually(20),
    }),
    allowedFirstAuthFactors: subset('EMAIL_OTP', 'SMS_OTP').map((names) => ['PASSWORD', ...names]),
  }),
  withSecret: fc.boolean(),
});

export const walks: fc.Arbitrary<Walk> = fc.record({
  user: fc.record({
    temporary: usually(30),
    confirmed: usually(95),
    hasApp: fc.boolean(),
    hasEmail: usually(80),
    hasPhone: usually(80),
  }),
  flow: fc.constantFrom(...Object.keys(FLOWS)),
  signIns: fc.integer({ min: 1, max: 3 }),
  riddles: fc.integer({ min: 0, max: 3 }),
  forgotten: usually(20),
  decisions: fc.array(fc.record({ right: usually(85), late: usually(4), choice: fc.nat(7) }), {
    minLength: LONGEST,
    maxLength: LONGEST,
  }),
});

/** Each walk has a user of its own. */
export function nameOf(index: number): string {
  return `walker-${index}`;
}

/** All pools, with all users of all walks: each in the pool that `poolOf` says. */
export function startPool(
  plans: readonly PoolPlan[],
  ways: readonly Walk[],
  poolOf: (index: number) => number,
): LocalPool {
  const riddlesOf = new Map(ways.map(({ riddles }, index) => [nameOf(index), riddles]));
  return createLocalPool({
    nowMs: () => Date.UTC(2026, 0, 7, 9, 5, 3),
    triggers: {
      defineAuthChallenge(event) {
        const asked = event.request.session.filter(
          ({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE',
        );
        const [last] = event.request.session.slice(-1);
        const riddles = riddlesOf.get(event.userName) ?? 0;
        if (last?.challengeName === 'SRP_A') event.response.challengeName = 'PASSWORD_VERIFIER';
        else if (asked.filter(({ challengeResult }) => challengeResult).length >= riddles)
          event.response.issueTokens = true;
        else if (asked.length > riddles + 2) event.response.failAuthentication = true;
        else event.response.challengeName = 'CUSTOM_CHALLENGE';
        return event;
      },
      createAuthChallenge(event) {
        event.response.publicChallengeParameters = { question: 'of life' };
        event.response.privateChallengeParameters = { answer: RIGHT_RIDDLE };
        return event;
      },
      verifyAuthChallengeResponse(event) {
        const { challengeAnswer, privateChallengeParameters } = event.request;
        event.response.answerCorrect = challengeAnswer === privateChallengeParameters['answer'];
        return event;
      },
    },
    seed: {
      pools: plans.map(({ pool, withSecret }, at) => ({
        name: `walks-${at}`,
        ...pool,
        clients: [
          {
            explicitAuthFlows: [...EVERY_FLOW, 'ALLOW_USER_AUTH'],
            preventUserExistenceErrors: 'ENABLED',
            ...(withSecret && { clientSecret: CLIENT_SECRET }),
          },
        ],
        users: ways.flatMap(({ user }, index) =>
          poolOf(index) === at ? [seedUser(user, index, pool.mfaFactors ?? [])] : [],
        ),
      })),
    },
  });
}

function seedUser(user: UserPlan, index: number, mfaFactors: readonly string[]): UserSeed {
  const enabledMfa = [
    ...(user.hasEmail ? ['EMAIL_OTP'] : []),
    ...(user.hasPhone ? ['SMS_MFA'] : []),
  ].filter((name) => mfaFactors.includes(name));
  const phone = { phone_number: `+1555${index + 1_000_000}`, phone_number_verified: 'true' };
  const email = { email: `${nameOf(index)}@example.com`, email_verified: 'true' };
  return {
    username: nameOf(index),
    password: PASSWORD,
    temporary: user.temporary,
    confirmed: user.confirmed,
    attributes: { ...(user.hasEmail && email), ...(user.hasPhone && phone) },
    ...(enabledMfa.length > 0 && { enabledMfa }),
    ...(user.hasApp && mfaFactors.includes('SOFTWARE_TOKEN_MFA') && { totpSecret: SECRET_CODE }),
  };
}
