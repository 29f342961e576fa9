/** Compiled, never run: what flow sends fits the SDK's inputs, what it reads is in the SDK's outputs. */
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import type { Transport, WireMap, WireObject } from '@countersign/contract';
import { createAdminAwsSdkTransport } from '../src/admin.ts';
import { createAwsSdkTransport } from '../src/index.ts';

const texts: WireMap = {};
const text: string = '';

/** What the flow writes, in the words of its requests. */
export const initiate = {
  AuthFlow: 'USER_SRP_AUTH',
  ClientId: text,
  AuthParameters: texts,
  ClientMetadata: texts,
} satisfies sdk.InitiateAuthCommandInput & WireObject;

export const respond = {
  ClientId: text,
  ChallengeName: 'PASSWORD_VERIFIER',
  Session: text,
  ChallengeResponses: texts,
  ClientMetadata: texts,
} satisfies sdk.RespondToAuthChallengeCommandInput & WireObject;

export const adminInitiate = {
  ...initiate,
  AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
  UserPoolId: text,
} satisfies sdk.AdminInitiateAuthCommandInput;

export const adminRespond = {
  ...respond,
  UserPoolId: text,
} satisfies sdk.AdminRespondToAuthChallengeCommandInput;

export const associate = {
  Session: text,
} satisfies sdk.AssociateSoftwareTokenCommandInput & WireObject;

export const verify = {
  Session: text,
  UserCode: text,
  FriendlyDeviceName: text,
} satisfies sdk.VerifySoftwareTokenCommandInput & WireObject;

export const confirm = {
  AccessToken: text,
  DeviceKey: text,
  DeviceSecretVerifierConfig: { Salt: text, PasswordVerifier: text },
  DeviceName: text,
} satisfies sdk.ConfirmDeviceCommandInput & WireObject;

export const update = {
  AccessToken: text,
  DeviceKey: text,
  DeviceRememberedStatus: 'remembered',
} satisfies sdk.UpdateDeviceStatusCommandInput & WireObject;

export const refresh = {
  ClientId: text,
  RefreshToken: text,
  DeviceKey: text,
  ClientSecret: text,
  ClientMetadata: texts,
} satisfies sdk.GetTokensFromRefreshTokenCommandInput & WireObject;

const account = { ClientId: text, Username: text, SecretHash: text, ClientMetadata: texts };

export const signUp = {
  ...account,
  Password: text,
  UserAttributes: [{ Name: text, Value: text }],
} satisfies sdk.SignUpCommandInput & WireObject;

export const confirmSignUp = {
  ...account,
  ConfirmationCode: text,
  Session: text,
} satisfies sdk.ConfirmSignUpCommandInput & WireObject;

export const resendCode = account satisfies sdk.ResendConfirmationCodeCommandInput & WireObject;

export const misspelt = {
  ...verify,
  // @ts-expect-error: a member that the API does not have
  UserCod: text,
} satisfies sdk.VerifySoftwareTokenCommandInput;

/** The SDK's objects as JSON: an interface has no index signature, a mapped type has. */
type Json<T> = T extends Date
  ? number
  : T extends readonly (infer Item)[]
    ? readonly Json<Item>[]
    : T extends object
      ? { [Member in keyof T]: Json<T[Member]> }
      : T;
type Output<T> = Json<Omit<T, '$metadata'>>;

export const outputsAreJson = (
  output:
    | Output<sdk.InitiateAuthCommandOutput>
    | Output<sdk.AdminInitiateAuthCommandOutput>
    | Output<sdk.RespondToAuthChallengeCommandOutput>
    | Output<sdk.AdminRespondToAuthChallengeCommandOutput>
    | Output<sdk.AssociateSoftwareTokenCommandOutput>
    | Output<sdk.VerifySoftwareTokenCommandOutput>
    | Output<sdk.ConfirmDeviceCommandOutput>
    | Output<sdk.GetTokensFromRefreshTokenCommandOutput>
    | Output<sdk.SignUpCommandOutput>
    | Output<sdk.ConfirmSignUpCommandOutput>
    | Output<sdk.ResendConfirmationCodeCommandOutput>
    | Output<sdk.GetDeviceCommandOutput>,
): WireObject => output;

/** What the flow reads: exactly these members, of these types. */
interface SignInOutput {
  readonly AuthenticationResult?:
    | {
        readonly AccessToken?: string | undefined;
        readonly IdToken?: string | undefined;
        readonly RefreshToken?: string | undefined;
        readonly TokenType?: string | undefined;
        readonly ExpiresIn?: number | undefined;
        readonly NewDeviceMetadata?:
          | {
              readonly DeviceKey?: string | undefined;
              readonly DeviceGroupKey?: string | undefined;
            }
          | undefined;
      }
    | undefined;
  readonly ChallengeName?: string | undefined;
  readonly ChallengeParameters?: WireMap | undefined;
  readonly AvailableChallenges?: readonly string[] | undefined;
  readonly Session?: string | undefined;
}
type Reads<Source, Members> = Required<Source> extends Required<Members> ? true : never;

export const reads: readonly true[] = [
  true satisfies Reads<sdk.InitiateAuthCommandOutput, SignInOutput>,
  true satisfies Reads<sdk.AdminInitiateAuthCommandOutput, SignInOutput>,
  true satisfies Reads<sdk.RespondToAuthChallengeCommandOutput, SignInOutput>,
  true satisfies Reads<sdk.AdminRespondToAuthChallengeCommandOutput, SignInOutput>,
  true satisfies Reads<
    sdk.GetTokensFromRefreshTokenCommandOutput,
    Pick<SignInOutput, 'AuthenticationResult'>
  >,
  true satisfies Reads<
    sdk.AssociateSoftwareTokenCommandOutput,
    { SecretCode?: string | undefined; Session?: string | undefined }
  >,
  true satisfies Reads<
    sdk.VerifySoftwareTokenCommandOutput,
    { Status?: string | undefined; Session?: string | undefined }
  >,
  true satisfies Reads<
    sdk.ConfirmDeviceCommandOutput,
    { UserConfirmationNecessary?: boolean | undefined }
  >,
  // @ts-expect-error: a member that is not there
  true satisfies Reads<sdk.ConfirmDeviceCommandOutput, { Remembered?: boolean | undefined }>,
];

const client = new sdk.CognitoIdentityProviderClient({});
const { GetUserCommand } = sdk;

export const transports: readonly Transport[] = [
  createAwsSdkTransport({ client, deadlineMs: 1_000 }),
  createAwsSdkTransport({ client, commands: { GetUserCommand } }),
  createAwsSdkTransport({ client, commands: sdk }),
  createAdminAwsSdkTransport({ client, userPoolId: 'eu-west-1_AbCdEf123', commands: sdk }),
  // @ts-expect-error: the client is the caller's
  createAwsSdkTransport({}),
  // @ts-expect-error: not under the operation's name
  createAwsSdkTransport({ client, commands: { GetUser: GetUserCommand } }),
  // @ts-expect-error: an object of a class, not the class
  createAwsSdkTransport({ client, commands: { GetUserCommand: new GetUserCommand({}) } }),
  // @ts-expect-error: administrators act on a pool
  createAdminAwsSdkTransport({ client }),
];
