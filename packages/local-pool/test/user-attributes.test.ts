/** Attributes that signed-in users change, at once or when the code of a new address comes back. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { PoolSeed } from '@countersign/local-pool';
import { begin, REACHABLE, startChoicePool } from './_choice.ts';
import { PASSWORD, USER_POOL_ID } from './_fixture.ts';
import { attributesOf, sentCode } from './_mfa.ts';
import { pairs, signedIn } from './_signed-in.ts';
import { call } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

const SETTINGS: Partial<PoolSeed> = {
  aliasAttributes: ['email', 'preferred_username'],
  autoVerifiedAttributes: ['email'],
  requiredAttributes: ['email'],
};
const pool = startChoicePool(SETTINGS);
const careful = startChoicePool({ ...SETTINGS, verifiedBeforeUpdate: ['email'] });
const NEW = 'new@example.com';
const TO_NEW = { Destination: 'n***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' };

beforeEach(() => {
  pool.reset();
  careful.reset();
});
afterAll(() => {
  pool.close();
  careful.close();
});

/** As an administrator does it, to `alice`. */
function administer(attributes: Record<string, string>, on = pool): Promise<Answer> {
  const UserAttributes = pairs(attributes);
  const input = { UserPoolId: USER_POOL_ID, Username: 'alice', UserAttributes };
  return call(on.fetch, 'AdminUpdateUserAttributes', input);
}

async function signsIn(on: typeof pool, USERNAME: string): Promise<boolean> {
  const { body } = await begin(on, { USERNAME, PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD });
  return body['AuthenticationResult'] !== undefined;
}

describe('UpdateUserAttributes', () => {
  test('writes, overwrites, and takes away what is empty', async () => {
    const alice = await signedIn(pool);
    const { body } = await alice.update({ given_name: 'Alice', nickname: 'Al' });
    expect(body).toEqual({ CodeDeliveryDetailsList: [] });
    await alice.update({ given_name: 'Ally', nickname: '' });
    const attributes = await alice.attributes();
    expect(attributes).toMatchObject({ given_name: 'Ally', email_verified: 'true' });
    expect(attributes).not.toHaveProperty('nickname');
    expect(pool.outbox.messages()).toEqual([]);
  });

  test('a new address is unverified, gets a code, and signs in once it is verified', async () => {
    const alice = await signedIn(pool);
    const { body } = await alice.update({ email: NEW });
    expect(body).toEqual({ CodeDeliveryDetailsList: [TO_NEW] });
    expect(await alice.attributes()).toMatchObject({ email: NEW, email_verified: 'false' });
    expect(pool.outbox.newest(NEW)).toMatchObject({
      kind: 'code',
      purpose: 'VerifyUserAttribute',
      username: 'alice',
      code: expect.stringMatching(/^[0-9]{6}$/),
    });
    expect(await signsIn(pool, NEW)).toBe(false);
    expect((await alice.verify(sentCode(pool))).text).toBe('{}');
    expect(await alice.attributes()).toMatchObject({ email: NEW, email_verified: 'true' });
    expect(await signsIn(pool, NEW)).toBe(true);
    expect(await signsIn(pool, REACHABLE.email)).toBe(false);
  });

  test('an address that the pool does not verify is unverified too, without a code', async () => {
    const alice = await signedIn(pool);
    const { body } = await alice.update({ phone_number: '+15550001111' });
    expect(body).toEqual({ CodeDeliveryDetailsList: [] });
    expect(await alice.attributes()).toMatchObject({ phone_number_verified: 'false' });
    const asked = await alice.askCode('phone_number');
    expect(asked.body['CodeDeliveryDetails']).toMatchObject({ DeliveryMedium: 'SMS' });
    // Each address has a code of its own.
    expect((await alice.verify(sentCode(pool), 'email')).error).toBe('ExpiredCodeException');
    expect((await alice.verify(sentCode(pool), 'phone_number')).error).toBeUndefined();
  });

  test('a code for an address that was replaced verifies nothing', async () => {
    const alice = await signedIn(pool);
    await alice.askCode('phone_number');
    const code = sentCode(pool);
    await alice.update({ phone_number: '+15550001111' });
    expect((await alice.verify(code, 'phone_number')).error).toBe('ExpiredCodeException');
  });

  test('the same address stays verified, and no code is sent', async () => {
    const alice = await signedIn(pool);
    await alice.update({ email: REACHABLE.email });
    expect(await alice.attributes()).toMatchObject({ email_verified: 'true' });
    expect(pool.outbox.messages()).toEqual([]);
  });

  test.each([
    ['sub', { sub: 'x' }, 'NotAuthorizedException'],
    ['a verified address', { email_verified: 'true' }, 'NotAuthorizedException'],
    ['an unknown attribute', { 'custom:x': 'y' }, 'InvalidParameterException'],
    ['an address that is none', { email: 'nowhere' }, 'InvalidParameterException'],
    ['a required attribute without a value', { email: '' }, 'InvalidParameterException'],
  ])('%s is refused, and nothing else is written', async (_what, attributes, error) => {
    const alice = await signedIn(pool);
    const before = await alice.attributes();
    const answer = await alice.update({ nickname: 'Al', ...attributes });
    expect(answer).toMatchObject({ status: 400, error });
    expect(await alice.attributes()).toEqual(before);
    expect(pool.outbox.messages()).toEqual([]);
  });

  test('a list has to be there, and a token', async () => {
    const alice = await signedIn(pool);
    for (const operation of ['UpdateUserAttributes', 'DeleteUserAttributes']) {
      expect((await alice.ask(operation)).error).toBe('InvalidParameterException');
    }
    const forged = await alice.ask('UpdateUserAttributes', { AccessToken: 'a.b.c' });
    expect(forged.error).toBe('NotAuthorizedException');
  });

  test('what somebody signs in with is refused', async () => {
    const alice = await signedIn(pool);
    const bob = await signedIn(pool, 'bob');
    await alice.update({ preferred_username: 'ally' });
    const taken = await bob.update({ preferred_username: 'ally' });
    expect(taken.error).toBe('AliasExistsException');
    // Of an address that is an alias, the code decides.
    expect((await bob.update({ email: REACHABLE.email })).error).toBeUndefined();
    const code = sentCode(pool, 'bob');
    expect((await bob.verify(code)).error).toBe('AliasExistsException');
    expect(await bob.attributes()).toMatchObject({ email_verified: 'false' });
    await alice.update({ email: NEW });
    expect((await bob.verify(code)).error).toBeUndefined();
  });
});

