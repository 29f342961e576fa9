/**
 * Second factors of every kind, for tests that are not about one of them.
 *
 * @module
 */
import { expect } from 'vitest';
import type { LocalPool, PoolSeed, UserSeed } from '@countersign/local-pool';
import { ALICE, POOL_SEED, USER_POOL_ID } from './_fixture.ts';
import { totp } from './_totp.ts';
import { call, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

export const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const EVERY_FACTOR = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] as const;
export type Factor = (typeof EVERY_FACTOR)[number];

/** Members of `SetUserMFAPreference`. */
export const PREFERENCE_MEMBERS = {
  SMS_MFA: 'SMSMfaSettings',
  SOFTWARE_TOKEN_MFA: 'SoftwareTokenMfaSettings',
  EMAIL_OTP: 'EmailMfaSettings',
} as const;

/** `alice` can show every factor; `dora` has only a password. */
export function startMfaPool(
  settings: Partial<PoolSeed>,
  alice: Partial<UserSeed> = {},
): LocalPool {
  const everything: UserSeed = {
    username: 'alice',
    password: ALICE.password,
    attributes: { email: 'alice@example.com', phone_number: '+15551239878' },
    totpSecret: SECRET_CODE,
    ...alice,
  };
  const users = [everything, { username: 'dora', password: ALICE.password }];
  return startPool({
    seed: { pools: [{ ...POOL_SEED, mfaFactors: EVERY_FACTOR, ...settings, users }] },
  });
}

export const ADMIN_ALICE = { UserPoolId: USER_POOL_ID, Username: 'alice' };

/** `AdminSetUserMFAPreference` for `alice`. */
export function prefer(pool: LocalPool, settings: object): Promise<Answer> {
  return call(pool.fetch, 'AdminSetUserMFAPreference', { ...ADMIN_ALICE, ...settings });
}

/** The entry of `ChallengeResponses` that answers a challenge rightly. */
export function rightCode(pool: LocalPool, name: string, user = 'alice'): Record<string, string> {
  if (name === 'SOFTWARE_TOKEN_MFA') {
    return { SOFTWARE_TOKEN_MFA_CODE: totp(SECRET_CODE, pool.clock.nowMs()) };
  }
  return { [`${name}_CODE`]: sentCode(pool, user) };
}

/** The code that was sent last. */
export function sentCode(pool: LocalPool, user = 'alice'): string {
  const message = pool.outbox.newest(user);
  if (message?.kind !== 'code') throw new Error('No code was sent.');
  return message.code;
}

/** Another one of the same length. */
export function otherThan(code: string, by = 1): string {
  return String((Number(code) + by) % 10 ** code.length).padStart(code.length, '0');
}

export function expectTokens(answer: Answer): void {
  expect(answer.body['AuthenticationResult'], answer.text).toMatchObject({ TokenType: 'Bearer' });
}

/** `AdminGetUser`'s attributes, by name. */
export async function attributesOf(pool: LocalPool, Username: string): Promise<Json> {
  const { body } = await call(pool.fetch, 'AdminGetUser', { UserPoolId: USER_POOL_ID, Username });
  const list = body['UserAttributes'] as readonly { Name: string; Value: string }[];
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
}
