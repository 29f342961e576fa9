/**
 * What random walks are made of: pools, users and moves. All of it is data, so that a walk can be
 * kept, and fast-check makes it smaller where it fails.
 *
 * @module
 */
import fc from 'fast-check';
import type { AuthFlow } from '@countersign/contract';
import { adminUserPasswordAuth } from '@countersign/flow/admin-user-password-auth';
import { customAuth, customAuthAfterSrp } from '@countersign/flow/custom-auth';
import { userAuth, userAuthPreferring, userAuthStepUp } from '@countersign/flow/user-auth';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import type { PoolSeed } from '@countersign/local-pool';

/** Half of them cannot be done at their time, and are passed over. */
export const MOST_MOVES = 16;

/** How a sign-in can begin. */
export interface Flow {
  /** Where it goes on from what a user has shown already, it needs that user's access token. */
  readonly authFlow: AuthFlow | ((accessToken: string) => AuthFlow);
  /** At a level that some users cannot reach. */
  readonly aims?: true;
  /** The password goes with the first call, or is proved right after it. */
  readonly opensWithPassword?: true;
  /** The signed twins of the operations carry it. */
  readonly isAdmin?: true;
}

const opensWithPassword = true;
const preferring = (['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const).map(
  (factor): [string, Flow] => [`USER_AUTH, ${factor}`, { authFlow: userAuthPreferring(factor) }],
);
const provingByPassword = (['PASSWORD', 'PASSWORD_SRP'] as const).map((factor): [string, Flow] => [
  `USER_AUTH, ${factor}`,
  { authFlow: userAuthPreferring(factor), opensWithPassword },
]);

const aimingAt = (accessToken: string | null, level: number): AuthFlow =>
  userAuthStepUp({ targetAcrValues: [`urn:cognito:loa:${level}`], accessToken });
const aims = true;
const aiming = [2, 4].map((level): [string, Flow] => [
  `USER_AUTH at level ${level}`,
  { authFlow: aimingAt(null, level), aims },
]);

/** By the name that tables and failures give them. */
export const FLOWS: { readonly [name: string]: Flow } = {
  USER_SRP_AUTH: { authFlow: userSrpAuth, opensWithPassword },
  USER_PASSWORD_AUTH: { authFlow: userPasswordAuth, opensWithPassword },
  ADMIN_USER_PASSWORD_AUTH: { authFlow: adminUserPasswordAuth, opensWithPassword, isAdmin: true },
  USER_AUTH: { authFlow: userAuth },
  ...Object.fromEntries([...provingByPassword, ...preferring, ...aiming]),
  'USER_AUTH, stepping up to level 3': {
    authFlow: (accessToken) => aimingAt(accessToken, 3),
    aims,
  },
  CUSTOM_AUTH: { authFlow: customAuth },
  'CUSTOM_AUTH, SRP first': { authFlow: customAuthAfterSrp, opensWithPassword },
};

/** A pool, and its one user. */
export interface Plan {
  readonly pool: Required<
    Pick<PoolSeed, 'mfa' | 'mfaFactors' | 'deviceTracking' | 'allowedFirstAuthFactors'>
  >;
  readonly passkeyCountsAsTwoFactors: boolean;
  readonly withSecret: boolean;
  readonly user: UserPlan;
  /** How many riddles CUSTOM_AUTH asks. */
  readonly riddles: number;
}

export interface UserPlan {
  readonly temporary: boolean;
  readonly confirmed: boolean;
  readonly hasApp: boolean;
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
}

/** What the user does next. */
export type Move =
  | { readonly does: 'sign in'; readonly flow: string; readonly rightly: boolean }
  /** What is asked. `choice` is among the factors that are offered, and the ways to be wrong. */
  | { readonly does: 'answer'; readonly rightly: boolean; readonly choice: number }
  /** Until the session has expired. */
  | { readonly does: 'dawdle' }
  /** Behind the client's back, as from another device. */
  | { readonly does: 'forget devices' }
  | { readonly does: 'register a passkey' };

/** Smaller is `false`. */
const sometimes = (percent: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 0, max: 99 }).map((n) => n >= 100 - percent);
/** Smaller is `true`. */
const usually = (percent: number): fc.Arbitrary<boolean> =>
  sometimes(100 - percent).map((not) => !not);

export const plans: fc.Arbitrary<Plan> = fc.record({
  pool: fc.record({
    mfa: fc.constantFrom('OFF', 'OFF', 'OPTIONAL', 'ON'),
    mfaFactors: fc.subarray(['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'], { minLength: 1 }),
    deviceTracking: fc.record({
      challengeRequiredOnNewDevice: fc.boolean(),
      onlyRememberedOnUserPrompt: sometimes(20),
    }),
    allowedFirstAuthFactors: fc
      .subarray(['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'], { minLength: 1 })
      .map((names) => ['PASSWORD', ...names]),
  }),
  passkeyCountsAsTwoFactors: fc.boolean(),
  withSecret: fc.boolean(),
  user: fc.record({
    temporary: sometimes(30),
    confirmed: usually(95),
    hasApp: fc.boolean(),
    hasEmail: usually(80),
    hasPhone: usually(80),
  }),
  riddles: fc.integer({ min: 0, max: 3 }),
});

const signIn = (rightly: boolean, flows: readonly string[]): fc.Arbitrary<Move> =>
  fc.constantFrom(...flows).map((flow) => ({ does: 'sign in', flow, rightly }));
const answer = (rightly: boolean): fc.Arbitrary<Move> =>
  fc.nat(7).map((choice) => ({ does: 'answer', rightly, choice }));
const simply = (does: 'dawdle' | 'forget devices' | 'register a passkey'): fc.Arbitrary<Move> =>
  fc.constant({ does });

const flowNames = Object.keys(FLOWS);
const passwordFlows = flowNames.filter((name) => FLOWS[name]!.opensWithPassword);

/** What is seldom possible is frequent. */
export const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 10, arbitrary: signIn(true, flowNames) },
  { weight: 4, arbitrary: signIn(true, ['USER_AUTH, WEB_AUTHN']) },
  { weight: 1, arbitrary: signIn(false, passwordFlows) },
  { weight: 12, arbitrary: answer(true) },
  { weight: 4, arbitrary: answer(false) },
  { weight: 1, arbitrary: simply('dawdle') },
  { weight: 2, arbitrary: simply('forget devices') },
  { weight: 8, arbitrary: simply('register a passkey') },
);
