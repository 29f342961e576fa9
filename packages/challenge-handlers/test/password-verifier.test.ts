import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ephemeral, WireObject, WireValue } from '@countersign/contract';
import { createPasswordVerifier, openServerSrp } from '@countersign/srp-core/server';
import { openSrp, secureRandom } from '@countersign/srp-core';
import { passwordVerifier, preparePasswordVerifier } from '../src/password-verifier.ts';
import { nowMs, signInWith, success, tokens } from './_sign-in.ts';

const poolName = 'AbCdEf123';
const secretBlockBase64 = 'c2VjcmV0IGJsb2Nr';
const user = { poolName, userIdForSrp: 'real-name', password: 'P@ssw0rd-1', saltHex: 'a1b2c3' };
const verifierHex = createPasswordVerifier(user);

const good = {
  SALT: user.saltHex,
  SRP_B: openServerSrp({ verifierHex, random: secureRandom }).publicBHex,
  SECRET_BLOCK: secretBlockBase64,
  USER_ID_FOR_SRP: user.userIdForSrp,
  USERNAME: user.userIdForSrp,
};

const challenge = (parameters: WireObject) =>
  success({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: parameters });

describe('the claim', () => {
  test('is over USER_ID_FOR_SRP and the pool name, with the secret block unchanged', async () => {
    const server = openServerSrp({ verifierHex, random: secureRandom });
    const asked = challenge({ ...good, SRP_B: server.publicBHex });
    const { step, calls } = signInWith([passwordVerifier], asked, tokens);
    expect(await step).toMatchObject({ kind: 'signed-in', challenges: ['PASSWORD_VERIFIER'] });
    const opening = calls[0]?.input['AuthParameters'] as Record<string, string>;
    const responses = calls[1]?.input['ChallengeResponses'] as Record<string, string>;
    expect(Object.keys(opening).sort()).toEqual(['SRP_A', 'USERNAME']);
    expect(responses).toEqual({
      USERNAME: 'real-name',
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlockBase64,
      PASSWORD_CLAIM_SIGNATURE: expect.any(String) as string,
      TIMESTAMP: 'Wed Jan 7 09:05:03 UTC 2026',
    });
    const claim = {
      publicAHex: opening['SRP_A'] ?? '',
      poolName,
      userIdForSrp: user.userIdForSrp,
      secretBlockBase64,
      timestamp: responses['TIMESTAMP'] ?? '',
      signatureBase64: responses['PASSWORD_CLAIM_SIGNATURE'] ?? '',
    };
    expect(server.checkClaim(claim)).toBe(true);
  });

  test('is made from the ephemeral that opened the flow, and from no other', async () => {
    const context = { username: 'real-name', poolName: poolName as never, random: secureRandom };
    const prompt = passwordVerifier.read({
      name: 'PASSWORD_VERIFIER',
      parameters: good,
      available: [],
      stage: 'received',
      outputs: {},
    });
    const answer = { password: user.password };
    const stranger: Ephemeral = { kind: 'other', discard: () => undefined };
    for (const ephemeral of [undefined, stranger]) {
      const reply = await passwordVerifier.reply(prompt, answer, {
        ...context,
        nowMs,
        known: {},
        ...(ephemeral && { ephemeral }),
      });
      expect(reply).toEqual({ kind: 'restart', reason: 'ephemeral-lost' });
    }
    const own = openSrp(secureRandom);
    expect(
      await passwordVerifier.reply(prompt, answer, {
        ...context,
        nowMs,
        known: {},
        ephemeral: own,
      }),
    ).toMatchObject({ kind: 'respond', offerDeviceKey: true });
    await expect(
      passwordVerifier.reply(prompt, answer, { ...context, nowMs, known: {}, ephemeral: own }),
    ).rejects.toMatchObject({ code: 'ERR_ARGUMENT', reason: 'single-use' });
  });
});

