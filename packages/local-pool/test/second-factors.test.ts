/** Which second factor is asked for, whatever pool and user want. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { respond } from './_devices.ts';
import { ALICE, POOL_SEED } from './_fixture.ts';
import { EVERY_FACTOR, expectTokens, PREFERENCE_MEMBERS, rightCode, SECRET_CODE } from './_mfa.ts';
import { call, signInPlain, startPool } from './_wire-client.ts';

const SUBSETS = Array.from({ length: 2 ** EVERY_FACTOR.length - 1 }, (_, i) =>
  EVERY_FACTOR.filter((_name, bit) => ((i + 1) >> bit) % 2 === 1),
);
const alice = {
  username: 'alice',
  password: ALICE.password,
  attributes: { email: 'alice@example.com', phone_number: '+15551239878' },
  totpSecret: SECRET_CODE,
};
const pool = startPool({
  seed: {
    pools: SUBSETS.map((mfaFactors, i) => ({
      ...POOL_SEED,
      userPoolId: `eu-west-1_Pool${i}`,
      clients: [{ clientId: `app${i}`, explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
      mfa: 'OPTIONAL',
      mfaFactors,
      users: [alice],
    })),
  },
});

test('it follows from what the pool offers and the user wants; its right answer is enough', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: SUBSETS.length - 1 }),
      fc.subarray([...EVERY_FACTOR]),
      fc.nat(),
      fc.constantFrom('ON', 'OPTIONAL', 'OFF'),
      fc.nat(),
      async (index, wishes, preferring, MfaConfiguration, choice) => {
        pool.reset();
        const offered = SUBSETS[index]!;
        const wanted = wishes.filter((name) => offered.includes(name));
        const preferred = wanted[preferring % 4];
        const names = { UserPoolId: `eu-west-1_Pool${index}` };
        await call(pool.fetch, 'SetUserPoolMfaConfig', { ...names, MfaConfiguration });
        const wishing = await call(pool.fetch, 'AdminSetUserMFAPreference', {
          ...names,
          Username: 'alice',
          ...Object.fromEntries(
            EVERY_FACTOR.map((name) => [
              PREFERENCE_MEMBERS[name],
              { Enabled: wanted.includes(name), PreferredMfa: name === preferred },
            ]),
          ),
        });
        expect(wishing.text).toBe('{}');
        const { body } = await call(pool.fetch, 'AdminGetUser', { ...names, Username: 'alice' });
        expect(body['UserMFASettingList'] ?? []).toEqual(wanted);
        expect(body['PreferredMfaSetting']).toBe(preferred);

        const insists = MfaConfiguration === 'ON' && wanted.length === 0;
        const candidates = insists ? offered : wanted;
        const input = { ...ALICE, clientId: `app${index}` };
        let answer = await signInPlain(pool, input);
        if (MfaConfiguration === 'OFF' || candidates.length === 0) return expectTokens(answer);
        let name = preferred ?? candidates[choice % candidates.length]!;
        if (preferred === undefined && candidates.length > 1) {
          expect(answer.body['ChallengeName']).toBe('SELECT_MFA_TYPE');
          const { MFAS_CAN_CHOOSE } = answer.body['ChallengeParameters'];
          expect(JSON.parse(MFAS_CAN_CHOOSE)).toEqual(candidates);
          const clientId = input.clientId;
          answer = await respond(pool, answer, { ANSWER: name }, { clientId });
        } else {
          name = preferred ?? candidates[0]!;
        }
        expect(answer.body['ChallengeName'], answer.text).toBe(name);
        const code = rightCode(pool, name);
        expectTokens(await respond(pool, answer, code, { clientId: input.clientId }));
      },
    ),
    { numRuns: process.env['COUNTERSIGN_FULL'] === '1' ? 2000 : 60 },
  );
});
