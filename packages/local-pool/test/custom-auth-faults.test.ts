/** CUSTOM_AUTH with triggers that throw, give back nonsense, or are not there. */
import { describe, expect, test } from 'vitest';
import type { PoolTriggers } from '@countersign/local-pool';
import { begin, RIDDLES, startCustomPool } from './_custom.ts';
import { respond } from './_devices.ts';

describe('triggers that misbehave', () => {
  const fails = (): never => {
    throw new Error('the oracle is closed');
  };
  test.each([
    ['defineAuthChallenge', 'DefineAuthChallenge'],
    ['createAuthChallenge', 'CreateAuthChallenge'],
    ['verifyAuthChallengeResponse', 'VerifyAuthChallengeResponse'],
  ] as const)('%s throws: its message goes out', async (trigger, kind) => {
    const own = startCustomPool({ ...RIDDLES, [trigger]: fails });
    const asked = await begin(own);
    const answer = asked.error === undefined ? await respond(own, asked, { ANSWER: 'x' }) : asked;
    expect(answer).toMatchObject({
      error: 'UserLambdaValidationException',
      message: `${kind} failed with error the oracle is closed.`,
    });
    own.close();
  });

  const nonsense: unknown[] = [
    ...[undefined, null, 7, 'text', [], {}, { response: 'text' }, { response: {} }],
    ...['SMS_MFA', 'PASSWORD_VERIFIER', '', 7].map((challengeName) => ({
      response: { challengeName },
    })),
    { response: { issueTokens: 'yes' } },
    { response: { issueTokens: true, failAuthentication: true } },
  ];
  test.each(nonsense)('defineAuthChallenge gives back %j', async (given) => {
    const own = startCustomPool({ ...RIDDLES, defineAuthChallenge: () => given });
    expect((await begin(own)).error).toBe('InvalidLambdaResponseException');
    own.close();
  });

  test.each([{ publicChallengeParameters: { n: 7 } }, { privateChallengeParameters: [] }])(
    'createAuthChallenge gives back %j',
    async (response) => {
      const own = startCustomPool({ ...RIDDLES, createAuthChallenge: () => ({ response }) });
      expect((await begin(own)).error).toBe('InvalidLambdaResponseException');
      own.close();
    },
  );

  test('there are none, or one is missing', async () => {
    const message = 'Custom auth lambda trigger is not configured for the user pool.';
    const own = startCustomPool({});
    expect((await begin(own)).message).toBe(message);
    own.close();
    const { createAuthChallenge: _, ...some } = RIDDLES;
    const partial = startCustomPool(some);
    expect((await begin(partial)).message).toBe(message);
    partial.close();
  });

  test.each([{ postAuthentication: () => {} }, { preSignUp: 'text' }])(
    'options with %j are refused',
    (triggers) => {
      const argument = `triggers.${Object.keys(triggers)[0]}`;
      expect(() => startCustomPool(triggers as PoolTriggers)).toThrow(
        expect.objectContaining({ code: 'ERR_ARGUMENT', argument }),
      );
    },
  );
});
