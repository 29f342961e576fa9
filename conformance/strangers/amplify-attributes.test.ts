/**
 * Amplify, unmodified, changes, verifies and deletes attributes of the local pool's users, and the users.
 *
 * @module
 */
import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import {
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchUserAttributes,
  sendUserAttributeVerificationCode,
  signIn,
  updateUserAttributes,
} from 'aws-amplify/auth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAmplify } from './_amplify.ts';
import { createBrowserStorage } from './_browser-storage.ts';
import { otherThan } from './_choice-pool.ts';
import { addUser, newestCode, startPool } from './_pool.ts';
import type { StrangersPool } from './_pool.ts';

const ADA = { username: 'ada', password: 'Correct-horse-7!' };
const OLD = 'ada@example.com';
const NEW = 'new@example.com';

let pool: StrangersPool;
beforeAll(async () => {
  pool = await startPool({
    AutoVerifiedAttributes: ['email', 'phone_number'],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  });
});
afterAll(async () => pool.close());

beforeEach(async () => {
  openAmplify(pool, createBrowserStorage());
  await addUser(pool, ADA);
  const UserAttributes = [
    { Name: 'email', Value: OLD },
    { Name: 'email_verified', Value: 'true' },
  ];
  const named = { UserPoolId: pool.userPoolId, Username: ADA.username };
  await pool.sdk.send(new AdminUpdateUserAttributesCommand({ ...named, UserAttributes }));
  await signIn(ADA);
});

test('attributes, and then the user', async () => {
  const updated = await updateUserAttributes({
    userAttributes: { email: NEW, phone_number: '+15551239878', nickname: 'Ad' },
  });
  expect(updated).toMatchObject({
    email: {
      isUpdated: false,
      nextStep: { codeDeliveryDetails: { destination: 'n***@e***', deliveryMedium: 'EMAIL' } },
    },
    phone_number: { isUpdated: false },
    nickname: { isUpdated: true },
  });
  expect(await fetchUserAttributes()).toMatchObject({
    ...{ email: OLD, email_verified: 'true', nickname: 'Ad' },
    ...{ phone_number: '+15551239878', phone_number_verified: 'false' },
  });

  const mailed = await newestCode(pool.endpoint, NEW);
  const verify = (confirmationCode: string): Promise<void> =>
    confirmUserAttribute({ userAttributeKey: 'email', confirmationCode });
  const wrong = { name: 'CodeMismatchException' };
  await expect(verify(otherThan(mailed))).rejects.toMatchObject(wrong);
  await verify(mailed);
  await expect(verify(mailed)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
  expect(await fetchUserAttributes()).toMatchObject({ email: NEW, email_verified: 'true' });

  const asked = await sendUserAttributeVerificationCode({ userAttributeKey: 'phone_number' });
  expect(asked).toMatchObject({ destination: '*******9878', deliveryMedium: 'SMS' });
  await deleteUserAttributes({ userAttributeKeys: ['phone_number'] });
  expect(await fetchUserAttributes()).not.toHaveProperty('phone_number');

  await deleteUser();
  await expect(signIn(ADA)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});
