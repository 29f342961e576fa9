/** Codes that verify addresses: whatever happens, a verified address is one whose code came back. */
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { PoolSeed } from '@countersign/local-pool';
import { REACHABLE, startChoicePool } from './_choice.ts';
import { ALICE } from './_fixture.ts';
import { ADMIN_ALICE, attributesOf, expectTokens, otherThan, sentCode } from './_mfa.ts';
import { startMfaPool } from './_mfa.ts';
import { pairs, signedIn } from './_signed-in.ts';
import { call, signInPlain } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

const SETTINGS: Partial<PoolSeed> = { autoVerifiedAttributes: ['email'] };
const pool = startChoicePool(SETTINGS);
const careful = startChoicePool({ ...SETTINGS, verifiedBeforeUpdate: ['email'] });
const POOLS = { 'at once': pool, 'when the code comes back': careful };

beforeEach(() => {
  pool.reset();
  careful.reset();
});
afterAll(() => {
  pool.close();
  careful.close();
});

describe('a verified address is one whose code came back', () => {
  const address = fc.constantFrom('a@example.com', 'b@example.com', 'alice@example.com');
  const step = fc.oneof(
    fc.record({ kind: fc.constant('update' as const), address }),
    fc.record({ kind: fc.constant('administer' as const), address }),
    fc.record({ kind: fc.constant('ask' as const) }),
    fc.record({ kind: fc.constant('wrong code' as const) }),
    // Any code that was ever sent, newest first.
    fc.record({ kind: fc.constant('code' as const), back: fc.nat({ max: 3 }) }),
  );

  test.each(Object.entries(POOLS))('changes are made %s', async (_when, own) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        own.reset();
        const alice = await signedIn(own);
        let last: string = REACHABLE.email;
        let isVerified = true;
        for (const taken of steps) {
          const messages = own.outbox.messages();
          if (taken.kind === 'update') await alice.update({ email: taken.address });
          else if (taken.kind === 'administer') {
            const UserAttributes = pairs({ email: taken.address });
            await call(own.fetch, 'AdminUpdateUserAttributes', { ...ADMIN_ALICE, UserAttributes });
          } else if (taken.kind === 'ask') await alice.askCode();
          else if (taken.kind === 'wrong code') await alice.verify('nothing-like-it');
          else {
            const message = messages.at(-1 - taken.back);
            if (message?.kind !== 'code') continue;
            const { error } = await alice.verify(message.code);
            if (error === undefined) [last, isVerified] = [message.destination, true];
          }
          const { email, email_verified } = await alice.attributes();
          if (email !== last) [last, isVerified] = [email!, false];
          expect({ email, email_verified }).toEqual({
            email: last,
            // Where changes wait, what is there has always been verified.
            email_verified: own === careful ? 'true' : String(isVerified),
          });
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('GetUserAttributeVerificationCode and VerifyUserAttribute', () => {
  test('a wrong code changes nothing; the right one works once, also for a verified address', async () => {
    const alice = await signedIn(pool);
    const { body } = await alice.askCode();
    const Destination = 'a***@e***';
    expect(body).toEqual({
      CodeDeliveryDetails: { Destination, DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    });
    const code = sentCode(pool);
    expect((await alice.verify(otherThan(code))).error).toBe('CodeMismatchException');
    expect((await alice.verify(code)).text).toBe('{}');
    expect((await alice.verify(code)).error).toBe('ExpiredCodeException');
  });

  test('a code lives a day', async () => {
    await (await signedIn(pool)).askCode();
    pool.clock.advance(24 * 3600 - 1);
    const code = sentCode(pool);
    const alice = await signedIn(pool);
    pool.clock.advance(1);
    expect((await alice.verify(code)).error).toBe('ExpiredCodeException');
  });

  test('five codes and fifteen tries an hour', async () => {
    const alice = await signedIn(pool);
    for (let i = 0; i < 5; i += 1) expect((await alice.askCode()).error).toBeUndefined();
    expect((await alice.askCode()).error).toBe('LimitExceededException');
    for (let i = 0; i < 15; i += 1) {
      expect((await alice.verify('x')).error).toBe('CodeMismatchException');
    }
    expect((await alice.verify(sentCode(pool))).error).toBe('LimitExceededException');
  });

  test.each([
    ['given_name', /Only phone_number and email can be verified/],
    ['email', /does not have a valid registered email address/],
    ['phone_number', /does not have a valid registered phone number/],
  ])('%s that cannot be verified', async (name, message) => {
    const bob = await signedIn(pool, 'bob');
    const answer = await bob.askCode(name);
    expect(answer).toMatchObject({ status: 400, error: 'InvalidParameterException' });
    expect(answer.message).toMatch(message);
  });

  test('a code for a password or a sign-up is none for an address', async () => {
    await call(pool.fetch, 'ForgotPassword', { ClientId: 'app', Username: 'alice' });
    const alice = await signedIn(pool);
    const code = sentCode(pool);
    expect((await alice.verify(code, 'phone_number')).error).toBe('ExpiredCodeException');
  });
});

describe('a sign-in verifies no address that was not shown in it', () => {
  const texting = startMfaPool(
    { mfa: 'OPTIONAL', aliasAttributes: ['phone_number'] },
    { enabledMfa: ['SMS_MFA'], preferredMfa: 'SMS_MFA' },
  );
  beforeEach(() => texting.reset());
  afterAll(() => texting.close());

  async function answerText(meanwhile: () => Promise<unknown>): Promise<Record<string, string>> {
    const { body } = await signInPlain(texting, ALICE);
    const SMS_MFA_CODE = sentCode(texting);
    await meanwhile();
    const answer = await call(texting.fetch, 'RespondToAuthChallenge', {
      ...{ ClientId: 'app', ChallengeName: 'SMS_MFA', Session: body['Session'] },
      ChallengeResponses: { USERNAME: 'alice', SMS_MFA_CODE },
    });
    expectTokens(answer);
    return attributesOf(texting, 'alice');
  }

  function administer(attributes: Record<string, string>, user = ADMIN_ALICE): Promise<Answer> {
    const input = { ...user, UserAttributes: pairs(attributes) };
    return call(texting.fetch, 'AdminUpdateUserAttributes', input);
  }

  test('the number that the code went to is verified', async () => {
    expect(await answerText(async () => {})).toMatchObject({ phone_number_verified: 'true' });
  });

  test('another one that replaced it meanwhile is not', async () => {
    const attributes = await answerText(() => administer({ phone_number: '+15550001111' }));
    expect(attributes).toMatchObject({ phone_number_verified: 'false' });
  });

  test('nor is one that somebody else signs in with', async () => {
    const taken = { phone_number: '+15551239878', phone_number_verified: 'true' };
    const attributes = await answerText(async () =>
      administer(taken, { ...ADMIN_ALICE, Username: 'dora' }),
    );
    expect(attributes['phone_number_verified']).not.toBe('true');
  });
});
