/**
 * Sign-ins that aim at a level of authentication, answered rightly to their end.
 *
 * @module
 */
import { expect } from 'vitest';
import type { LocalPool, PoolSeed, UserSeed } from '@countersign/local-pool';
import { RELYING_PARTY } from './_authenticator.ts';
import type { Authenticator } from './_authenticator.ts';
import { begin, startChoicePool } from './_choice.ts';
import { claimsOf, respond } from './_devices.ts';
import { PASSWORD } from './_fixture.ts';
import { EVERY_FACTOR, prefer, rightCode, SECRET_CODE } from './_mfa.ts';
import { present } from './_passkeys.ts';
import type { Answer, Json } from './_wire-client.ts';

export const LOA = (level: number): string => `urn:cognito:loa:${level}`;

/** Every factor there is, and nobody has to show a second one. */
export async function startStepUpPool(
  settings: Partial<PoolSeed> = {},
  alice: Partial<UserSeed> = {},
): Promise<LocalPool> {
  const pool = startChoicePool(
    {
      mfa: 'OPTIONAL',
      mfaFactors: EVERY_FACTOR,
      allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'],
      passkeys: { relyingPartyId: RELYING_PARTY },
      ...settings,
    },
    { totpSecret: SECRET_CODE, ...alice },
  );
  await wantNothing(pool);
  return pool;
}

/** The authenticator app stays set up; no sign-in insists on it. */
export async function wantNothing(pool: LocalPool): Promise<void> {
  const answer = await prefer(pool, { SoftwareTokenMfaSettings: { Enabled: false } });
  expect(answer.text).toBe('{}');
}

/** Which factor is taken where there is a choice, and what shows it. */
export interface Way {
  readonly user?: string;
  readonly clientId?: string;
  /** In the order in which they are preferred. */
  readonly choices?: readonly string[];
  readonly authenticator?: Authenticator;
}

/** Answers whatever is asked until nothing is, or a factor is to be set up. Tells what was asked. */
export async function climb(
  pool: LocalPool,
  opened: Answer,
  way: Way = {},
): Promise<{ readonly asked: readonly string[]; readonly answer: Answer }> {
  const asked: string[] = [];
  let answer = opened;
  while (answer.body['ChallengeName'] !== undefined) {
    asked.push(answer.body['ChallengeName'] as string);
    expect(asked.length, asked.join(' ')).toBeLessThan(8);
    if (asked.at(-1) === 'MFA_SETUP') break;
    answer = await answerOne(pool, answer, way);
  }
  return { asked, answer };
}

async function answerOne(pool: LocalPool, posed: Answer, way: Way): Promise<Answer> {
  const { user = 'alice', clientId = 'app', choices = [], authenticator } = way;
  const name = posed.body['ChallengeName'] as string;
  if (name === 'WEB_AUTHN') return present(pool, posed, authenticator!);
  const give = (responses: Record<string, string>): Promise<Answer> =>
    respond(pool, posed, responses, { user, clientId });
  if (name === 'SELECT_CHALLENGE') {
    return give({ ANSWER: pick(posed.body['AvailableChallenges'] as readonly string[], choices) });
  }
  if (name === 'SELECT_MFA_TYPE') {
    const offered = posed.body['ChallengeParameters']['MFAS_CAN_CHOOSE'] as string;
    return give({ ANSWER: pick(JSON.parse(offered) as readonly string[], choices) });
  }
  if (name === 'PASSWORD') return give({ PASSWORD });
  // A code of an authenticator app is good once.
  if (name === 'SOFTWARE_TOKEN_MFA') pool.clock.advance(30);
  return give(rightCode(pool, name, user));
}

function pick(offered: readonly string[], choices: readonly string[]): string {
  const wanted = [...choices, 'PASSWORD'].find((choice) => offered.includes(choice));
  return wanted ?? offered[0]!;
}

/** USER_AUTH with `TARGET_ACR_VALUES`, of levels by number or of other names. */
export function aimAt(
  pool: LocalPool,
  targets: readonly (number | string)[],
  more: Record<string, string> = {},
  clientId?: string,
): Promise<Answer> {
  const names = targets.map((target) => (typeof target === 'number' ? LOA(target) : target));
  return begin(pool, { TARGET_ACR_VALUES: names.join(' '), ...more }, clientId);
}

/** Aims at a level and gets there. */
export async function reach(
  pool: LocalPool,
  target: number,
  more: Record<string, string> = {},
  way: Way = {},
): Promise<Reached> {
  const { asked, answer } = await climb(pool, await aimAt(pool, [target], more), way);
  return { asked, ...reachedBy(answer) };
}

export interface Reached {
  readonly asked: readonly string[];
  readonly ACCESS_TOKEN: string;
  readonly refreshToken: string;
  /** Of the access token; the id token says the same of it. */
  readonly acr: string | undefined;
  readonly amr: readonly string[] | undefined;
  readonly authTime: number;
}

export function reachedBy(answer: Answer): Omit<Reached, 'asked'> {
  expect(answer.body, answer.text).toHaveProperty('AuthenticationResult');
  const tokens = answer.body['AuthenticationResult'] as Json;
  const { acr, amr, auth_time: authTime } = claimsOf(tokens['AccessToken'] as string);
  expect(claimsOf(tokens['IdToken'] as string)).toMatchObject({ auth_time: authTime });
  const { acr: sameAcr, amr: sameAmr } = claimsOf(tokens['IdToken'] as string);
  expect({ acr: sameAcr, amr: sameAmr }).toEqual({ acr, amr });
  return {
    ACCESS_TOKEN: tokens['AccessToken'] as string,
    refreshToken: tokens['RefreshToken'] as string,
    acr,
    amr,
    authTime,
  };
}
