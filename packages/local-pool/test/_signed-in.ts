/**
 * What a signed-in user asks about her own attributes.
 *
 * @module
 */
import { expect } from 'vitest';
import type { LocalPool } from '@countersign/local-pool';
import { begin } from './_choice.ts';
import { PASSWORD } from './_fixture.ts';
import { call } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

/** The operations that take an access token, with it filled in. */
export interface SignedIn {
  readonly ask: (operation: string, input?: Json) => Promise<Answer>;
  /** `UpdateUserAttributes`. */
  readonly update: (attributes: Record<string, string>) => Promise<Answer>;
  /** `VerifyUserAttribute`. */
  readonly verify: (code: string, attribute?: string) => Promise<Answer>;
  /** `GetUserAttributeVerificationCode`. */
  readonly askCode: (attribute?: string) => Promise<Answer>;
  /** `DeleteUserAttributes`. */
  readonly remove: (...names: string[]) => Promise<Answer>;
  /** `GetUser`'s attributes, by name. */
  readonly attributes: () => Promise<Record<string, string>>;
}

export async function signedIn(pool: LocalPool, USERNAME = 'alice'): Promise<SignedIn> {
  const { body } = await begin(pool, { USERNAME, PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD });
  const { AccessToken } = body['AuthenticationResult'] as { readonly AccessToken: string };
  const ask = (operation: string, input: Json = {}): Promise<Answer> =>
    call(pool.fetch, operation, { AccessToken, ...input });
  return {
    ask,
    update: (attributes) => ask('UpdateUserAttributes', { UserAttributes: pairs(attributes) }),
    verify: (Code, AttributeName = 'email') => ask('VerifyUserAttribute', { AttributeName, Code }),
    askCode: (AttributeName = 'email') =>
      ask('GetUserAttributeVerificationCode', { AttributeName }),
    remove: (...UserAttributeNames) => ask('DeleteUserAttributes', { UserAttributeNames }),
    async attributes() {
      const answer = await ask('GetUser');
      expect(answer.error).toBeUndefined();
      const list = answer.body['UserAttributes'] as readonly { Name: string; Value: string }[];
      return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
    },
  };
}

/** `[{ Name, Value }]`. */
export function pairs(attributes: Record<string, string>): readonly Json[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}
