import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseTimestamp, renderTimestamp } from '../src/_timestamp.ts';
import { ALICE, SEED, USER_POOL_ID } from './_fixture.ts';
import { openEphemeral, signClaim } from './_srp-client.ts';
import type { VerifierParameters } from './_srp-client.ts';
import { call, openSrp, signInSrp, startPool, timestampOf } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

const pool = startPool({ seed: SEED });
beforeEach(() => pool.reset());

describe('an independent client and the pool agree', () => {
  const password = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 8, maxLength: 40 }),
    fc.constantFrom('e\u0301 is not \u00e9', ' spaces around ', 'a:b:c::', '👩‍👩‍👧 family', 'nul\0nul'),
  );
  const username = fc
    .stringMatching(/^[\p{L}\p{N}\p{P}\p{S}]{1,20}$/u)
    .filter((name) => !name.includes('@'));

  test('whatever user name and password are, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        username,
        password.filter((text) => text.length <= 256),
        async (name, secret) => {
          const own = startPool({
            seed: {
              pools: [
                {
                  name: 'property',
                  userPoolId: USER_POOL_ID,
                  clients: [{ clientId: 'app' }],
                  users: [{ username: name, password: secret, temporary: true }],
                },
              ],
            },
          });
          const input = { ...ALICE, username: name, password: secret };
          expect((await signInSrp(own, input)).body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED');
          const wrong = await signInSrp(own, { ...input, password: `${secret}x` });
          expect(wrong.error).toBe('NotAuthorizedException');
        },
      ),
      { numRuns: 20 },
    );
  });

  test('SALT and SRP_B go out as minimal lower-case hex', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { answer } = await openSrp(pool, ALICE);
      const { SALT, SRP_B } = answer.body['ChallengeParameters'];
      for (const hex of [SALT, SRP_B]) expect(hex).toMatch(/^[1-9a-f][0-9a-f]*$/);
    }
  });

  test('SECRET_BLOCK is standard base64, and never the same twice', async () => {
    const blocks = new Set<string>();
    for (let i = 0; i < 20; i += 1) {
      const { answer } = await openSrp(pool, ALICE);
      blocks.add(answer.body['ChallengeParameters'].SECRET_BLOCK);
    }
    expect(blocks.size).toBe(20);
    for (const block of blocks) {
      expect(Buffer.from(block, 'base64').toString('base64')).toBe(block);
    }
  });
});

describe('SRP_A is accepted', () => {
  async function signInWith(secretA: bigint, spell: (hex: string) => string): Promise<Answer> {
    const ephemeral = openEphemeral(secretA);
    const opened = await call(pool.fetch, 'InitiateAuth', {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: 'app',
      AuthParameters: { USERNAME: 'alice', SRP_A: spell(ephemeral.publicAHex) },
    });
    const parameters: VerifierParameters = opened.body['ChallengeParameters'];
    const timestamp = timestampOf(pool.clock.nowMs());
    const poolName = USER_POOL_ID.slice(USER_POOL_ID.indexOf('_') + 1);
    const identity = { poolName, userId: 'alice', password: ALICE.password };
    const claim = { identity, parameters, timestamp };
    return call(pool.fetch, 'RespondToAuthChallenge', {
      ChallengeName: 'PASSWORD_VERIFIER',
      ClientId: 'app',
      ChallengeResponses: {
        USERNAME: 'alice',
        PASSWORD_CLAIM_SECRET_BLOCK: parameters.SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signClaim(ephemeral, claim),
        TIMESTAMP: timestamp,
      },
    });
  }

  test.each<[string, (hex: string) => string]>([
    ['in upper case', (hex) => hex.toUpperCase()],
    ['with a leading zero', (hex) => `0${hex}`],
    ['with a sign byte', (hex) => `00${hex}`],
  ])('%s', async (_name, spell) => {
    const answer = await signInWith(2n ** 255n + 12_345n, spell);
    expect(answer.body['AuthenticationResult']).toBeDefined();
  });

  test('with an odd number of digits', async () => {
    // 2^4001 has more bits than N, so small exponents are the ones with a known length.
    const answer = await signInWith(256n, (hex) => hex);
    expect(openEphemeral(256n).publicAHex).toHaveLength(65);
    expect(answer.body['AuthenticationResult']).toBeDefined();
  });

  test('from a 1024-bit secret', async () => {
    const answer = await signInWith(2n ** 1023n + 99n, (hex) => hex);
    expect(answer.body['AuthenticationResult']).toBeDefined();
  });
});

describe('TIMESTAMP', () => {
  const second = fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => seconds * 1000);

  test('what it renders, it reads, and it renders what clients send', () => {
    fc.assert(
      fc.property(second, (timeMs) => {
        expect(renderTimestamp(timeMs)).toBe(timestampOf(timeMs));
        expect(parseTimestamp(renderTimestamp(timeMs))).toBe(timeMs);
      }),
    );
  });

  test('any other text is refused or stands for another text', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .tuple(second, fc.nat({ max: 30 }), fc.string({ maxLength: 2 }))
        .map(([timeMs, at, piece]) => {
          const rendered = renderTimestamp(timeMs);
          return rendered.slice(0, at) + piece + rendered.slice(at + 1);
        }),
    );
    fc.assert(
      fc.property(text, (given) => {
        let timeMs: number;
        try {
          timeMs = parseTimestamp(given);
        } catch (error) {
          expect(error).toMatchObject({ type: 'InvalidParameterException' });
          return;
        }
        expect(parseTimestamp(renderTimestamp(timeMs))).toBe(timeMs);
      }),
      { numRuns: 500 },
    );
  });
});
