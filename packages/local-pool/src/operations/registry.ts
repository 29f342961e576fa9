/**
 * Every operation that is served, in the families that the table of the README shows.
 *
 * @module
 */
import type { PoolOperation } from '../_operation.ts';
import { adminCreateUser } from './admin-create-user.ts';
import { adminDeleteUser, adminDisableUser, adminEnableUser } from './admin-users.ts';
import { adminConfirmSignUp, adminGetUser, adminResetUserPassword } from './admin-users.ts';
import { adminSetUserPassword, adminUserGlobalSignOut } from './admin-users.ts';
import { addUserPoolClientSecret, deleteUserPoolClientSecret } from './client-secrets.ts';
import { listUserPoolClientSecrets } from './client-secrets.ts';
import { confirmSignUp, resendConfirmationCode } from './confirm-sign-up.ts';
import { confirmDevice, forgetDevice, getDevice, listDevices } from './devices.ts';
import { updateDeviceStatus } from './devices.ts';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.ts';
import { adminInitiateAuth, initiateAuth } from './initiate-auth.ts';
import { listUsers } from './list-users.ts';
import { adminSetUserMfaPreference, setUserMfaPreference } from './mfa-preference.ts';
import { completeWebAuthnRegistration, deleteWebAuthnCredential } from './passkeys.ts';
import { listWebAuthnCredentials, startWebAuthnRegistration } from './passkeys.ts';
import { changePassword, confirmForgotPassword, forgotPassword } from './passwords.ts';
import { adminRespondToAuthChallenge } from './respond-to-auth-challenge.ts';
import { respondToAuthChallenge } from './respond-to-auth-challenge.ts';
import { revokeToken } from './revoke-token.ts';
import { signUp } from './sign-up.ts';
import { deleteUser, getUser, getUserAuthFactors, globalSignOut } from './signed-in-user.ts';
import { associateSoftwareToken, verifySoftwareToken } from './software-token.ts';
import { adminUpdateUserAttributes, deleteUserAttributes } from './user-attributes.ts';
import { getUserAttributeVerificationCode, updateUserAttributes } from './user-attributes.ts';
import { verifyUserAttribute } from './user-attributes.ts';
import { createUserPoolClient, deleteUserPoolClient } from './user-pool-clients.ts';
import { describeUserPoolClient, listUserPoolClients } from './user-pool-clients.ts';
import { updateUserPoolClient } from './user-pool-clients.ts';
import { getUserPoolMfaConfig, setUserPoolMfaConfig } from './user-pool-mfa-config.ts';
import { createUserPool, deleteUserPool } from './user-pools.ts';
import { describeUserPool, listUserPools, updateUserPool } from './user-pools.ts';

export const OPERATION_FAMILIES: ReadonlyMap<string, readonly PoolOperation[]> = new Map([
  ['Sign-in', [initiateAuth, respondToAuthChallenge]],
  ['Sign-in, as administrator', [adminInitiateAuth, adminRespondToAuthChallenge]],
  ['Sign-up', [signUp, confirmSignUp, resendConfirmationCode]],
  ['Passwords', [forgotPassword, confirmForgotPassword, changePassword]],
  ['Tokens', [getTokensFromRefreshToken, revokeToken, globalSignOut]],
  ['The signed-in user', [getUser, getUserAuthFactors, setUserMfaPreference, deleteUser]],
  [
    'Attributes of the signed-in user',
    [
      updateUserAttributes,
      getUserAttributeVerificationCode,
      verifyUserAttribute,
      deleteUserAttributes,
    ],
  ],
  ['Authenticator apps', [associateSoftwareToken, verifySoftwareToken]],
  [
    'Passkeys',
    [
      startWebAuthnRegistration,
      completeWebAuthnRegistration,
      listWebAuthnCredentials,
      deleteWebAuthnCredential,
    ],
  ],
  ['Devices', [confirmDevice, updateDeviceStatus, getDevice, listDevices, forgetDevice]],
  [
    'Users, as administrator',
    [
      adminCreateUser,
      adminGetUser,
      adminUpdateUserAttributes,
      adminConfirmSignUp,
      adminSetUserPassword,
      adminResetUserPassword,
      adminDisableUser,
      adminEnableUser,
      adminUserGlobalSignOut,
      adminDeleteUser,
      adminSetUserMfaPreference,
      listUsers,
    ],
  ],
  ['User pools', [createUserPool, describeUserPool, updateUserPool, listUserPools, deleteUserPool]],
  ['Second factors of a pool', [setUserPoolMfaConfig, getUserPoolMfaConfig]],
  [
    'App clients',
    [
      createUserPoolClient,
      describeUserPoolClient,
      updateUserPoolClient,
      listUserPoolClients,
      deleteUserPoolClient,
      addUserPoolClientSecret,
      listUserPoolClientSecrets,
      deleteUserPoolClientSecret,
    ],
  ],
]);

export const OPERATIONS: ReadonlyMap<string, PoolOperation> = new Map(
  [...OPERATION_FAMILIES.values()].flat().map((operation) => [operation.name, operation]),
);