describe('AttributesRequireVerificationBeforeUpdate', () => {
  test('the old address stays, and signs in, until the code of the new one comes', async () => {
    const alice = await signedIn(careful);
    const { body } = await alice.update({ email: NEW, nickname: 'Al' });
    expect(body).toEqual({ CodeDeliveryDetailsList: [TO_NEW] });
    const { email, email_verified, nickname } = await alice.attributes();
    expect([email, email_verified, nickname]).toEqual([REACHABLE.email, 'true', 'Al']);
    expect(await signsIn(careful, REACHABLE.email)).toBe(true);
    expect((await alice.verify(sentCode(careful))).error).toBeUndefined();
    expect(await alice.attributes()).toMatchObject({ email: NEW, email_verified: 'true' });
    expect(await signsIn(careful, REACHABLE.email)).toBe(false);
  });

  test('a code that is asked for is for the address that is there', async () => {
    const alice = await signedIn(careful);
    await alice.update({ email: NEW });
    const old = sentCode(careful);
    const { body } = await alice.askCode();
    expect(body['CodeDeliveryDetails']).toMatchObject({ Destination: 'a***@e***' });
    const code = sentCode(careful);
    if (old !== code) expect((await alice.verify(old)).error).toBe('CodeMismatchException');
    await alice.verify(code);
    expect(await alice.attributes()).toMatchObject({ email: REACHABLE.email });
  });

  test('an administrator who vouches for it changes it at once', async () => {
    await administer({ email: NEW }, careful);
    expect(await attributesOf(careful, 'alice')).toMatchObject({ email: REACHABLE.email });
    expect(careful.outbox.messages()).toHaveLength(1);
    await administer({ email: NEW, email_verified: 'True' }, careful);
    const verified = { email: NEW, email_verified: 'true' };
    expect(await attributesOf(careful, 'alice')).toMatchObject(verified);
    expect(careful.outbox.messages()).toHaveLength(1);
  });

  test('is shown, and has to be among AutoVerifiedAttributes', async () => {
    const UserAttributeUpdateSettings = { AttributesRequireVerificationBeforeUpdate: ['email'] };
    const input = { PoolName: 'p', UserAttributeUpdateSettings };
    const refused = await call(pool.fetch, 'CreateUserPool', input);
    expect(refused.error).toBe('InvalidParameterException');
    const AutoVerifiedAttributes = ['email'];
    const made = await call(pool.fetch, 'CreateUserPool', { ...input, AutoVerifiedAttributes });
    expect(made.body['UserPool']).toMatchObject({ UserAttributeUpdateSettings });
    expect(() => startChoicePool({ verifiedBeforeUpdate: ['email'] })).toThrow(
      /verifiedBeforeUpdate goes beyond autoVerifiedAttributes/,
    );
  });
});

describe('DeleteUserAttributes', () => {
  test('takes attributes away, and their verification with them', async () => {
    const alice = await signedIn(pool);
    expect((await alice.remove('phone_number', 'nickname')).text).toBe('{}');
    const attributes = await alice.attributes();
    expect(attributes).not.toHaveProperty('phone_number');
    expect(attributes).not.toHaveProperty('phone_number_verified');
  });

  test.each([
    ['sub', 'NotAuthorizedException'],
    ['email_verified', 'NotAuthorizedException'],
    ['email', 'InvalidParameterException'],
    ['custom:unknown', 'InvalidParameterException'],
  ])('%s stays', async (name, error) => {
    const alice = await signedIn(pool);
    const before = await alice.attributes();
    expect((await alice.remove('phone_number', name)).error).toBe(error);
    expect(await alice.attributes()).toEqual(before);
  });
});
