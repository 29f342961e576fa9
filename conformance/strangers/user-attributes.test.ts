/**
 * The AWS SDK for JavaScript and amazon-cognito-identity-js change, verify and delete attributes of the
 * local pool's users, and the users. The SDK knows the shapes and the names of the refusals.
 *
 * @module
 */
import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  AliasExistsException,
  CodeMismatchException,
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  DescribeUserPoolCommand,
  ExpiredCodeException,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  InitiateAuthCommand,
  InvalidParameterException,
  NotAuthorizedException,
  UpdateUserAttributesCommand,
  UserNotFoundException,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoUser } from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { settle, signInWithAmazonsClient } from './_amazon-client.ts';
import { otherThan } from './_choice-pool.ts';
import { addUser, newestCode, startPool } from './_pool.ts';
import type { StrangersPool } from './_pool.ts';

const PASSWORD = 'Correct-horse-7!';
const UserAttributeUpdateSettings = {
  AttributesRequireVerificationBeforeUpdate: ['email' as const],
};

let pool: StrangersPool;
beforeAll(async () => {
  pool = await startPool({
    AliasAttributes: ['email'],
    AutoVerifiedAttributes: ['email', 'phone_number'],
    UserAttributeUpdateSettings,
  });
});
afterAll(async () => pool.close());

let count = 0;
let username = '';
beforeEach(async () => {
  count += 1;
  username = `user-${count}`;
  await addUser(pool, { username, password: PASSWORD });
  await administer([email(`${username}@example.com`), { Name: 'email_verified', Value: 'true' }]);
});

const email = (Value: string): AttributeType => ({ Name: 'email', Value });
const named = (): { UserPoolId: string; Username: string } => ({
  UserPoolId: pool.userPoolId,
  Username: username,
});

async function administer(UserAttributes: AttributeType[]): Promise<void> {
  await pool.sdk.send(new AdminUpdateUserAttributesCommand({ ...named(), UserAttributes }));
}

function byName(list: readonly AttributeType[] = []): Record<string, string | undefined> {
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
}

describe('the AWS SDK', () => {
  async function signIn(USERNAME = username): Promise<{ AccessToken: string }> {
    const { AuthenticationResult } = await pool.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: pool.publicClient.clientId,
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );
    return { AccessToken: AuthenticationResult!.AccessToken! };
  }

  const attributes = async (token: { AccessToken: string }): Promise<object> =>
    byName((await pool.sdk.send(new GetUserCommand(token))).UserAttributes);

  test('changes at once what needs no code before, and verifies it', async () => {
    const token = await signIn();
    const AttributeName = 'phone_number';
    const { CodeDeliveryDetailsList } = await pool.sdk.send(
      new UpdateUserAttributesCommand({
        ...token,
        UserAttributes: [
          { Name: AttributeName, Value: '+15551239878' },
          { Name: 'nickname', Value: 'Al' },
        ],
      }),
    );
    const delivery = { Destination: '*******9878', DeliveryMedium: 'SMS', AttributeName };
    expect(CodeDeliveryDetailsList).toEqual([delivery]);
    expect(await attributes(token)).toMatchObject({
      ...{ nickname: 'Al', phone_number: '+15551239878', phone_number_verified: 'false' },
    });
    const asked = await pool.sdk.send(
      new GetUserAttributeVerificationCodeCommand({ ...token, AttributeName }),
    );
    expect(asked.CodeDeliveryDetails).toEqual(delivery);
    const right = await newestCode(pool.endpoint, username);
    const verify = (Code: string): Promise<unknown> =>
      pool.sdk.send(new VerifyUserAttributeCommand({ ...token, AttributeName, Code }));
    await expect(verify(otherThan(right))).rejects.toBeInstanceOf(CodeMismatchException);
    await verify(right);
    await expect(verify(right)).rejects.toBeInstanceOf(ExpiredCodeException);
    expect(await attributes(token)).toMatchObject({ phone_number_verified: 'true' });
    const UserAttributeNames = [AttributeName];
    await pool.sdk.send(new DeleteUserAttributesCommand({ ...token, UserAttributeNames }));
    expect(await attributes(token)).not.toHaveProperty(AttributeName);
  });

  test('keeps an address until the new one is verified, and signs in with the new one then', async () => {
    const { UserPool } = await pool.sdk.send(
      new DescribeUserPoolCommand({ UserPoolId: pool.userPoolId }),
    );
    expect(UserPool).toMatchObject({ UserAttributeUpdateSettings });
    const token = await signIn(`${username}@example.com`);
    const address = `new-${username}@example.com`;
    const UserAttributes = [email(address)];
    await pool.sdk.send(new UpdateUserAttributesCommand({ ...token, UserAttributes }));
    expect(await attributes(token)).toMatchObject({ email: `${username}@example.com` });
    await expect(signIn(address)).rejects.toBeInstanceOf(NotAuthorizedException);
    const Code = await newestCode(pool.endpoint, username);
    const AttributeName = 'email';
    await pool.sdk.send(new VerifyUserAttributeCommand({ ...token, AttributeName, Code }));
    expect(await attributes(await signIn(address))).toMatchObject({ email_verified: 'true' });
  });

  test('hears what is refused under the service’s names for it', async () => {
    const token = await signIn();
    const update = (UserAttributes: AttributeType[]): Promise<unknown> =>
      pool.sdk.send(new UpdateUserAttributesCommand({ ...token, UserAttributes }));
    const verified = [{ Name: 'email_verified', Value: 'true' }];
    await expect(update(verified)).rejects.toBeInstanceOf(NotAuthorizedException);
    const unknown = [{ Name: 'custom:unknown', Value: 'x' }];
    await expect(update(unknown)).rejects.toBeInstanceOf(InvalidParameterException);
    const AttributeName = 'nickname';
    const ask = new GetUserAttributeVerificationCodeCommand({ ...token, AttributeName });
    await expect(pool.sdk.send(ask)).rejects.toBeInstanceOf(InvalidParameterException);
    const holder = { username: `holder-of-${username}`, password: PASSWORD };
    await addUser(pool, holder);
    const taken = new AdminUpdateUserAttributesCommand({
      ...{ UserPoolId: pool.userPoolId, Username: holder.username },
      UserAttributes: [email(`${username}@example.com`), ...verified],
    });
    await expect(pool.sdk.send(taken)).rejects.toBeInstanceOf(AliasExistsException);
  });

  test('deletes the user who asks for it', async () => {
    const token = await signIn();
    await pool.sdk.send(new DeleteUserCommand(token));
    const read = pool.sdk.send(new GetUserCommand(token));
    await expect(read).rejects.toBeInstanceOf(NotAuthorizedException);
    const get = new AdminGetUserCommand(named());
    await expect(pool.sdk.send(get)).rejects.toBeInstanceOf(UserNotFoundException);
  });

  test('signs a user out everywhere', async () => {
    const token = await signIn();
    await pool.sdk.send(new AdminUserGlobalSignOutCommand(named()));
    const get = pool.sdk.send(new GetUserCommand(token));
    await expect(get).rejects.toBeInstanceOf(NotAuthorizedException);
  });
});