describe('a challenge that is not one: a typed error, and nothing more is sent', () => {
  test.each(['SALT', 'SRP_B', 'SECRET_BLOCK', 'USER_ID_FOR_SRP'])(
    'C38–C41: %s missing',
    async (field) => {
      const { [field]: _, ...rest } = good as Record<string, string>;
      await expectProtocolError(rest, field);
    },
  );

  test('C37: ChallengeParameters missing', async () => {
    const { step, calls } = signInWith(
      [passwordVerifier],
      success({ ChallengeName: 'PASSWORD_VERIFIER' }),
    );
    await expect(step).rejects.toMatchObject({ code: 'ERR_PROTOCOL', reason: 'missing' });
    expect(calls).toHaveLength(1);
  });

  test.each<[string, WireValue]>([
    ['a number', 7],
    ['null', null],
    ['a list', ['ab']],
    ['an object', { ab: 'cd' }],
    ['true', true],
    ['empty', ''],
  ])('B34: a parameter that is %s', async (_name, value) => {
    for (const field of ['SALT', 'SRP_B', 'SECRET_BLOCK', 'USER_ID_FOR_SRP']) {
      await expectProtocolError({ ...good, [field]: value }, field);
    }
  });

  test('A, B: whatever text stands in SALT, SRP_B or SECRET_BLOCK', async () => {
    const field = fc.constantFrom('SALT', 'SRP_B', 'SECRET_BLOCK');
    const notHexNorBase64 = fc
      .string({ minLength: 1 })
      .filter((text) => !/^[0-9a-zA-Z+/=]*$/.test(text));
    await fc.assert(
      fc.asyncProperty(field, notHexNorBase64, async (name, text) => {
        await expectProtocolError({ ...good, [name]: text }, name);
      }),
      { numRuns: 60 },
    );
  });

  async function expectProtocolError(parameters: WireObject, field: string): Promise<void> {
    const { step, calls } = signInWith([passwordVerifier], challenge(parameters));
    const error: unknown = await step.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'ERR_PROTOCOL', field });
    expect(inspect(error)).not.toContain('P@ssw0rd-1');
    expect(calls.map(({ operation }) => operation)).toEqual(['InitiateAuth']);
  }
});

describe('a prepared handler', () => {
  const drawn = (): Uint8Array => Uint8Array.from({ length: 32 }, (_, index) => index + 7);
  const prepared = openSrp(drawn).srpAHex;
  const publicA = (calls: readonly { input: WireObject }[]): string | undefined =>
    (calls[0]?.input['AuthParameters'] as Record<string, string> | undefined)?.['SRP_A'];

  test('draws its key pair when it is made, not when the sign-in opens', async () => {
    const lengths: number[] = [];
    const handler = preparePasswordVerifier((length) => {
      lengths.push(length);
      return drawn();
    });
    expect(lengths).toEqual([32]);
    const context = { poolName: poolName as never, known: {} };
    const opening = await handler.begin?.({
      ...context,
      random: () => {
        throw new Error('Nothing is left to draw.');
      },
    });
    expect(opening?.parameters).toEqual({ SRP_A: prepared });
    expect(lengths).toEqual([32]);
  });

  test('signs in with it once, and the next time with another', async () => {
    const handler = preparePasswordVerifier(drawn);
    const first = signInWith([handler], challenge(good), tokens);
    expect(await first.step).toMatchObject({ kind: 'signed-in' });
    expect(publicA(first.calls)).toBe(prepared);
    const second = signInWith([handler], challenge(good), tokens);
    expect(await second.step).toMatchObject({ kind: 'signed-in' });
    expect(publicA(second.calls)).toMatch(/^[0-9a-f]{700,}$/);
    expect(publicA(second.calls)).not.toBe(prepared);
  });

  test('leaves it to the sign-in to report a random source that does not work', async () => {
    const environment = { code: 'ERR_UNSUPPORTED', reason: 'environment' };
    const handler = preparePasswordVerifier(() => new Uint8Array(32));
    const { step, calls } = signInWith([handler], challenge(good), tokens);
    await expect(step).rejects.toMatchObject(environment);
    expect(calls).toEqual([]);
  });
});
