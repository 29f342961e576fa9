/** What a pool calls the levels of authentication, and the tiers that have none. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalPool, parseSeed } from '@countersign/local-pool';
import type { LocalPool } from '@countersign/local-pool';
import { PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { prefer } from './_mfa.ts';
import { aimAt, LOA, reach, reachedBy, startStepUpPool, wantNothing } from './_step-up.ts';
import { call, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

const SILVER = 'https://example.com/loa#silver';
const CODES = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'SMS_OTP'] } };
const TIER = 'FeatureUnavailableInTierException';
const INVALID = 'InvalidParameterException';

const named = (...names: readonly (string | undefined)[]): Json =>
  Object.fromEntries(
    names.flatMap((AcrValue, i) =>
      AcrValue === undefined ? [] : [[`Level${i + 1}`, { AcrValue }]],
    ),
  );

describe('AcrConfiguration and UserPoolTier', () => {
  const pool = startPool({ seed: { pools: [] } });
  const create = (settings: object): Promise<Answer> =>
    call(pool.fetch, 'CreateUserPool', { PoolName: 'levels', ...settings });
  const DEFAULTS = named(LOA(1), LOA(2), LOA(3), LOA(4));

  test('are shown in full, and what an update leaves out gets its default', async () => {
    const plain = (await create({})).body['UserPool'] as Json;
    expect(plain).toMatchObject({ UserPoolTier: 'ESSENTIALS', AcrConfiguration: DEFAULTS });
    const AcrConfiguration = named(undefined, SILVER);
    const made = await create({ UserPoolTier: 'PLUS', AcrConfiguration });
    const { Id: UserPoolId, ...shown } = made.body['UserPool'] as Json;
    const effective = named(LOA(1), SILVER, LOA(3), LOA(4));
    expect(shown).toMatchObject({ UserPoolTier: 'PLUS', AcrConfiguration: effective });
    await call(pool.fetch, 'UpdateUserPool', { UserPoolId });
    const { body } = await call(pool.fetch, 'DescribeUserPool', { UserPoolId });
    const back = { UserPoolTier: 'ESSENTIALS', AcrConfiguration: DEFAULTS };
    expect(body['UserPool']).toMatchObject(back);
  });

  test('levels may swap their names', async () => {
    const AcrConfiguration = named(LOA(4), LOA(3), LOA(2), LOA(1));
    expect((await create({ AcrConfiguration })).body['UserPool']).toMatchObject({
      AcrConfiguration,
    });
  });

  test.each([
    ['two that are alike', named(SILVER, SILVER)],
    ['the default of another level', named(LOA(4))],
    ['a level that is none', { Level5: { AcrValue: SILVER } }],
    ['no name', { Level1: {} }],
    ['an empty name', named('')],
    ['a blank', named('a b')],
    ['a quotation mark', named('"a"')],
    ['a backslash', named('a\\b')],
    ['more than ASCII', named('größer')],
    ['more than 64 characters', named('a'.repeat(65))],
  ])('%s: refused', async (_what, AcrConfiguration) => {
    expect((await create({ AcrConfiguration })).error).toBe(INVALID);
  });

  test('names of one’s own need the tier; a change to a lower one cannot keep them', async () => {
    const AcrConfiguration = named(SILVER);
    const LITE = { UserPoolTier: 'LITE' };
    expect((await create({ ...LITE, AcrConfiguration })).error).toBe(TIER);
    expect((await create({ UserPoolTier: 'FREE' })).error).toBe(INVALID);
    const made = await create({ ...LITE, AcrConfiguration: {} });
    expect(made.body['UserPool']).toMatchObject({ ...LITE, AcrConfiguration: DEFAULTS });
    const UserPoolId = made.body['UserPool'].Id as string;
    const change = (more: object): Promise<Answer> =>
      call(pool.fetch, 'UpdateUserPool', { UserPoolId, AcrConfiguration, ...more });
    expect((await change(LITE)).error).toBe(TIER);
    expect((await change({})).text).toBe('{}');
    expect((await change(LITE)).error).toBe(TIER);
    const { body } = await call(pool.fetch, 'DescribeUserPool', { UserPoolId });
    expect(body['UserPool'].AcrConfiguration.Level1).toEqual({ AcrValue: SILVER });
  });
});

describe('a pool with names of its own', () => {
  const right = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
  let own: LocalPool;
  beforeAll(async () => {
    own = await startStepUpPool({ acrNames: { level1: SILVER } });
  });
  afterAll(() => own.close());

  test('goes by them, and by no default that was replaced', async () => {
    expect(reachedBy(await aimAt(own, [SILVER], right)).acr).toBe(SILVER);
    expect((await aimAt(own, [1], right)).error).toBe(INVALID);
    expect((await reach(own, 4)).acr).toBe(LOA(4));
  });

  test('that changes them: a token keeps its methods, and no level', async () => {
    const before = reachedBy(await aimAt(own, [SILVER], right));
    const { ACCESS_TOKEN, amr, authTime } = before;
    expect((await aimAt(own, [SILVER], { ACCESS_TOKEN })).error).toBe(INVALID);
    const change = { UserPoolId: USER_POOL_ID, AcrConfiguration: named('gold') };
    expect((await call(own.fetch, 'UpdateUserPool', change)).text).toBe('{}');
    own.clock.advance(60);
    // Nothing is missing, so nothing is asked; what sign-ins insist on is.
    const renamed = reachedBy(await aimAt(own, ['gold'], { ACCESS_TOKEN }));
    expect(renamed).toMatchObject({ acr: 'gold', amr, authTime });
    await prefer(own, { SoftwareTokenMfaSettings: { Enabled: true } });
    const answer = await aimAt(own, ['gold'], { ACCESS_TOKEN });
    expect(answer.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    await wantNothing(own);
  });

  const rename = async (...names: readonly (string | undefined)[]): Promise<void> => {
    const change = { UserPoolId: USER_POOL_ID, AcrConfiguration: named(...names) };
    expect((await call(own.fetch, 'UpdateUserPool', change)).text).toBe('{}');
  };

  test('a second factor that sign-ins insist on counts when it was credited, after a password', async () => {
    const four = await reach(own, 4);
    await prefer(own, { SoftwareTokenMfaSettings: { Enabled: true } });
    await rename(undefined, undefined, undefined, 'platinum');
    const { ACCESS_TOKEN } = four;
    expect(reachedBy(await aimAt(own, ['platinum'], { ACCESS_TOKEN })).acr).toBe('platinum');
    await wantNothing(own);
  });

  test('and a code that was the first factor does not', async () => {
    await call(own.fetch, 'UpdateUserPool', { UserPoolId: USER_POOL_ID, Policies: CODES });
    const two = await reach(own, 2, { PREFERRED_CHALLENGE: 'SMS_OTP' });
    await prefer(own, { SMSMfaSettings: { Enabled: true } });
    await rename(undefined, 'silver');
    const answer = await aimAt(own, ['silver'], { ACCESS_TOKEN: two.ACCESS_TOKEN });
    expect(answer.body['ChallengeName']).toBe('SMS_MFA');
  });
});

test('a pool of a tier without step-up signs in as ever', async () => {
  const own = await startStepUpPool({ tier: 'LITE' });
  expect((await aimAt(own, [1])).error).toBe(TIER);
  expect((await aimAt(own, ['none'])).error).toBe(TIER);
  own.close();
});

describe('a seed', () => {
  const seed = (more: string): string => `pools:\n  - name: levels\n${more}`;

  test('names tier and levels', async () => {
    const text = seed(`    tier: PLUS\n    acrNames: { level2: '${SILVER}' }\n`);
    expect((await parseSeed(text)).pools[0]).toMatchObject({
      tier: 'PLUS',
      acrNames: { level2: SILVER },
    });
  });

  test.each([
    ["    acrNames: { level2: 'a b' }\n", 'pools[0].acrNames.level2'],
    ['    acrNames: { level5: five }\n', 'pools[0].acrNames.level5'],
    ['    tier: FREE\n', 'pools[0].tier'],
  ])('%j: the mistake is named', async (more, argument) => {
    const mistake = expect.objectContaining({ argument });
    await expect(parseSeed(seed(more))).rejects.toEqual(mistake);
  });

  test.each([
    { acrNames: { level1: SILVER, level2: SILVER } },
    { tier: 'LITE', acrNames: { level1: SILVER } },
  ] as const)('%j contradicts itself', (settings) => {
    const plant = (): unknown => createLocalPool({ seed: { pools: [{ name: 'x', ...settings }] } });
    expect(plant).toThrow(expect.objectContaining({ argument: 'pools[0].acrNames' }));
  });
});