describe('amazon-cognito-identity-js', () => {
  async function signIn(): Promise<CognitoUser> {
    const { endpoint, userPoolId, publicClient } = pool;
    const where = { endpoint, userPoolId, clientId: publicClient.clientId };
    return (await signInWithAmazonsClient({ ...where, username, password: PASSWORD })).user;
  }

  const attributes = (user: CognitoUser): Promise<object> =>
    settle((callbacks) => {
      user.getUserAttributes((error, list) => {
        if (error) callbacks.onFailure(error);
        else callbacks.onSuccess(byName(list!.map((each) => each.toJSON() as AttributeType)));
      });
    });

  test('changes, verifies and deletes attributes, and then the user', async () => {
    const user = await signIn();
    const [changed, details] = await settle<readonly unknown[]>(({ onSuccess, onFailure }) => {
      const Value = '+15551239878';
      user.updateAttributes([{ Name: 'phone_number', Value }], (error, result, more) => {
        if (error) onFailure(error);
        else onSuccess([result, more]);
      });
    });
    expect(changed).toBe('SUCCESS');
    expect(details).toMatchObject({
      CodeDeliveryDetailsList: [{ AttributeName: 'phone_number', DeliveryMedium: 'SMS' }],
    });
    const delivery = await settle<unknown>(({ onSuccess, onFailure }) => {
      const callbacks = { onSuccess, onFailure, inputVerificationCode: onSuccess };
      user.getAttributeVerificationCode('phone_number', callbacks);
    });
    expect(delivery).toMatchObject({ CodeDeliveryDetails: { Destination: '*******9878' } });

    const verify = (code: string): Promise<string> =>
      settle((callbacks) => user.verifyAttribute('phone_number', code, callbacks));
    const code = await newestCode(pool.endpoint, username);
    const wrong = { name: 'CodeMismatchException' };
    await expect(verify(otherThan(code))).rejects.toMatchObject(wrong);
    expect(await verify(code)).toBe('SUCCESS');
    expect(await attributes(user)).toMatchObject({ phone_number_verified: 'true' });

    const removed = await settle<string>(({ onSuccess, onFailure }) => {
      user.deleteAttributes(['phone_number'], (error, result) => {
        if (error) onFailure(error);
        else onSuccess(result!);
      });
    });
    expect(removed).toBe('SUCCESS');
    expect(await attributes(user)).not.toHaveProperty('phone_number');

    const gone = await settle<string>(({ onSuccess, onFailure }) => {
      user.deleteUser((error, result) => (error ? onFailure(error) : onSuccess(result!)));
    });
    expect(gone).toBe('SUCCESS');
    await expect(signIn()).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});
