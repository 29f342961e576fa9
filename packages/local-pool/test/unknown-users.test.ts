import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ALICE, SEED } from './_fixture.ts';
import { openSrp, signInPlain, signInSrp, startPool } from './_wire-client.ts';
import type { Json } from './_wire-client.ts';

const pool = startPool({ seed: SEED });
beforeEach(() => pool.reset());
afterAll(() => pool.close());

const NOBODY = { ...ALICE, username: 'nobody-at-all' };

async function parametersFor(username: string): Promise<Json> {
  const { answer } = await openSrp(pool, { ...ALICE, username });
  return answer.body['ChallengeParameters'] as Json;
}

describe('PreventUserExistenceErrors=ENABLED: an unknown user is simulated', () => {
  test('salt and id are stable per name, and differ between names', async () => {
    const [one, again, other] = [
      await parametersFor('nobody-at-all'),
      await parametersFor('nobody-at-all'),
      await parametersFor('somebody-else'),
    ];
    expect(again['SALT']).toBe(one['SALT']);
    expect(again['USER_ID_FOR_SRP']).toBe(one['USER_ID_FOR_SRP']);
    expect(again['SRP_B']).not.toBe(one['SRP_B']);
    expect(again['SECRET_BLOCK']).not.toBe(one['SECRET_BLOCK']);
    expect(other['SALT']).not.toBe(one['SALT']);
    expect(one['USER_ID_FOR_SRP']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/);
  });

  test('the same members in the same form as for a user', async () => {
    const [nobody, alice] = [await parametersFor('nobody-at-all'), await parametersFor('alice')];
    expect(Object.keys(nobody)).toEqual(Object.keys(alice));
    for (const { SALT, SRP_B } of [nobody, alice]) {
      expect(SALT).toMatch(/^[1-9a-f][0-9a-f]{20,31}$/);
      expect(SRP_B).toMatch(/^[1-9a-f][0-9a-f]{700,767}$/);
    }
  });

  test.each([
    ['USER_SRP_AUTH', signInSrp],
    ['USER_PASSWORD_AUTH', signInPlain],
  ])('%s fails as a wrong password does', async (_flow, signIn) => {
    const [nobody, wrong] = [
      await signIn(pool, NOBODY),
      await signIn(pool, { ...ALICE, password: 'Wrong-Pass-1' }),
    ];
    expect(nobody.body).toEqual(wrong.body);
    expect(nobody).toMatchObject({ error: 'NotAuthorizedException' });
  });
});

test.each([
  ['USER_SRP_AUTH', signInSrp],
  ['USER_PASSWORD_AUTH', signInPlain],
])('PreventUserExistenceErrors=LEGACY: %s says so at once', async (_flow, signIn) => {
  const answer = await signIn(pool, { ...NOBODY, clientId: 'other' });
  expect(answer).toMatchObject({
    error: 'UserNotFoundException',
    message: 'User does not exist.',
  });
});

test('a name is bounded', async () => {
  const { answer } = await openSrp(pool, { ...ALICE, username: 'x'.repeat(257) });
  expect(answer.error).toBe('InvalidParameterException');
});
