/**
 * A local pool on a real port, set up through the AWS SDK for JavaScript: the first stranger that
 * every test here meets.
 *
 * @module
 */
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { startPoolServer } from '@countersign/local-pool/server';

/** An app client. */
export interface AppClient {
  readonly clientId: string;
  readonly clientSecret?: string;
}

/** A user pool on localhost. */
export interface StrangersPool {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly publicClient: AppClient;
  readonly confidentialClient: Required<AppClient>;
  /** The SDK, with credentials that nobody checks. */
  readonly sdk: CognitoIdentityProviderClient;
  /** Moves the pool's clock, and nobody else's. */
  advance(seconds: number): void;
  close(): Promise<void>;
}

/** A user's name and password, as typed. */
export interface Account {
  readonly username: string;
  readonly password: string;
}

/** What `CreateUserPool` may be given besides a name. */
export type PoolSettings = Omit<ConstructorParameters<typeof CreateUserPoolCommand>[0], 'PoolName'>;

/** Starts a pool in this process, with a client that has a secret and one that has none. */
export async function startPool(settings: PoolSettings = {}): Promise<StrangersPool> {
  // Its notice about Node 20 would be all that is read of a test run.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const server = await startPoolServer();
  const sdk = new CognitoIdentityProviderClient({
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'not-checked', secretAccessKey: 'not-checked' },
    maxAttempts: 1,
  });
  const made = await sdk.send(new CreateUserPoolCommand({ PoolName: 'strangers', ...settings }));
  const userPoolId = made.UserPool!.Id!;
  return {
    endpoint: server.url,
    userPoolId,
    publicClient: await createAppClient(sdk, userPoolId),
    confidentialClient: (await createAppClient(sdk, userPoolId, true)) as Required<AppClient>,
    sdk,
    advance: (seconds) => server.pool.clock.advance(seconds),
    async close() {
      sdk.destroy();
      await server.close();
    },
  };
}

async function createAppClient(
  sdk: CognitoIdentityProviderClient,
  userPoolId: string,
  withSecret = false,
): Promise<AppClient> {
  const { UserPoolClient } = await sdk.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: withSecret ? 'confidential' : 'public',
      GenerateSecret: withSecret,
      ExplicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      PreventUserExistenceErrors: 'ENABLED',
    }),
  );
  const { ClientId, ClientSecret } = UserPoolClient!;
  return {
    clientId: ClientId!,
    ...(ClientSecret !== undefined && { clientSecret: ClientSecret }),
  };
}

/** The newest code for a user, as programs outside read it. */
export async function newestCode(endpoint: string, username: string): Promise<string> {
  const query = new URLSearchParams({ username });
  const response = await fetch(`${endpoint}/_local/outbox?${query}`);
  const { messages } = (await response.json()) as { readonly messages: { code: string }[] };
  return messages.at(-1)!.code;
}

/** Makes the pool want the code of an authenticator app from everybody. */
export async function requireCodes({ sdk, userPoolId }: StrangersPool): Promise<void> {
  await sdk.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: userPoolId,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
}

/** Fifty users whose names and passwords no two encodings write alike. */
export function makeAccounts(): readonly Account[] {
  const names = ['alice', 'Zoë', 'Дмитрий', '王小明', 'عمر', 'a+b@example.com', 'ﬁ∑🚀', 'e\u0301'];
  const passwords = [
    'Correct-Horse-9',
    'Pässwörd-✓-1',
    'Parole-пароль-🔐-1',
    'With inner  spaces 1!',
    `Long-${'x'.repeat(250)}1`,
    'Twice-e\u0301-\u00e9-1',
  ];
  return Array.from({ length: 50 }, (_, index) => ({
    username: `${names[index % names.length]!}-${index}`,
    password: passwords[index % passwords.length]!,
  }));
}

/** Creates the user, with a password for good. */
export async function addUser(
  { sdk, userPoolId }: StrangersPool,
  { username, password }: Account,
): Promise<void> {
  await sdk.send(
    new AdminCreateUserCommand({
      UserPoolId: userPoolId,
      Username: username,
      MessageAction: 'SUPPRESS',
    }),
  );
  await sdk.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: userPoolId,
      Username: username,
      Password: password,
      Permanent: true,
    }),
  );
}

/** Creates the user, with a password that has to be changed at the first sign-in. */
export async function inviteUser(
  { sdk, userPoolId }: StrangersPool,
  { username, password }: Account,
  email: string,
): Promise<void> {
  await sdk.send(
    new AdminCreateUserCommand({
      UserPoolId: userPoolId,
      Username: username,
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
}
